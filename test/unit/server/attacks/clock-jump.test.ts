// @vitest-environment node
import { afterEach, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';

afterEach(() => void vi.useRealTimers());

it.each([
  ['begins in 1970 and is set then', 0, 365 * 24 * 3_600_000],
  ['is set back by ten minutes', Date.UTC(2026, 10, 21), -600_000],
  ['is set forward by eleven minutes', Date.UTC(2026, 10, 21), 660_000],
])('a clock that %s holds nothing up, and what is spent stays spent', async (_, now, by) => {
  vi.useFakeTimers({ now, toFake: ['Date'] });
  const store = memoryStore();
  const once = (key: string) => ({ once: [{ key, ttlMs: 60_000 }], limits: [], ways: [{ limits: [] }] });
  for (let i = 0; i < 200; i += 1) await store.admit(once(`before ${i}`));
  vi.setSystemTime(now + by);
  const started = performance.now();
  for (let i = 0; i < 200; i += 1) await store.admit(once(`after ${i}`));
  for (let i = 0; i < 200; i += 1) expect(await store.admit(once(`before ${i}`))).toMatchObject({ why: 'spent' });
  // Minutes, if the store caught up with the clock step by step; a busy machine takes a tenth of a second.
  expect(performance.now() - started).toBeLessThan(2000);
});
