// @vitest-environment node
import { execFileSync } from 'node:child_process';
import { expect, it, vi } from 'vitest';
import { watchEventLoop } from '../../../../src/server/evidence/event-loop-delay.js';

it('a blocked event loop is seen', async () => {
  const loop = watchEventLoop();
  try {
    // The first sample of a monitor starts its count.
    await vi.waitFor(() => {
      const end = Date.now() + 400;
      while (Date.now() < end);
      expect(loop.p99()).toBeGreaterThan(250);
    });
  } finally {
    loop.close();
  }
});

it('nothing of it keeps a process alive', () => {
  const script = `
    const histogram = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 20 });
    histogram.enable();
    setTimeout(() => undefined, 3_600_000).unref();
  `;
  expect(() => execFileSync(process.execPath, ['-e', script], { timeout: 20_000 })).not.toThrow();
});
