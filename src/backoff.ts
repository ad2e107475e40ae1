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
 * The pause after failed attempt number `attempt` (1 is the first), in ms, between half of the nominal pause and all
 * of it: the random half keeps the pages of one outage from asking again in step.
 */
export function backoffDelay({ firstMs, factor, capMs }: Backoff, attempt: number, random = Math.random): number {
  return Math.round((Math.min(capMs, firstMs * factor ** (attempt - 1)) * (1 + random())) / 2);
}
