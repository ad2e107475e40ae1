import type { Holder, PassToken } from '../tokens/pass-token.js';

/** So much older than the outage, in ms: those who make one must not provide themselves first. */
const leastBeforeMs = 10 * 60_000;

/**
 * Whether a pass token makes its bringer somebody who returns: it is old enough, and it is their own.
 *
 * @param bringer who brings it, by the same as what it says of its holder
 * @param outageMs how long ago the outage began
 */
export function isReturning(
  { issuedAt, holder }: PassToken,
  bringer: Holder,
  { outageMs, now }: { outageMs: number; now: number },
): boolean {
  const isSubject = bringer.subject !== undefined && holder.subject === bringer.subject;
  const isOwn = holder.network === bringer.network || isSubject;
  return isOwn && now - issuedAt >= outageMs + leastBeforeMs;
}
