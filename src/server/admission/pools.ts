import type { Limit, Way } from '../store/store.js';
import type { Action } from '../policy.js';
import type { RecoveryClaim } from './admission.js';
import type { Pool, StoreKeys } from './store-keys.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const usesOfAPass = 3;

/** S in any minute: for all of an action. */
export function wholeBudget(keys: StoreKeys, { name, recoveryPerMinute: budget }: Action, share = 1): Limit {
  const meter = { key: keys.budget(name, 'all'), windowMs: minute };
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
export function waysIn(keys: StoreKeys, { visit, pass }: RecoveryClaim): { pool: Pool; way: Way }[] {
  const { name, recoveryPerMinute: budget } = visit.action;
  const inMinute = (pool: Pool, share: number): Limit => ({
    meter: { key: keys.budget(name, pool), windowMs: minute },
    // So three quarters and a quarter are the whole, of an odd budget too.
    atMost: pool === 'returning' ? Math.ceil(budget * share) : Math.floor(budget * share),
    atBirth: 0,
  });
  const ofNetwork = (pool: Pool, share: number): Limit => ({
    meter: { key: keys.share(name, pool, visit.network.wide), windowMs: minute },
    atMost: Math.max(1, Math.floor(budget * share)),
  });
  // What the hour has for a minute is there at once, or the first minutes of a store's life had nothing.
  const inHour: Limit = {
    meter: { key: keys.budget(name, 'others_hour'), windowMs: hour },
    atMost: 5 * budget,
    atBirth: (5 * budget) / 60,
  };
  const lasting = [inHour, ofNetwork('others', 1 / 10)];
  const others = [
    [inMinute('others', 1 / 4), ...lasting],
    [inMinute('others', 1 / 2), wholeBudget(keys, visit.action, 3 / 4), ...lasting],
  ].map((limits) => ({ pool: 'others' as const, way: { limits } }));
  if (!pass) return others;
  const uses: Limit = { meter: { key: keys.pass(pass.jti), windowMs: day }, atMost: usesOfAPass };
  const returning = [uses, inMinute('returning', 3 / 4), ofNetwork('returning', 1 / 5)];
  return [{ pool: 'returning', way: { epoch: pass.epoch, limits: returning } }, ...others];
}
