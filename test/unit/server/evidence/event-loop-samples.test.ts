// @vitest-environment node
import { expect, it, vi } from 'vitest';
import { watchEventLoop } from '../../../../src/server/evidence/event-loop-delay.js';

/** By how much every sample of the event loop is late, in ms. */
let lateBy = 0;

// As Node's own: a sample is the pause between two looks, in ns, and that is 10 ms when nobody chose another.
vi.mock('node:perf_hooks', () => ({
  monitorEventLoopDelay: ({ resolution = 10 } = {}) => ({
    count: 100,
    percentile: () => (resolution + lateBy) * 1e6,
    enable: () => true,
    disable: () => true,
    reset: () => undefined,
  }),
}));

it.each([0, 40, 250, 251])('an event loop that is %i ms late is said to be just that, by both monitors', (ms) => {
  vi.useFakeTimers();
  const loop = watchEventLoop();
  lateBy = ms;
  expect(loop.p99()).toBe(ms);
  vi.advanceTimersByTime(5000);
  expect(loop.p99()).toBe(ms);
  loop.close();
  vi.useRealTimers();
});
