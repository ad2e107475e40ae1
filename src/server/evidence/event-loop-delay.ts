import { monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the delay is sampled, in ms; a sample contains this pause. */
const resolution = 20;
/** Samples are judged in windows of this length, in ms, so that neither an old stall nor an old calm decides. */
const window = 5000;

export interface EventLoopDelay {
  /** By how much our own event loop was late at worst in 99 of 100 samples of the last seconds, in ms. */
  p99(): number;
  close(): void;
}

export function watchEventLoop(): EventLoopDelay {
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  let startedAt = performance.now();
  let before = 0;
  return {
    p99: () => {
      const current = histogram.count === 0 ? 0 : Math.max(0, histogram.percentile(99) / 1e6 - resolution);
      const age = performance.now() - startedAt;
      const latest = Math.max(current, before);
      if (age >= window) {
        // A window that nobody looked at for long tells of the past.
        before = age < 2 * window ? current : 0;
        startedAt = performance.now();
        histogram.reset();
      }
      return latest;
    },
    close: () => void histogram.disable(),
  };
}
