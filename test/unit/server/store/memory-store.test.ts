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
  storeContract(() => (shared ??= memoryStore()));

  it('forgets what was written, claimed and counted when its time is over', async () => {
    const store = memoryStore();
    await store.write('text', 'value', minute);
    await store.claim('lock', 'mine', minute);
    await store.count([{ key: 'count', by: 1, ttlMs: minute }]);
    vi.advanceTimersByTime(minute - 1);
    expect(await store.read(['text', 'lock', 'count'])).toEqual(['value', 'mine', '1']);
    expect(await store.claim('lock', 'theirs', minute)).toBe(false);
    vi.advanceTimersByTime(1);
    expect(await store.read(['text', 'lock', 'count'])).toEqual([null, null, null]);
    expect(await store.claim('lock', 'theirs', minute)).toBe(true);
    expect(await store.count([{ key: 'count', by: 1, ttlMs: minute }])).toEqual([1]);
  });

  it('counts for the time that began with the first increment', async () => {
    const store = memoryStore();
    const increment = { key: 'count', by: 1, ttlMs: minute };
    await store.count([increment]);
    vi.advanceTimersByTime(minute / 2);
    expect(await store.count([increment])).toEqual([2]);
    vi.advanceTimersByTime(minute / 2);
    expect(await store.count([increment])).toEqual([1]);
  });

  it('takes a key of an admission again when its time is over', async () => {
    const store = memoryStore();
    const request = { once: [{ key: 'ticket', ttlMs: minute }], limits: [], ways: [{ limits: [] }] };
    expect(await store.admit(request)).toMatchObject({ admitted: true });
    vi.advanceTimersByTime(minute - 1);
    expect(await store.admit(request)).toMatchObject({ why: 'spent' });
    vi.advanceTimersByTime(1);
    expect(await store.admit(request)).toMatchObject({ admitted: true });
  });

  it('refuses new keys when it is full, and puts nothing out', async () => {
    const store = memoryStore({ capacity: 8 });
    for (let i = 0; i < 4; i += 1) await store.write(`key${i}`, 'value', minute);
    const message = 'The memory store holds 4 keys, none of which has expired.';
    const refusal = { name: 'StoreError', code: 'store_full', message };
    await expect(store.write('key4', 'value', minute)).rejects.toMatchObject(refusal);
    await expect(store.claim('key4', 'value', minute)).rejects.toMatchObject(refusal);
    await store.write('key3', 'another', minute);
    expect(await store.read(['key0', 'key3', 'key4'])).toEqual(['value', 'another', null]);
  });

  it('has room again when something has expired', async () => {
    const store = memoryStore({ capacity: 8 });
    for (let i = 0; i < 4; i += 1) await store.write(`key${i}`, 'value', (i + 1) * minute);
    // Written again, a key lives on.
    await store.write('key0', 'value', 10 * minute);
    vi.advanceTimersByTime(minute);
    await expect(store.write('key4', 'value', minute)).rejects.toThrow();
    vi.advanceTimersByTime(minute);
    await store.write('key4', 'value', minute);
    await expect(store.write('key5', 'value', minute)).rejects.toThrow();
    expect(await store.read(['key0', 'key1', 'key2'])).toEqual(['value', null, 'value']);
  });

  it('has room again at the end of a life that was made longer or shorter', async () => {
    const store = memoryStore({ capacity: 4 });
    const isFull = async () => {
      await expect(store.write('another', 'value', minute)).rejects.toMatchObject({ code: 'store_full' });
    };
    await store.write('longer', 'value', minute);
    await store.write('longer', 'value', 3 * minute);
    await store.write('shorter', 'value', 10 * minute);
    await store.write('shorter', 'value', minute);
    await isFull();
    vi.advanceTimersByTime(minute);
    await store.write('short', 'value', minute);
    await isFull();
    vi.advanceTimersByTime(2 * minute);
    await store.write('a', 'value', minute);
    await store.write('b', 'value', minute);
    await isFull();
  });

  it('finds the one key that has expired behind all that live on', async () => {
    const store = memoryStore({ capacity: 402 });
    await store.write('expires', 'value', minute);
    const keys = Array.from({ length: 200 }, (_, i) => `key${i}`);
    for (const key of keys) await store.write(key, 'value', minute);
    for (const key of keys) await store.write(key, 'value', 2 * minute);
    vi.advanceTimersByTime(minute);
    await store.write('new', 'value', minute);
    expect(await store.read(['expires', 'key0', 'new'])).toEqual([null, 'value', 'value']);
  });

  it('takes all keys of an admission or none when there is no room for all', async () => {
    const store = memoryStore({ capacity: 8 });
    for (let i = 0; i < 2; i += 1) await store.write(`key${i}`, 'value', minute);
    const once = ['a', 'b', 'c'].map((key) => ({ key, ttlMs: minute }));
    const request = { limits: [], ways: [{ limits: [] }] };
    await expect(store.admit({ ...request, once })).rejects.toMatchObject({ code: 'store_full' });
    expect(await store.read(['a', 'b', 'c'])).toEqual([null, null, null]);
    expect(await store.admit({ ...request, once: once.slice(1) })).toMatchObject({ admitted: true });
  });

  it('needs room for the meters of an admission too, but for none that it counts on already', async () => {
    const store = memoryStore({ capacity: 8 });
    const metered = (key: string) => ({
      limits: [{ meter: { key, windowMs: minute }, atMost: 9 }],
      ways: [{ limits: [] }],
    });
    await store.admit({ ...metered('known'), once: [] });
    for (let i = 0; i < 2; i += 1) await store.write(`key${i}`, 'value', minute);
    const once = [{ key: 'ticket', ttlMs: minute }];
    await expect(store.admit({ ...metered('new'), once })).rejects.toMatchObject({ code: 'store_full' });
    expect(await store.read(['ticket'])).toEqual([null]);
    expect(await store.admit({ ...metered('known'), once })).toMatchObject({ admitted: true });
  });

  it('holds a state and a count even in the least room there may be', async () => {
    const store = memoryStore({ capacity: 2 });
    await store.write('state', 'value', minute);
    await store.count([{ key: 'count', by: 1, ttlMs: minute }]);
    expect(await store.read(['state', 'count'])).toEqual(['value', '1']);
  });

  it('keeps room for states and replay keys however many counts strangers make', async () => {
    const store = memoryStore({ capacity: 8 });
    const count = (i: number) => store.count([{ key: `stranger${i}`, by: 1, ttlMs: minute }]);
    for (let i = 0; i < 4; i += 1) await count(i);
    await expect(count(4)).rejects.toMatchObject({ code: 'store_full' });
    expect(await count(0)).toEqual([2]);
    const some = ['stranger1', 'stranger4'].map((key) => ({ key, by: 1, ttlMs: minute }));
    await expect(store.count(some)).rejects.toMatchObject({ code: 'store_full' });
    expect(await store.read(['stranger1'])).toEqual(['1']);
    for (let i = 0; i < 4; i += 1) await store.write(`key${i}`, 'value', minute);
  });

  it('makes room in small shares: no call pays for the expiry of all', async () => {
    const store = memoryStore({ capacity: 40_000 });
    await Promise.all(Array.from({ length: 20_000 }, (_, i) => store.write(`key${i}`, 'value', minute)));
    vi.advanceTimersByTime(2 * minute);
    const looked = vi.spyOn(Array.prototype, 'pop');
    await store.write('one more', 'value', minute);
    expect(looked.mock.calls.length).toBeLessThan(100);
    // More than it takes itself, so that what has expired goes in the end.
    expect(looked.mock.calls.length).toBeGreaterThan(1);
  });

  it('looks at a share of what lives on, even when there is room for just one more', async () => {
    const store = memoryStore({ capacity: 400 });
    const keys = Array.from({ length: 199 }, (_, i) => `key${i}`);
    for (const key of keys) await store.write(key, 'value', minute);
    for (const key of keys) await store.write(key, 'value', 2 * minute);
    vi.advanceTimersByTime(minute);
    const looked = vi.spyOn(Array.prototype, 'pop');
    await store.write('new', 'value', minute);
    expect(looked.mock.calls.length).toBeLessThan(100);
  });

  it('does not look more often at what was written more often', async () => {
    const store = memoryStore({ capacity: 200 });
    for (let i = 0; i < 100; i += 1) await store.write('key', `${i}`, minute);
    vi.advanceTimersByTime(minute);
    const looked = vi.spyOn(Array.prototype, 'pop');
    await store.write('another', 'value', minute);
    expect(looked.mock.calls.length).toBeLessThan(10);
  });

  it('does not go through a day in which nothing came, second by second', async () => {
    const store = memoryStore();
    await store.write('key', 'value', minute);
    vi.advanceTimersByTime(2 * minute);
    await store.write('second', 'value', 0);
    await store.write('third', 'value', 0);
    vi.advanceTimersByTime(1440 * minute);
    const stepped = vi.spyOn(Math, 'floor');
    await store.write('fourth', 'value', minute);
    expect(stepped.mock.calls.length).toBeLessThan(100);
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

  it('does not get slower by claims and releases without end', async () => {
    const store = memoryStore({ capacity: 200 });
    for (let i = 0; i < 1000; i += 1) {
      expect(await store.claim('lock', `${i}`, 10_000)).toBe(true);
      vi.advanceTimersByTime(700);
      await store.write(`key${i}`, 'value', 10_000);
      await store.release('lock', `${i}`);
    }
    await store.claim('lock', 'mine', 10_000);
    const looked = vi.spyOn(Array.prototype, 'pop');
    vi.advanceTimersByTime(5000);
    await store.write('key', 'value', minute);
    expect(looked.mock.calls.length).toBeLessThan(40);
  });

  it('goes on when the clock is set back', async () => {
    const store = memoryStore({ capacity: 4 });
    await store.write('key', 'value', minute);
    vi.setSystemTime(Date.now() - 10 * minute);
    await store.write('other', 'value', minute);
    vi.advanceTimersByTime(minute);
    await store.write('third', 'value', minute);
    expect(await store.read(['key', 'other', 'third'])).toEqual(['value', null, 'value']);
  });

  it.each([0, 1, -4, 2.5, Number.NaN, '9'])('refuses %s as capacity', (capacity) => {
    const problem = new TypeError('memoryStore: capacity must be a whole number of at least 2.');
    expect(() => memoryStore({ capacity: capacity as number })).toThrow(problem);
  });
});
