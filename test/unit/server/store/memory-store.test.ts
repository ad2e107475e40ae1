// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import type { Store } from '../../../../src/server/store/store.js';
import { storeContract } from './store-contract.js';

const minute = 60_000;

beforeEach(() => {
  vi.useFakeTimers({ now: 1_795_264_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('memoryStore', () => {
  let shared: Store | undefined;
  storeContract(() => (shared ??= memoryStore()), memoryStore);

  it('takes a key of an admission again when its time is over', async () => {
    const store = memoryStore();
    const request = { once: [{ key: 'ticket', ttlMs: minute }], limits: [], ways: [{ limits: [] }] };
    expect(await store.admit(request)).toMatchObject({ admitted: true });
    vi.advanceTimersByTime(minute - 1);
    expect(await store.admit(request)).toMatchObject({ why: 'spent' });
    vi.advanceTimersByTime(1);
    expect(await store.admit(request)).toMatchObject({ admitted: true });
  });

  const admission = (key: string, windowMs = minute) => ({
    once: [{ key, ttlMs: windowMs }],
    limits: [],
    ways: [{ limits: [] }],
  });

  it('lets nobody in when it is full, and puts nothing out', async () => {
    const store = memoryStore({ capacity: 4 });
    for (let i = 0; i < 4; i += 1) await store.admit(admission(`key${i}`));
    const message = 'The memory store holds 4 keys, none of which has expired.';
    const refusal = { name: 'StoreError', code: 'store_full', message };
    await expect(store.admit(admission('key4'))).rejects.toMatchObject(refusal);
    for (let i = 0; i < 4; i += 1) expect(await store.admit(admission(`key${i}`))).toMatchObject({ why: 'spent' });
    vi.advanceTimersByTime(minute);
    expect(await store.admit(admission('key4'))).toMatchObject({ admitted: true });
  });

  it('takes nothing of an admission when there is no room for all of it', async () => {
    const store = memoryStore({ capacity: 2 });
    const counted = (key: string) => [{ meter: { key, windowMs: minute }, atMost: 9 }];
    for (const key of ['one', 'two']) await store.admit({ once: [], limits: counted(key), ways: [{ limits: [] }] });
    const request = { ...admission('ticket', 10 * minute), limits: counted('three') };
    await expect(store.admit(request)).rejects.toMatchObject({ code: 'store_full' });
    vi.advanceTimersByTime(2 * minute);
    expect(await store.admit(request)).toMatchObject({ admitted: true });
  });

  it('makes room in small shares: no call pays for the expiry of all', async () => {
    const store = memoryStore();
    for (let i = 0; i < 20_000; i += 1) await store.admit(admission(`key${i}`));
    vi.advanceTimersByTime(2 * minute);
    const put = vi.spyOn(Map.prototype, 'delete');
    await store.admit(admission('one more'));
    expect(put.mock.calls.length).toBeLessThan(300);
    // More than it takes itself, so that what has expired goes in the end.
    expect(put.mock.calls.length).toBeGreaterThan(1);
  });

  it('keeps of a meter no more than its window, however much it counted', async () => {
    const store = memoryStore();
    const tally = { key: 'subject', windowMs: minute };
    const count = (times: number, stepMs: number) =>
      Promise.all(
        Array.from({ length: times }, () => {
          vi.advanceTimersByTime(stepMs);
          return store.admit({ once: [], limits: [], ways: [{ limits: [] }], tally });
        }),
      );
    await count(200, 1000);
    await count(200, 0);
    // Not a spy: it would push what it sees.
    const push = Reflect.get(Array.prototype, 'push');
    let pushed = 0;
    Array.prototype.push = function (...items) {
      pushed += 1;
      return Reflect.apply(push, this, items);
    };
    try {
      await count(1, 1000);
    } finally {
      Array.prototype.push = push;
    }
    expect(pushed).toBeLessThan(100);
  });

  it('is not moved by the clock of the machine', async () => {
    vi.advanceTimersByTime(1000);
    const store = memoryStore();
    vi.advanceTimersByTime(1000);
    await store.admit(admission('ticket'));
    const before = await store.epoch();
    expect(before.now).toBe(Date.now());
    vi.setSystemTime(Date.now() - 60 * minute);
    expect(await store.admit(admission('ticket'))).toMatchObject({ why: 'spent' });
    expect(await store.epoch()).toEqual(before);
    vi.setSystemTime(Date.now() + 120 * minute);
    expect(await store.admit(admission('ticket'))).toMatchObject({ why: 'spent' });
  });

  it.each([0, -4, 2.5, Number.NaN, '9'])('refuses %s as capacity', (capacity) => {
    const problem = new TypeError('memoryStore: capacity must be a whole number above 0.');
    expect(() => memoryStore({ capacity: capacity as number })).toThrow(problem);
  });
});
