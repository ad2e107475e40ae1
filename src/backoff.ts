/** Growing pauses between attempts. */
export interface Backoff {
  /** The pause after the first failed attempt, in ms. */
  readonly firstMs: number;
  /** Each pause is this many times the one before. */
  readonly factor: number;
  /** No pause is longer, in ms. */
  readonly capMs: number;
}

/**
 * The pause after failed attempt number `attempt` (1 is the first), in ms.
 *
 * @param share how much of the pause to take, from 0 to 1: drawn at random ("jitter"), it keeps the pages of one outage
 *   from asking again in step
 */
export function backoffDelay({ firstMs, factor, capMs }: Backoff, attempt: number, share: number): number {
  return Math.round(Math.min(capMs, firstMs * factor ** (attempt - 1)) * share);
}
