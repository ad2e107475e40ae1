/** So many answers that this process spoiled itself, */
const many = 4;
/** in so many ms. */
const within = 60_000;

export interface Unwellness {
  /** Counts one more. */
  isMany(): boolean;
}

/** Tells when this process is so busy, or so short of something, that it is no observer. */
export function createUnwellness(): Unwellness {
  let times: number[] = [];
  return {
    isMany: (): boolean => {
      const now = performance.now();
      times = [...times.filter((at) => now - at < within), now];
      return times.length >= many;
    },
  };
}
