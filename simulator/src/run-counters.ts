import type { Place } from './case.js';

const MAX_COUNTERS = 5000;

/** Counts the requests of each (run, place); the oldest runs are forgotten, so that a long-lived demo stays small. */
export function createRunCounters(limit = MAX_COUNTERS) {
  const counts = new Map<string, number>();
  return {
    /** How many requests came before this one. */
    next(run: string, place: Place): number {
      const key = `${place} ${run}`;
      const before = counts.get(key) ?? 0;
      // Taken out and put in again, so that the map's first key is the one that was quiet for longest.
      counts.delete(key);
      counts.set(key, before + 1);
      const [oldest] = counts.keys();
      if (counts.size > limit && oldest !== undefined) counts.delete(oldest);
      return before;
    },
  };
}
export type RunCounters = ReturnType<typeof createRunCounters>;
