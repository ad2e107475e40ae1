import type { RetryRule } from './error-entry.js';
import { readHeader } from './headers.js';

const number = /^\d{1,16}(?:\.\d{1,9})?$/;
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * How long the headers of a refusal ask to wait, in ms: the rule's own header, else `Retry-After`. Nothing if there is
 * none, if it says no time, or a time that is over: that tells of clocks that differ, not of an open door.
 *
 * @param now ms since 1970
 */
export function headerWait(rule: RetryRule, headers: unknown, now: number): number | undefined {
  const own = rule.kind === 'header' ? readWait(readHeader(headers, rule.header), now) : undefined;
  return own ?? readWait(readHeader(headers, 'Retry-After'), now);
}

/**
 * Vendors do not say which unit they write, so a number is read by its magnitude: from 1e12 ms since 1970, from 1e9
 * seconds since 1970 (both mean the year 2001 or later), below that seconds from now. A date is HTTP's (RFC 9110, 5.6.7).
 */
function readWait(value: string | undefined, now: number): number | undefined {
  const text = value === undefined ? '' : value.trim();
  let wait = NaN;
  if (number.test(text)) {
    const amount = Number(text);
    wait = amount >= 1e12 ? amount - now : amount >= 1e9 ? amount * 1000 - now : amount * 1000;
  } else if (httpDate.test(text)) wait = Date.parse(text) - now;
  return wait > 0 ? Math.ceil(wait) : undefined;
}
