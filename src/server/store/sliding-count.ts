import { slices } from './store.js';

/**
 * The count of one meter. Time is cut into slices of a sixtieth of the window; the sum takes in the present slice and
 * the sixty before it. So no stretch of `windowMs`, wherever it begins, holds more than was allowed, and what was
 * counted leaves at most one slice late.
 *
 * The Redis script does the same sums: what changes here changes there.
 */
export class SlidingCount {
  readonly #slices = new Map<number, number>();

  /** The sum, and the ms until the oldest slice leaves it (the whole window while it is empty). */
  read(now: number, windowMs: number): { total: number; waitMs: number } {
    const width = sliceMs(windowMs);
    const present = Math.floor(now / width);
    let total = 0;
    let oldest = present;
    for (const [slice, count] of this.#slices) {
      if (slice < present - slices) {
        this.#slices.delete(slice);
      } else {
        total += count;
        if (slice < oldest) oldest = slice;
      }
    }
    return { total, waitMs: (oldest + slices + 1) * width - now };
  }

  add(now: number, windowMs: number): void {
    const slice = Math.floor(now / sliceMs(windowMs));
    this.#slices.set(slice, (this.#slices.get(slice) ?? 0) + 1);
  }
}

/** How long a meter is kept after its last count. */
export const meterLifeMs = (windowMs: number): number => (slices + 2) * sliceMs(windowMs);

const sliceMs = (windowMs: number): number => Math.ceil(windowMs / slices);
