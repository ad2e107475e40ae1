import type { Limit, Meter, Way } from '../store/store.js';
import type { PassToken } from '../tokens/pass-token.js';
import type { StoreKeys } from './store-keys.js';

/**
 * Who asks: **R** passed a challenge here before the outage, **L** landed on the page before it and asks from the same
 * network, **N** has any other valid page token, or none where none is needed.
 */
export type Tier = 'R' | 'L' | 'N';

const minute = 60_000;
const passUses = { atMost: 3, windowMs: 24 * 3_600_000 };

/** At least so many an action and minute, however few humans there were. */
export const leastBudget = 30;

/** S: how many may be let in an action and minute, by the human verdicts a minute before the outage. */
export function budget(humansAMinute: number, half: boolean): number {
  const full = Math.max(leastBudget, 1.5 * humansAMinute);
  return Math.floor(half ? full / 2 : full);
}

/**
 * The ways in for a claimant, best first, under a budget of S an action and minute: R's pool is a half of S, L's three
 * tenths, N's two.
 *
 * - The pools add up to S, and those of L and N to S/2. Nobody without a pass token gets at R's pool, also not at its
 *   unspent part, so S/2 holds for them whatever arrives. Meters slide, so both hold for any sixty seconds, not only
 *   for those that begin with the minute.
 * - Who has a pass token and finds R's pool empty, or the token's three uses spent, is taken for what the page token
 *   says.
 * - What L leaves flows down to N. While page tokens from before the outage can be about, N may have half of what is
 *   free in L's pool (`lent ≤ (pool - own) / 2`); the other half waits for L, or a flood of N would take every place in
 *   it as it comes free. So L finds at least half of its pool, and the more of it L uses, the less is lent again.
 *   When no such token can be valid any more, N may have all of it.
 * - Nothing flows up: L never uses N's pool, or a flood of L would leave N nothing.
 */
export function waysIn(
  keys: StoreKeys,
  claim: {
    action: string;
    budget: number;
    pass: PassToken | null;
    /** What the claimant is without a pass token. */
    tier: 'L' | 'N';
    /** Nobody without a pass token. */
    returningOnly: boolean;
    /** Whether claimants of tier L can exist. */
    lPossible: boolean;
  },
): { tier: Tier; way: Way }[] {
  const { action, budget, pass, tier, returningOnly, lPossible } = claim;
  const withoutPass = Math.floor(budget / 2);
  const sizeL = Math.floor(budget * 0.3);
  const pool = (name: Parameters<StoreKeys['pool']>[1]): Meter => ({ key: keys.pool(action, name), windowMs: minute });

  const inR: Limit = { meter: pool('R'), atMost: budget - withoutPass };
  const inL: Limit = { meter: pool('L'), beside: pool('L_lent'), atMost: sizeL };
  const inN: Limit = { meter: pool('N'), atMost: withoutPass - sizeL };
  const lent: Limit = { meter: pool('L_lent'), beside: pool('L'), weight: lPossible ? 2 : 1, atMost: sizeL };

  const lower = tier === 'L' ? [inL] : [inN, lent];
  const pools = lower.map((limit) => ({ tier, way: { limits: [limit] } }));
  if (!pass) return returningOnly ? [] : pools;
  const use: Limit = { meter: { key: keys.pass(pass.jti), windowMs: passUses.windowMs }, atMost: passUses.atMost };
  const byPass = (limit: Limit) => ({ tier: 'R' as const, way: { epoch: pass.epoch, limits: [use, limit] } });
  return [byPass(inR), ...(returningOnly ? lower.map(byPass) : pools)];
}
