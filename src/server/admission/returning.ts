import type { PassToken } from '../tokens/pass-token.js';

/** So much older than the outage, in ms: those who make one must not provide themselves first. */
const leastBeforeMs = 10 * 60_000;

/** Who asks, and how long ago the outage began, in ms. */
export interface ReturnClaim {
  /** The wide network of the address. */
  network: string;
  /** An HMAC of the subject, if there is one. */
  subject: string | undefined;
  outageMs: number;
}

/** Whether a pass token makes its bringer somebody who returns: it is old enough, and it is their own. */
export function isReturning(
  { issuedAt, holder }: PassToken,
  { network, subject, outageMs }: ReturnClaim,
  now: number,
): boolean {
  const isOwn = holder.network === network || (subject !== undefined && holder.subject === subject);
  return isOwn && now - issuedAt >= outageMs + leastBeforeMs;
}
