import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLifetime } from '../../../src/page/lifetime.js';
import { watchSigns } from '../../../src/session/signs-of-life.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A turn that has just begun; the next vendor's script comes `arrivesIn` ms after it was asked for. */
function begin(arrivesIn = 100) {
  const life = createLifetime();
  let inSight = false;
  const fetch = vi.fn(
    () =>
      new Promise<void>((resolve) => {
        if (arrivesIn < Infinity) setTimeout(resolve, arrivesIn);
      }),
  );
  const giveWay = vi.fn(() => life.end());
  const signs = watchSigns({ life, fetch, giveWay, isInSight: () => inSight });
  return {
    ...signs,
    life,
    fetch,
    giveWay,
    elapse: (ms: number) => vi.advanceTimersByTimeAsync(ms),
    see: (now: boolean) => (inSight = now),
  };
}

it('fetches after 1.5 s of silence, once', async () => {
  const turn = begin(Infinity);
  await turn.elapse(1499);
  expect(turn.fetch).not.toHaveBeenCalled();
  await turn.elapse(1);
  expect(turn.fetch).toHaveBeenCalledOnce();
  turn.sign();
  await turn.elapse(10000);
  expect(turn.fetch).toHaveBeenCalledOnce();
});

it('gives way after 3 s of silence, once, to a vendor that is there', async () => {
  const turn = begin();
  await turn.elapse(2999);
  expect(turn.giveWay).not.toHaveBeenCalled();
  await turn.elapse(1);
  expect(turn.giveWay).toHaveBeenCalledOnce();
  await turn.elapse(60000);
  expect(turn.giveWay).toHaveBeenCalledOnce();
});

it('waits for that vendor, if it comes later', async () => {
  const turn = begin(2500);
  await turn.elapse(3999);
  expect(turn.giveWay).not.toHaveBeenCalled();
  await turn.elapse(1);
  expect(turn.giveWay).toHaveBeenCalledOnce();
});

it.each([100, 1400, 1600, 2900])('a sign after %i ms gives it 3 s more from then on', async (ms) => {
  const turn = begin();
  await turn.elapse(ms);
  turn.sign();
  await turn.elapse(2999);
  expect(turn.giveWay).not.toHaveBeenCalled();
  await turn.elapse(1);
  expect(turn.giveWay).toHaveBeenCalledOnce();
});

it('a sign in time keeps a slow vendor’s turn, and asks nobody', async () => {
  const turn = begin();
  for (let second = 0; second < 20; second++) {
    await turn.elapse(1000);
    turn.sign();
  }
  expect(turn.fetch).not.toHaveBeenCalled();
  expect(turn.giveWay).not.toHaveBeenCalled();
});

it('what is in sight is a sign, when it would give way', async () => {
  const turn = begin();
  turn.see(true);
  await turn.elapse(5999);
  turn.see(false);
  await turn.elapse(1);
  expect(turn.giveWay).toHaveBeenCalledOnce();
});

it.each([0, 1600, 2999])('stopped after %i ms, it gives way no more, nor asks anybody', async (ms) => {
  const turn = begin();
  await turn.elapse(ms);
  const asked = turn.fetch.mock.calls.length;
  turn.stop();
  turn.sign();
  await turn.elapse(60000);
  expect(turn.giveWay).not.toHaveBeenCalled();
  expect(turn.fetch).toHaveBeenCalledTimes(asked);
});

it('ends with its turn, without a timer', async () => {
  const turn = begin(Infinity);
  await turn.elapse(1600);
  turn.life.end();
  await turn.elapse(0);
  expect(turn.giveWay).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});
