import type { Store } from '../store/store.js';
import type { Network } from './network.js';
import type { StoreKeys } from './store-keys.js';

const minute = 60_000;
const hour = 60 * minute;

/** The minutes are kept for three hours, and a little more for who asks late. */
const minutesKeptMs = 4 * hour;
const hoursLookedAt = 3;
/** A best minute counts for 24 h, and through the longest automatic outage (6 h) after them. */
const bestKeptMs = 30 * hour;
/** With fewer in a minute a network's budget is the least one anyway: see `networkLimits`. */
const leastBest = 3;

/** How many humans pass, when they can: what budgets are measured by. */
export interface HumanRate {
  /** Counts a human verdict. May reject. */
  count(action: string, network: Network | null): Promise<void>;
  /**
   * Human verdicts a minute before a time (ms since 1970). All processes get the number that the first one found,
   * for `keptMs`, when the minutes themselves have long been forgotten. Rejects when the store does.
   */
  before(action: string, since: number, keptMs: number): Promise<number>;
  /** What `before` found last in this process, 0 if it never did. */
  last(action: string): Promise<number>;
}

export function humanRate(store: Store, keys: StoreKeys): HumanRate {
  const found = new Map<string, { since: number; rate: Promise<number> }>();

  const find = async (action: string, since: number, keptMs: number): Promise<number> => {
    const key = keys.rate(action, since);
    const [known] = await store.read([key]);
    if (typeof known === 'string') return rateOf(known);
    const end = Math.floor(since / minute);
    const minutes = Array.from({ length: hoursLookedAt * 60 }, (_, i) => keys.humans(action, end - 1 - i));
    const rate = busiestHour((await store.read(minutes)).map(Number));
    if (await store.claim(key, String(rate), keptMs)) return rate;
    return rateOf((await store.read([key]))[0]);
  };

  return {
    count: async (action, network) => {
      const humans = keys.humans(action, Math.floor(Date.now() / minute));
      const networks = network ? [keys.conceal('network', network.host), keys.conceal('network', network.wide)] : [];
      const [, ...counts] = await store.count([
        { key: humans, by: 1, ttlMs: minutesKeptMs },
        ...networks.map((name) => ({ key: keys.humansOf(name), by: 1, ttlMs: minute })),
      ]);
      for (const [i, name] of networks.entries()) {
        const count = counts[i] ?? 0;
        if (count < leastBest) continue;
        // Not atomic: two processes may lose one verdict of a best minute between them, which the next one mends.
        const key = keys.best(name);
        const [best] = await store.read([key]);
        if (count >= Number(best)) await store.write(key, String(count), bestKeptMs);
      }
    },
    before: (action, since, keptMs) => {
      const known = found.get(action);
      if (known?.since === since) return known.rate;
      const rate = find(action, since, keptMs);
      found.set(action, { since, rate });
      rate.catch(() => {
        if (found.get(action)?.rate === rate) found.delete(action);
      });
      return rate;
    },
    last: (action) => found.get(action)?.rate ?? Promise.resolve(0),
  };
}

/** What is no number counts for nothing: a budget has to be one. */
function rateOf(text: string | null | undefined): number {
  const rate = Number(text);
  return rate < Infinity ? rate : 0;
}

/**
 * The most verdicts a minute that one of the hours had on the average, given minute by minute, the latest first. More
 * than one hour, as an outage that comes on slowly or is declared late has none in its last minutes. An hour counts
 * from its first minute with a verdict, so that a server that has just started knows its rate.
 */
function busiestHour(latestFirst: readonly number[]): number {
  let most = 0;
  for (let from = 0; from < latestFirst.length; from += 60) {
    const minutes = latestFirst.slice(from, from + 60);
    while (minutes.length > 0 && minutes.at(-1) === 0) minutes.pop();
    const sum = minutes.reduce((all, one) => all + one, 0);
    if (minutes.length > 0) most = Math.max(most, sum / minutes.length);
  }
  return most;
}
