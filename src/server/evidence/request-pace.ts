/** At most so many requests of canaries to one vendor */
const requestLimit = 30;
/** in any span of this length, in ms. */
const limitWindow = 60_000;
/** One request this often, in ms: what the limit allows for good. */
export const requestGap = limitWindow / requestLimit;
/** Slots are planned this much apart beyond the gap, in ms: three of them then span what an outage takes. */
const slotMargin = 10;
/** Each *down* in a row makes a canary this many times as urgent: one that is nearly proven goes first. */
const focus = 8;

/** The requests that still count against the limit. */
export function recentRequests(requests: readonly number[], now: number): number[] {
  return requests.filter((at) => at <= now && now - at < limitWindow);
}

/**
 * How many requests may begin now. What was left unused since the last one may be caught up at once, up to `burst`,
 * so that the first round after a quiet time asks every canary together.
 *
 * @param requests times of the past requests, ascending, in ms since 1970
 */
export function allowedRequests(requests: readonly number[], now: number, burst: number): number {
  const recent = recentRequests(requests, now);
  const last = recent.at(-1) ?? -Infinity;
  const credit = Math.floor((now - last) / requestGap);
  return Math.max(0, Math.min(credit, burst, requestLimit - recent.length));
}

/** When the next request may begin; at once when that is in the past. */
export function nextSlotAt(requests: readonly number[], now: number): number {
  const recent = recentRequests(requests, now);
  const [oldest = 0] = recent.slice(-requestLimit);
  const afterLimit = recent.length < requestLimit ? 0 : oldest + limitWindow;
  return Math.max(now, afterLimit, (recent.at(-1) ?? 0) + requestGap + slotMargin);
}

export interface Candidate {
  /** When it was last asked; unset when never. */
  readonly askedAt?: number;
  /** Its *downs* in a row, while its vendor is suspected. */
  readonly row: number;
}

/** Those that are asked now: who has waited longest, with a long head start for those that were down. */
export function mostUrgent<T extends Candidate>(candidates: readonly T[], now: number, count: number): T[] {
  const urgency = ({ askedAt = 0, row }: Candidate) => (now - askedAt) * focus ** row;
  return [...candidates].sort((a, b) => urgency(b) - urgency(a)).slice(0, count);
}
