import { meterLifeMs, SlidingCount } from '../sliding-count.js';
import { ExpiringMap } from './expiring-map.js';
import { StoreError } from './store-error.js';
import type { AdmissionStore, AdmitRequest, AdmitResult, Limit, Meter } from './store.js';

/** The same in every process, so that each takes the others' tokens. */
const ownEpoch = 'memory';

/**
 * Spent tickets and counters in this process. Only who is let in leaves something behind, so it is the budgets that
 * bound its room. Its clock is set once, when it is made, and then runs steadily, whatever is done to the machine's.
 */
export function memoryAdmission(capacity: number): AdmissionStore {
  const offset = Date.now() - performance.now();
  const clock = (): number => performance.now() + offset;
  const born = clock();
  const spent = new ExpiringMap<true>(capacity);
  const counts = new ExpiringMap<SlidingCount>(capacity);

  const total = ({ key, windowMs }: Meter, now: number): number => counts.get(key, now)?.total(now, windowMs) ?? 0;
  const hasRoom = ({ meter, atMost, atBirth = atMost }: Limit, now: number): boolean => {
    const sinceBirth = atBirth + (atMost * (now - born)) / meter.windowMs;
    return total(meter, now) + 1 <= Math.min(atMost, sinceBirth);
  };
  const add = ({ key, windowMs }: Meter, now: number): void => {
    const count = counts.get(key, now) ?? new SlidingCount();
    count.add(now, windowMs);
    counts.set(key, count, now + meterLifeMs(windowMs));
  };

  const admit = ({ epoch = ownEpoch, once, limits, ways, tally, at }: AdmitRequest): AdmitResult => {
    const now = at ?? clock();
    if (epoch !== ownEpoch) return { admitted: false, why: 'other_epoch' };
    const taken = once.findIndex(({ key }) => spent.get(key, now));
    if (taken >= 0) return { admitted: false, why: 'spent', once: taken };
    const open = ways.findIndex(
      (way) => (way.epoch ?? ownEpoch) === ownEpoch && way.limits.every((limit) => hasRoom(limit, now)),
    );
    const way = ways[open];
    if (!way || !limits.every((limit) => hasRoom(limit, now))) return { admitted: false, why: 'full' };
    if ([spent, counts].some((map) => map.isFull(now)))
      throw new StoreError('store_full', `The memory store holds ${capacity} keys, none of which has expired.`);

    for (const { key, ttlMs } of once) spent.set(key, true, now + ttlMs);
    // A meter that several limits read counts the request once.
    const meters = new Map([...limits, ...way.limits].map(({ meter }) => [meter.key, meter]));
    for (const meter of meters.values()) add(meter, now);
    if (tally) add(tally, now);
    return { admitted: true, way: open, tally: tally ? total(tally, now) : 0 };
  };

  return {
    // A fault becomes a rejection, as with any other store.
    admit: (request) =>
      new Promise((resolve) => {
        resolve(admit(request));
      }),
    epoch: () => Promise.resolve({ name: ownEpoch, now: clock() }),
  };
}
