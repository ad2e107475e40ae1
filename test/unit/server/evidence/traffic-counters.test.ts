// @vitest-environment node
import { expect, it, onTestFinished, vi } from 'vitest';
import { createTrafficCounters } from '../../../../src/server/evidence/traffic-counters.js';
import { memoryStore } from './memory-store.js';

it('several minutes are read in their order, those of each target for itself', async () => {
  vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) });
  const counters = createTrafficCounters(memoryStore());
  onTestFinished(() => {
    counters.close();
    vi.useRealTimers();
  });
  const first = Date.now() / 60_000;
  for (const [intl, cn, tokens] of [
    [1, 4, 7],
    [2, 0, 8],
    [3, 6, 9],
  ] as const) {
    for (let one = 0; one < intl; one++) counters.human('tencent:intl');
    for (let one = 0; one < cn; one++) counters.human('tencent:cn');
    for (let one = 0; one < tokens; one++) counters.pageToken();
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(await counters.read('tencent:intl', first, first + 2)).toEqual([
    { humans: 1, tokens: 7 },
    { humans: 2, tokens: 8 },
    { humans: 3, tokens: 9 },
  ]);
  expect(await counters.read('tencent:cn', first + 1, first + 2)).toEqual([
    { humans: 0, tokens: 8 },
    { humans: 6, tokens: 9 },
  ]);
});
