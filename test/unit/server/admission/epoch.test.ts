// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchEpoch } from '../../../../src/server/admission/epoch.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const told = { name: 'life-1', now: 1000 };

it('a store that was late at the start is asked again by the next who needs it', async () => {
  const epoch = vi.fn().mockRejectedValueOnce(new Error('late')).mockResolvedValue(told);
  const watched = watchEpoch({ epoch });
  await expect(watched.name()).rejects.toThrow('has not told its epoch yet');
  expect(await watched.name()).toBe('life-1');
});

it('however many ask at once, the store is asked once', async () => {
  const epoch = vi.fn().mockRejectedValueOnce(new Error('late')).mockResolvedValue(told);
  const watched = watchEpoch({ epoch });
  await Promise.allSettled([watched.name(), watched.name(), watched.name()]);
  expect(epoch).toHaveBeenCalledTimes(1);
  await Promise.all([watched.name(), watched.name(), watched.name()]);
  expect(epoch).toHaveBeenCalledTimes(2);
});

it('one that goes away is asked every five seconds, and what it last said goes on', async () => {
  const epoch = vi.fn().mockResolvedValueOnce(told).mockRejectedValue(new Error('away'));
  const watched = watchEpoch({ epoch });
  for (let second = 0; second <= 20; second += 1) {
    expect(await watched.name()).toBe('life-1');
    await vi.advanceTimersByTimeAsync(1000);
  }
  // At 0, 6, 12 and 18 s: what is five seconds old is still good.
  expect(epoch).toHaveBeenCalledTimes(4);
});

it('tokens are dated by our own clock until the store has told its own, and then by that', async () => {
  const watched = watchEpoch({ epoch: () => Promise.resolve(told) });
  expect(watched.now()).toBe(Date.now());
  await watched.name();
  await vi.advanceTimersByTimeAsync(500);
  expect(watched.now()).toBe(1500);
});
