// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Verifier } from '../../../src/server/verifier.js';
import { addressOf, fakeVendors, realProof, recoveryProof, verifierOver } from './fake-vendors.js';

const second = 1000;
const minute = 60 * second;
const attackers = 5000;
/** Honest visitors have addresses far from the attackers'. */
const honestFrom = 1_000_000;

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') }));
afterEach(() => vi.useRealTimers());

interface Honest {
  n: number;
  passToken?: string;
}

const contextOf = ({ n, passToken }: Honest) => ({
  remoteIp: addressOf(n),
  session: `session-${n}`,
  ...(passToken !== undefined && { passToken }),
});

/** An hour of traffic as it always is: 60 humans a minute, of whom the first 1080 come back with their pass tokens. */
async function usualHour(verifier: Verifier): Promise<string[]> {
  const passTokens: string[] = [];
  for (let i = 0; i < 60; i += 1) {
    for (let k = 0; k < 60; k += 1) {
      const verdict = await verifier.verify(realProof(), contextOf({ n: honestFrom + i * 60 + k }));
      if (verdict.accepted && verdict.assurance === 'human' && verdict.passToken) passTokens.push(verdict.passToken);
    }
    await vi.advanceTimersByTimeAsync(minute);
  }
  return passTokens;
}

/** Fresh page tokens for every attacker, at the rate that the verifier gives them out. */
async function farm(verifier: Verifier): Promise<string[]> {
  const tokens = [];
  for (let n = 0; n < attackers; n += 1) tokens.push(await verifier.issuePageToken(contextOf({ n })));
  return tokens;
}

async function outage(verifier: Verifier): Promise<number> {
  const started = Date.now();
  while ((await verifier.state())[0]?.state !== 'outage') {
    await verifier.verify(recoveryProof(), contextOf({ n: 0 }));
    await vi.advanceTimersByTimeAsync(second);
    if (Date.now() - started > 5 * minute) throw new Error('No outage is seen');
  }
  return Date.now() - started;
}

describe('30 minutes without the vendor, 60 honest visitors a minute among 20,000 forged proofs', () => {
  it('let nearly all returning visitors in, and forgers no more than their share', async () => {
    const vendors = fakeVendors();
    const { verifier } = await verifierOver(vendors);
    const passTokens = await usualHour(verifier);
    // S is one and a half times sixty.
    const budget = 90;
    let tokens = await farm(verifier);
    await vi.advanceTimersByTimeAsync(10 * minute);
    vendors.fall('tencent');
    expect(await outage(verifier)).toBeLessThanOrEqual(15 * second);

    let returning = 0;
    let returningIn = 0;
    let next = 0;
    const perSecond: { honest: number; forged: number }[] = [];
    /** Who has opened the page and fills the form in, for three seconds. */
    const reading: { visitor: Honest; pageToken: string }[] = [];
    for (let s = -3; s < 30 * 60; s += 1) {
      if (s === 14 * 60) tokens = await farm(verifier);
      const visitor: Honest = { n: honestFrom + 500_000 + s };
      reading.push({ visitor, pageToken: await verifier.issuePageToken(contextOf(visitor)) });
      await vi.advanceTimersByTimeAsync(second);
      if (s < 0) continue;

      const admitted = { honest: 0, forged: 0 };
      const forge = async (count: number) => {
        for (let k = 0; k < count; k += 1) {
          const n = next % attackers;
          next += 1;
          const verdict = await verifier.verify(recoveryProof({ pageToken: tokens[n] ?? '' }), contextOf({ n }));
          if (verdict.accepted) admitted.forged += 1;
        }
      };
      const honest = async () => {
        const { visitor, pageToken } = reading.shift() as (typeof reading)[number];
        const passToken = s % 5 < 3 ? passTokens.pop() : undefined;
        const isReturning = passToken !== undefined;
        const context = contextOf(isReturning ? { ...visitor, passToken } : visitor);
        const verdict = await verifier.verify(recoveryProof({ pageToken }), context);
        if (verdict.accepted) admitted.honest += 1;
        if (isReturning) returning += 1;
        if (isReturning && verdict.accepted) returningIn += 1;
      };
      // 20,000 a minute: one honest visitor in the midst of each second's forgers.
      await forge(166);
      await honest();
      await forge(167);
      perSecond.push(admitted);
    }

    expect(returning).toBe(1080);
    expect(returningIn / returning).toBeGreaterThanOrEqual(0.95);
    for (let from = 0; from + 60 <= perSecond.length; from += 1) {
      const window = perSecond.slice(from, from + 60);
      const forged = window.reduce((sum, one) => sum + one.forged, 0);
      const all = window.reduce((sum, one) => sum + one.forged + one.honest, 0);
      expect(forged, `forged in the minute from second ${from}`).toBeLessThanOrEqual(budget / 2);
      expect(all, `all in the minute from second ${from}`).toBeLessThanOrEqual(budget);
    }

    vendors.return('tencent');
    const returned = Date.now();
    while ((await verifier.state())[0]?.state !== 'healthy') await vi.advanceTimersByTimeAsync(second);
    expect(Date.now() - returned).toBeLessThanOrEqual(minute);
    verifier.close();
  }, 240_000);
});
