// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { watchEventLoop } from '../../../../src/server/evidence/event-loop-delay.js';

it('a blocked event loop is seen, and forgotten after ten seconds', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const loop = watchEventLoop();
  try {
    await vi.waitFor(() => {
      const end = Date.now() + 400;
      while (Date.now() < end);
      expect(loop.p99()).toBeGreaterThan(250);
    });
    vi.advanceTimersByTime(5000);
    expect(loop.p99()).toBeGreaterThan(250);
    vi.advanceTimersByTime(5000);
    expect(loop.p99()).toBe(0);
    loop.close();
    expect(vi.getTimerCount()).toBe(0);
  } finally {
    loop.close();
    vi.useRealTimers();
  }
});

it.each([0, 40, 250, 251])('one that is %i ms late is said to be just that, by both monitors', (lateBy) => {
  vi.useFakeTimers();
  // As Node's own: a sample is the pause between two looks, in ns.
  const loop = watchEventLoop(({ resolution }) => ({
    count: 100,
    percentile: () => (resolution + lateBy) * 1e6,
    enable: () => true,
    disable: () => true,
    reset: () => undefined,
  }));
  expect(loop.p99()).toBe(lateBy);
  vi.advanceTimersByTime(5000);
  expect(loop.p99()).toBe(lateBy);
  loop.close();
  vi.useRealTimers();
});

it('a monitor keeps no process alive', () => {
  const script = "require('node:perf_hooks').monitorEventLoopDelay({ resolution: 20 }).enable();";
  expect(() => execFileSync(process.execPath, ['-e', script], { timeout: 20_000 })).not.toThrow();
});
