import { backoffDelay } from '../backoff.js';
import type { CaptchaErrorCode } from '../errors.js';
import { createLifetime, type Lifetime } from '../lifetime.js';
import type { Vendor } from '../outcome.js';
import { pageState, type Callable } from '../page-owner.js';
import { watchViolations } from './csp-violations.js';
import { createScriptTag } from './script-sink.js';

export interface ScriptSource {
  readonly vendor: Vendor;
  /** Tried in turn. */
  readonly urls: readonly string[];
  readonly globalName: string;
  /** For the tag, when free. */
  readonly tagId?: string;
  /** How many more tags may follow one that timed out. */
  readonly tagsAfterTimeout: number;
}

export interface LoadTerms {
  /** Further attempts after the first. */
  limit: number;
  /** For one attempt, in ms. */
  timeout: number;
  nonce: string | undefined;
}

export interface LoadReport {
  attempt(url: string, attempt: number): void;
  attemptFailed(code: CaptchaErrorCode, retryInMs: number | null, cause?: unknown): void;
  loaded(): void;
  failed(code: CaptchaErrorCode, cause?: unknown): void;
  /** An answer came when nobody waited for it any more. */
  late(): void;
}

/** Six hung requests to one origin block the seventh in all engines, also when their tags are removed. */
const maxUnanswered = 4;
const pause = { firstMs: 250, factor: 2, capMs: 2000 };

/** The vendor's function, if the page has it. */
export function usableGlobal({ vendor, globalName }: ScriptSource): Callable | undefined {
  const page = pageState();
  const found = page.globals[vendor] || (window as unknown as Record<string, unknown>)[globalName];
  if (typeof found !== 'function' || page.ours.has(found)) return undefined;
  return (page.globals[vendor] = found as Callable);
}

/** A tag for the same file that is still to answer: one of ours, or the page's own. */
function pendingTag(url: string): HTMLScriptElement | undefined {
  const { waiting, dead } = pageState();
  const file = (address: string) => address.split(/[?#]/)[0];
  return Array.from(document.scripts).find(
    (tag) =>
      file(tag.src) === file(url) &&
      !dead.has(tag) &&
      // Once the page is complete, a tag of its own with a finished request has run and left nothing.
      (waiting.has(tag) || document.readyState !== 'complete' || !performance.getEntriesByName(tag.src).length),
  );
}

/** A URL asked for before gets a query of its own: Chromium makes no new request while the first one hangs. */
function freshUrl(address: string): URL {
  const { asked } = pageState();
  const url = new URL(address, document.baseURI);
  if (asked.has(address)) url.searchParams.set('cf', Date.now().toString(36));
  asked.add(address);
  return url;
}

/**
 * Gets a vendor's script into the page. Success is the usable global, never the `load` event: that also fires for a
 * script that throws, is empty or, in WebKit, HTML. A removed tag still runs, so every tag is listened to until it
 * answers, and the first usable global wins.
 */
export function loadScript(source: ScriptSource, terms: LoadTerms, parent: Lifetime, report: LoadReport): void {
  const { waiting, unanswered, dead } = pageState();
  const life = createLifetime(parent);
  const isBlocked = watchViolations(life);
  let attempts = 0;
  let timeouts = 0;
  let winner: Element | undefined;

  const succeed = (tag?: Element) => {
    if (life.over || !usableGlobal(source)) return false;
    winner = tag;
    life.end();
    report.loaded();
    return true;
  };

  const insert = (address: string) => {
    const url = freshUrl(address);
    const { origin } = url;
    const open = unanswered[origin] || 0;
    if (open >= maxUnanswered) return undefined;
    const tag = createScriptTag(url.href, terms.nonce);
    if (source.tagId && !document.getElementById(source.tagId)) tag.id = source.tagId;
    const answered = () => {
      unanswered[origin] = (unanswered[origin] || 1) - 1;
      waiting.delete(tag);
    };
    unanswered[origin] = open + 1;
    waiting.set(tag, 0);
    tag.addEventListener('load', answered);
    tag.addEventListener('error', answered);
    return tag;
  };

  const attempt = () => {
    if (succeed()) return;
    const address = source.urls[attempts++ % source.urls.length] as string;
    const turn = createLifetime(life);

    const fail = (code: CaptchaErrorCode, cause?: unknown) => {
      if (turn.over) return;
      turn.end();
      const offline = code === 'script_network' && !navigator.onLine;
      const again =
        code === 'csp_blocked'
          ? attempts < source.urls.length
          : attempts <= terms.limit &&
            code !== 'trusted_types_refused' &&
            (code !== 'script_timeout' || timeouts++ < source.tagsAfterTimeout);
      const delay = again && !offline ? backoffDelay(pause, attempts) : null;
      report.attemptFailed(offline ? 'offline' : code, delay, cause);
      if (offline) {
        // Not the vendor's fault: this attempt does not count.
        attempts--;
        const wait = createLifetime(life);
        wait.listen(window, 'online', () => {
          wait.end();
          attempt();
        });
      } else if (delay === null) {
        life.end();
        report.failed(code, cause);
      } else life.soon(attempt, delay);
    };

    report.attempt(address, attempts);
    if (life.over) return;
    let tag = attempts === 1 ? pendingTag(new URL(address, document.baseURI).href) : undefined;
    const adopted = !!tag;
    try {
      tag ||= insert(address);
    } catch (cause) {
      fail('trusted_types_refused', cause);
      return;
    }
    if (!tag) {
      fail('script_timeout');
      return;
    }

    const { src } = tag;
    const ours = waiting.has(tag);
    const settled = tag;
    const answer = (code: CaptchaErrorCode | '') => () => {
      if (life.over) report.late();
      else if (!succeed(settled)) fail(code || (source.globalName in window ? 'script_invalid' : 'script_empty'));
    };
    tag.addEventListener('load', answer(''));
    tag.addEventListener('error', () => answer(isBlocked(src) ? 'csp_blocked' : 'script_network')());
    if (ours) waiting.set(tag, (waiting.get(tag) || 0) + 1);
    turn.defer(() => {
      const others = (waiting.get(settled) || 1) - 1;
      if (others) waiting.set(settled, others);
      else if (ours && settled !== winner) {
        waiting.delete(settled);
        settled.remove();
      } else if (!life.over) dead.add(settled);
    });
    turn.after(terms.timeout, () => fail('script_timeout'));
    if (!adopted) document.head.appendChild(tag);
  };

  life.every(100, () => succeed());
  attempt();
}
