import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** How often the delay is sampled, in ms; a sample contains this pause. */
const resolution = 20;
/** Two monitors take turns: each is judged from this age on, and begins anew at twice this age, in ms. */
const turn = 5000;

export interface EventLoopDelay {
  /**
   * By how much our own event loop was late at worst in 99 of 100 samples of the last 5 to 10 s, in ms: neither an old
   * stall nor an old calm decides.
   */
  p99(): number;
  close(): void;
}

/** What is used of Node's own monitor. */
export type Monitor = Pick<IntervalHistogram, 'count' | 'percentile' | 'enable' | 'disable' | 'reset'>;

export function watchEventLoop(
  monitor: (options: { resolution: number }) => Monitor = monitorEventLoopDelay,
): EventLoopDelay {
  let judged = monitor({ resolution });
  let next = monitor({ resolution });
  judged.enable();
  next.enable();
  const timer = setInterval(() => {
    judged.reset();
    [judged, next] = [next, judged];
  }, turn);
  timer.unref();
  return {
    p99: () => (judged.count === 0 ? 0 : Math.max(0, judged.percentile(99) / 1e6 - resolution)),
    close: () => {
      clearInterval(timer);
      judged.disable();
      next.disable();
    },
  };
}
