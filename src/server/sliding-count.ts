/** Slices of a window. */
export const slices = 60;

/**
 * The count of one meter. Time is cut into slices of a sixtieth of the window; the sum takes in the present slice and
 * the sixty before it. So no stretch of `windowMs`, wherever it begins, holds more than was allowed, and what was
 * counted leaves at most one slice late.
 *
 * The Redis script does the same sums: what changes here changes there.
 */
export class SlidingCount {
  /** Slice and count in turn, the latest slice first: there are many of these, and most hold one or two. */
  #slices: number[] = [];

  total(now: number, windowMs: number): number {
    const oldest = Math.floor(now / sliceMs(windowMs)) - slices;
    let total = 0;
    for (let i = 0; i < this.#slices.length; i += 2)
      if ((this.#slices[i] ?? 0) >= oldest) total += this.#slices[i + 1] ?? 0;
    return total;
  }

  add(now: number, windowMs: number): void {
    const present = Math.floor(now / sliceMs(windowMs));
    const [latest, latestCount = 0] = this.#slices;
    if (latest === present) {
      this.#slices[1] = latestCount + 1;
      return;
    }
    const kept: number[] = [present, 1];
    for (let i = 0; i < this.#slices.length; i += 2) {
      const slice = this.#slices[i] ?? 0;
      if (slice >= present - slices) kept.push(slice, this.#slices[i + 1] ?? 0);
    }
    this.#slices = kept;
  }
}

/** How long a meter is kept after its last count. */
export const meterLifeMs = (windowMs: number): number => (slices + 2) * sliceMs(windowMs);

const sliceMs = (windowMs: number): number => Math.ceil(windowMs / slices);
