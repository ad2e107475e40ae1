import { meterLifeMs, SlidingCount } from '../sliding-count.js';
import { ExpiringMap } from './expiring-map.js';
import { StoreError } from './store-error.js';
import type { AdmissionStore, AdmitRequest, AdmitResult, Limit, Meter } from './store.js';

/** The same in every process, so that each takes the others' tokens. */
const ownEpoch = 'memory';

/**
 * Spent tickets and counters in this process. Only who is let in leaves something behind, so it is the budgets that
 * bound its room. Its clock is set once, when it is made, and then runs steadily, whatever is
 * done to the machine's.
 */
export function memoryAdmission(capacity: number): AdmissionStore {
  const offset = Date.now() - performance.now();
  const clock = () => performance.now() + offset;
  const born = clock();
  const spent = new Lives<true>(capacity);
  const counts = new Lives<SlidingCount>(capacity);
  const empty = new SlidingCount();
  const countsOf = ({ windowMs }: Meter) => counts.of(meterLifeMs(windowMs));

  /** 0 when there is room, else the ms before which there is none. */
  const waitFor = ({ meter, atMost, atBirth = atMost }: Limit, now: number): number => {
    const count = countsOf(meter).get(meter.key, now) ?? empty;
    const { total, waitMs } = count.read(now, meter.windowMs);
    if (total + 1 > atMost) return Math.ceil(waitMs);
    const roomAt = born + ((total + 1 - atBirth) / atMost) * meter.windowMs;
    return Math.max(0, Math.ceil(roomAt - now));
  };
  /** That of the first limit without room. */
  const firstWait = (limits: readonly Limit[], now: number): number => {
    for (const limit of limits) {
      const wait = waitFor(limit, now);
      if (wait > 0) return wait;
    }
    return 0;
  };
  const add = (meter: Meter, now: number): SlidingCount => {
    const count = countsOf(meter).get(meter.key, now) ?? new SlidingCount();
    count.add(now, meter.windowMs);
    countsOf(meter).set(meter.key, count, now);
    return count;
  };

  const admit = ({ epoch, once, limits, ways, tally, at }: AdmitRequest): AdmitResult => {
    const now = at ?? clock();
    if (epoch !== undefined && epoch !== ownEpoch) return { admitted: false, why: 'other_epoch' };
    const taken = once.findIndex(({ key, ttlMs }) => spent.of(ttlMs).get(key, now));
    if (taken >= 0) return { admitted: false, why: 'spent', once: taken };
    const wait = firstWait(limits, now);
    if (wait > 0) return { admitted: false, why: 'full', retryAfterMs: wait };

    const waits = ways.map((way) =>
      way.epoch === undefined || way.epoch === ownEpoch ? firstWait(way.limits, now) : Infinity,
    );
    const open = waits.indexOf(0);
    const way = ways[open];
    if (!way) {
      const shortest = Math.min(...waits);
      return { admitted: false, why: 'full', retryAfterMs: shortest < Infinity ? shortest : 0 };
    }
    const meters = oncePerKey([...limits, ...way.limits].map(({ meter }) => meter));
    const isFull =
      once.some(({ ttlMs }) => spent.of(ttlMs).isFull(now)) || meters.some((meter) => countsOf(meter).isFull(now));
    if (isFull)
      throw new StoreError('store_full', `The memory store holds ${capacity} keys, none of which has expired.`);
    for (const { key, ttlMs } of once) spent.of(ttlMs).set(key, true, now);
    for (const meter of meters) add(meter, now);
    return { admitted: true, way: open, tally: tally ? add(tally, now).read(now, tally.windowMs).total : 0 };
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

/** A meter that several limits read counts a request once. */
function oncePerKey(meters: readonly Meter[]): readonly Meter[] {
  return [...new Map(meters.map((meter) => [meter.key, meter])).values()];
}

/** A map for each length of life. */
class Lives<V> {
  readonly #maps = new Map<number, ExpiringMap<V>>();

  constructor(readonly capacity: number) {}

  of(ttlMs: number): ExpiringMap<V> {
    let map = this.#maps.get(ttlMs);
    if (!map) this.#maps.set(ttlMs, (map = new ExpiringMap(ttlMs, this.capacity)));
    return map;
  }
}
