import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Vendor } from '../../../src/contract/vendor.js';
import type { VendorProvider } from '../../../src/providers/provider.js';
import { createTurnQueue } from '../../../src/session/turn-queue.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const provider = (vendor: Vendor, id: string) => ({ vendor, id }) as VendorProvider;
const t1 = provider('tencent', 't1');
const t2 = provider('tencent', 't2');
const a1 = provider('aliyun', 'a1');

it('each may use an equal part of the time that is left, at least 3 s', () => {
  const queue = createTurnQueue([t1, a1, t2], 12000);
  expect(queue.next()).toEqual({ provider: t1, budget: 4000 });
  vi.advanceTimersByTime(1000);
  expect(queue.next()).toEqual({ provider: a1, budget: 5500 });
  vi.advanceTimersByTime(10000);
  expect(queue.next()).toEqual({ provider: t2, budget: 3000 });
  expect(queue.next()).toBeUndefined();
});

it('the deadline begins anew after a challenge', () => {
  const queue = createTurnQueue([t1, a1], 12000);
  queue.next();
  vi.advanceTimersByTime(60000);
  queue.restart();
  expect(queue.next()).toEqual({ provider: a1, budget: 12000 });
});

it('who gives way gets the time that it had left when the others have failed', () => {
  const queue = createTurnQueue([t1, a1], 12000);
  queue.next();
  vi.advanceTimersByTime(3000);
  queue.giveWay(t1, 3000);
  expect(queue.next()).toEqual({ provider: a1, budget: 6000 });
  vi.advanceTimersByTime(6000);
  expect(queue.next()).toEqual({ provider: t1, budget: 3000 });
  expect(queue.next()).toBeUndefined();
});

it('who gives way to nobody comes after the others of its vendor', () => {
  const queue = createTurnQueue([t1, t2], 12000);
  queue.next();
  queue.giveWay(t1, 3000);
  expect([queue.next(), queue.next()].map((turn) => turn?.provider)).toEqual([t2, t1]);
});

it('and all that the others did not use', () => {
  const queue = createTurnQueue([t1, a1], 12000);
  queue.next();
  vi.advanceTimersByTime(3000);
  queue.giveWay(t1, 3000);
  queue.next();
  vi.advanceTimersByTime(1000);
  expect(queue.next()).toEqual({ provider: t1, budget: 8000 });
});

it('but never less than nothing', () => {
  const queue = createTurnQueue([t1, a1], 6000);
  queue.next();
  vi.advanceTimersByTime(3000);
  queue.giveWay(t1, 0);
  queue.next();
  vi.advanceTimersByTime(4000);
  expect(queue.next()).toEqual({ provider: t1, budget: 0 });
});

it('it gives way to the next of another vendor, which comes before those of its own', () => {
  const queue = createTurnQueue([t1, t2, a1], 12000);
  queue.next();
  expect(queue.successorOf(t1)).toBe(a1);
  vi.advanceTimersByTime(3000);
  queue.giveWay(t1, 1000);
  expect(queue.next()).toEqual({ provider: a1, budget: 4000 });
  expect(queue.next()?.provider).toBe(t2);
  expect(queue.next()?.provider).toBe(t1);
});

it.each([
  ['alone', [t1]],
  ['with none but its own vendor', [t1, t2]],
  ['as the last', [a1, t1]],
] as const)('it has nobody to give way to %s', (_, providers) => {
  const queue = createTurnQueue(providers, 12000);
  while (queue.next()?.provider !== t1);
  expect(queue.successorOf(t1)).toBeUndefined();
});

it('nobody gives way twice, though another may give way to it', () => {
  const queue = createTurnQueue([t1, a1], 12000);
  queue.next();
  queue.giveWay(t1, 3000);
  queue.next();
  expect(queue.successorOf(a1)).toBe(t1);
  queue.giveWay(a1, 3000);
  expect(queue.next()?.provider).toBe(t1);
  expect(queue.successorOf(t1)).toBeUndefined();
  expect([...queue.yielded.keys()]).toEqual([t1, a1]);
});
