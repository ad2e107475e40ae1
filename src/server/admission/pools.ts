import type { Limit, Way } from '../store/store.js';
import type { PassToken } from '../tokens/pass-token.js';
import type { Pool, StoreKeys } from './store-keys.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const usesOfAPass = 3;

/** Who asks, and under what budget. */
export interface PoolClaim {
  action: string;
  /** S: how many may be let in a minute, as the site's owner wrote it. */
  budget: number;
  /** The wide network of the address. */
  network: string;
  /** Of somebody who returns. */
  pass: PassToken | null;
}

/** S in any minute: for all of an action. */
export function wholeBudget(keys: StoreKeys, { action, budget }: PoolClaim, share = 1): Limit {
  const meter = { key: keys.budget(action, 'all'), windowMs: minute };
  return { meter, atMost: Math.floor(budget * share), atBirth: 0 };
}

/**
 * The ways in for a claimant, best first.
 *
 * - Those who *return* bring a pass token from before the outage. They may use three quarters of S, a network a fifth of
 *   it, and a token three times a day. Beyond that they are taken for others.
 * - The *others* may use half of S, a network a tenth of it, and five times S in an hour. A quarter of S is theirs alone;
 *   beyond it they leave the last quarter free, or a flood of them would take each place that those who return need.
 *
 * Windows slide: all of it holds for any sixty seconds, not only for those of a clock.
 */
export function waysIn(keys: StoreKeys, claim: PoolClaim): { pool: Pool; way: Way }[] {
  const { action, budget, pass } = claim;
  const inMinute = (pool: Pool, share: number): Limit => ({
    meter: { key: keys.budget(action, pool), windowMs: minute },
    // So three quarters and a quarter are the whole, of an odd budget too.
    atMost: pool === 'returning' ? Math.ceil(budget * share) : Math.floor(budget * share),
    atBirth: 0,
  });
  const ofNetwork = (pool: Pool, share: number): Limit => ({
    meter: { key: keys.share(action, pool, claim.network), windowMs: minute },
    atMost: Math.max(1, Math.floor(budget * share)),
  });
  // What the hour has for a minute is there at once, or the first minutes of a store's life had nothing.
  const inHour: Limit = {
    meter: { key: keys.budget(action, 'others_hour'), windowMs: hour },
    atMost: 5 * budget,
    atBirth: (5 * budget) / 60,
  };
  const lasting = [inHour, ofNetwork('others', 1 / 10)];
  const others = [
    [inMinute('others', 1 / 4), ...lasting],
    [inMinute('others', 1 / 2), wholeBudget(keys, claim, 3 / 4), ...lasting],
  ].map((limits) => ({ pool: 'others' as const, way: { limits } }));
  if (!pass) return others;
  const uses: Limit = { meter: { key: keys.pass(pass.jti), windowMs: day }, atMost: usesOfAPass };
  const returning = [uses, inMinute('returning', 3 / 4), ofNetwork('returning', 1 / 5)];
  return [{ pool: 'returning', way: { epoch: pass.epoch, limits: returning } }, ...others];
}
