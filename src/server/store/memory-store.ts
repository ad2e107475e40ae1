import { ExpiringMap } from './expiring-map.js';
import { meterLifeMs, SlidingCount } from './sliding-count.js';
import type { AdmitRequest, AdmitResult, Limit, Meter, Store } from './store.js';

export interface MemoryStoreOptions {
  /** How many keys at most, 250,000 by default, at some 200 bytes each. */
  capacity?: number;
}

/**
 * Keeps everything in this process, in fixed room. What has not expired is never put out; when it is full, calls that
 * need a new key reject. Counts take half of the room at most: strangers can make new ones, and must not be able to
 * keep out states and replay keys.
 *
 * Each process counts for itself: n processes with a memory store let n times the budget in. The epoch is the same in
 * all of them, so that each takes the others' tokens. A restart forgets which tokens were spent.
 *
 * @throws TypeError when `capacity` is no whole number of at least 2
 */
export function memoryStore({ capacity = 250_000 }: MemoryStoreOptions = {}): Store {
  if (!Number.isSafeInteger(capacity) || capacity < 2) {
    throw new TypeError('memoryStore: capacity must be a whole number of at least 2.');
  }
  const counts = new ExpiringMap<{ total: number }>(Math.floor(capacity / 2));
  const entries = new ExpiringMap<string | SlidingCount>(Math.ceil(capacity / 2));

  const textOf = (key: string, now: number): string | null => {
    const value = entries.get(key, now) ?? counts.get(key, now)?.total;
    return value === undefined || value instanceof SlidingCount ? null : String(value);
  };
  const slidingOf = (key: string, now: number): SlidingCount | undefined => {
    const value = entries.get(key, now);
    return value instanceof SlidingCount ? value : undefined;
  };
  const empty = new SlidingCount();
  const readMeter = ({ key, windowMs }: Meter, now: number) => (slidingOf(key, now) ?? empty).read(now, windowMs);

  /** 0 when there is room, else the ms before which there is none. */
  const waitFor = ({ meter, atMost, weight = 1, beside, raise }: Limit, now: number): number => {
    const own = readMeter(meter, now);
    const other = beside && readMeter(beside, now);
    const raised = raise ? Number(textOf(raise.key, now)) * raise.times : 0;
    const taken = weight * (own.total + 1) + (other ? other.total : 0);
    if (taken <= Math.max(atMost, raised || 0)) return 0;
    return Math.min(own.waitMs, other ? other.waitMs : Infinity);
  };
  /** That of the first limit without room. */
  const firstWait = (limits: readonly Limit[], now: number): number => {
    for (const limit of limits) {
      const wait = waitFor(limit, now);
      if (wait > 0) return wait;
    }
    return 0;
  };

  const admit = ({ epoch, once, limits, ways, tally, at }: AdmitRequest): AdmitResult => {
    const now = at ?? Date.now();
    if (epoch !== undefined && epoch !== ownEpoch) return { admitted: false, why: 'other_epoch' };
    const spent = once.findIndex(({ key }) => entries.get(key, now) !== undefined);
    if (spent >= 0) return { admitted: false, why: 'spent', once: spent };
    const wait = firstWait(limits, now);
    if (wait > 0) return { admitted: false, why: 'limits_full', retryAfterMs: wait };

    let shortest = Infinity;
    const open = ways.findIndex((way) => {
      if (way.epoch !== undefined && way.epoch !== ownEpoch) return false;
      const wait = firstWait(way.limits, now);
      if (wait > 0) shortest = Math.min(shortest, wait);
      return wait === 0;
    });
    const way = ways[open];
    if (!way) return { admitted: false, why: 'ways_full', retryAfterMs: shortest === Infinity ? 0 : shortest };

    const meters = [...limits, ...way.limits].map(({ meter }) => meter);
    if (tally) meters.push(tally);
    const newKeys = once.length + meters.filter(({ key }) => !slidingOf(key, now)).length;
    entries.makeRoom(newKeys, now);
    for (const { key, ttlMs } of once) entries.set(key, '1', now + ttlMs, now);
    for (const { key, windowMs } of meters) {
      const sliding = slidingOf(key, now) ?? new SlidingCount();
      sliding.add(now, windowMs);
      entries.set(key, sliding, now + meterLifeMs(windowMs), now);
    }
    return { admitted: true, way: open, tally: tally ? readMeter(tally, now).total : 0 };
  };

  /** A fault becomes a rejection, as with any other store. */
  const answer = <T>(work: () => T): Promise<T> =>
    new Promise((resolve) => {
      resolve(work());
    });

  return {
    read: (keys) => answer(() => keys.map((key) => textOf(key, Date.now()))),
    write: (key, value, ttlMs) => answer(() => entries.set(key, value, Date.now() + ttlMs, Date.now())),
    claim: (key, value, ttlMs) =>
      answer(() => {
        const now = Date.now();
        if (entries.get(key, now) !== undefined) return false;
        entries.set(key, value, now + ttlMs, now);
        return true;
      }),
    release: (key, value) =>
      answer(() => {
        if (entries.get(key, Date.now()) === value) entries.delete(key);
      }),
    count: (increments) =>
      answer(() => {
        const now = Date.now();
        const fresh = new Set(increments.map(({ key }) => key).filter((key) => counts.get(key, now) === undefined));
        counts.makeRoom(fresh.size, now);
        return increments.map(({ key, by, ttlMs }) => {
          let count = counts.get(key, now);
          if (!count) counts.set(key, (count = { total: 0 }), now + ttlMs, now);
          return (count.total += by);
        });
      }),
    admit: (request) => answer(() => admit(request)),
    epoch: () => Promise.resolve(ownEpoch),
  };
}

const ownEpoch = 'memory';
