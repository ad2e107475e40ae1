import { backoffDelay, type Backoff } from '../backoff.js';
import type { RetryRule } from './error-entry.js';
import { headerWait } from './header-wait.js';
import type { ResponseHeaders } from './headers.js';

export interface DelayOptions {
  /**
   * `none` by default: the same input gives the same delay. `full` takes a random part of each backoff, so that the
   * clients of one outage do not ask again in step; a time that a header names is not shortened.
   */
  readonly jitter?: 'none' | 'full';
  /** From 0 to 1, as `Math.random`, which is the default. */
  readonly random?: () => number;
  /** Ms since 1970, for headers that name a moment; the present by default. */
  readonly now?: number;
}

/** What a timer of any engine can hold, in ms: a longer time would fire at once. */
const longestTimer = 2 ** 31 - 1;

/**
 * How long to wait, in ms, before the same thing is tried again, or `null`: not by program (`never`,
 * `after_user_action`, `new_challenge`). Never throws. A number is finite, from 0 to the rule's cap, and fit for
 * `setTimeout`. How often to try is the caller's to say.
 *
 * A header (the rule's own, else `Retry-After`) counts for the kinds `header` and `backoff`, up to the cap, for it is
 * the other side's word. It replaces the backoff of a `header` rule and lengthens that of a `backoff` rule; where it is
 * missing or makes no sense, the backoff holds.
 *
 * @param rule an entry's `retry`
 * @param attempt how many attempts have failed so far; what is below 1 or no number counts as 1
 * @param headers of the response that refused
 */
export function nextDelay(
  rule: RetryRule,
  attempt: number,
  headers?: ResponseHeaders,
  options: DelayOptions = {},
): number | null {
  try {
    return delayOf(rule, attempt, headers, options);
  } catch {
    // Not a rule: nothing that a program may repeat.
    return null;
  }
}

function delayOf(
  rule: RetryRule,
  attempt: number,
  headers: ResponseHeaders | undefined,
  options: DelayOptions,
): number | null {
  switch (rule.kind) {
    case 'now':
      return 0;
    case 'poll':
      return between(rule.everyMs, longestTimer);
    case 'backoff':
    case 'header': {
      const { backoff } = rule;
      const { now = Date.now() } = options;
      const asked = headerWait(rule, headers, now);
      const wait = asked === undefined ? 0 : between(asked, backoff.capMs);
      return rule.kind === 'header' && asked !== undefined ? wait : Math.max(wait, grown(backoff, attempt, options));
    }
    case 'never':
    case 'after_user_action':
    case 'new_challenge':
    default:
      return null;
  }
}

function grown(backoff: Backoff, attempt: number, { jitter, random = Math.random }: DelayOptions): number {
  const count = typeof attempt === 'number' && attempt >= 1 ? Math.floor(attempt) : 1;
  return between(backoffDelay(backoff, count, jitter === 'full' ? between(random(), 1) : 1), backoff.capMs);
}

/** What is no number counts as the most: of two waits the longer one is the safe one. */
function between(value: number, most: number): number {
  const cap = most >= 0 && most < longestTimer ? most : longestTimer;
  return value < cap ? Math.max(0, value) : cap;
}
