import type { PassToken } from '../tokens/pass-token.js';
import type { Visit } from '../visit.js';

/** So much older than the outage, in ms: those who make one must not provide themselves first. */
const leastBeforeMs = 10 * 60_000;

/**
 * Whether a pass token makes its bringer somebody who returns: it is old enough, and it is their own.
 *
 * @param outageMs how long ago the outage began
 */
export function isReturning(
  { issuedAt, holder }: PassToken,
  { network, subject }: Visit,
  { outageMs, now }: { outageMs: number; now: number },
): boolean {
  const isOwn = holder.network === network.wide || (subject !== undefined && holder.subject === subject);
  return isOwn && now - issuedAt >= outageMs + leastBeforeMs;
}
