// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { minute, openSite, start } from '../admission/open-site.js';
import { addressOf } from '../fake-vendors.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const second = 1000;
const networks = 5000;
/** Honest visitors have networks far from the forgers'. */
const honestFrom = 1_000_000;

interface Entry {
  at: number;
  pool: string;
  network: number;
}

/** The most that any stretch of so many ms holds. */
function most(entries: readonly Entry[], windowMs: number): number {
  let from = 0;
  let found = 0;
  entries.forEach(({ at }, to) => {
    while ((entries[from]?.at ?? at) <= at - windowMs) from += 1;
    found = Math.max(found, to - from + 1);
  });
  return found;
}

/** Anybody gets page tokens, as many as they ask for: each forged proof brings one of its own. */
function forgers(site: Awaited<ReturnType<typeof openSite>>) {
  const admitted: Entry[] = [];
  let tokens: string[] = [];
  let next = 0;
  return {
    admitted,
    open: async (count: number) => {
      tokens = await site.pages(count);
    },
    post: async (count: number) => {
      for (let i = 0; i < count; i += 1) {
        const network = next % networks;
        next += 1;
        const remoteIp = addressOf(network);
        const { accepted } = await site.ask({ pageToken: tokens[next % tokens.length] }, { remoteIp });
        if (accepted) admitted.push({ at: Date.now(), pool: site.verdicts.at(-1)?.pool ?? '', network });
      }
    },
  };
}

describe('an outage among 20,000 forged proofs a minute', () => {
  it('lets nearly all returning visitors in, 60 a minute under a budget of 90, and no more than the budget', async () => {
    const S = 90;
    const site = await openSite({ login: { recoveryPerMinute: S } });
    const minutes = 8;
    const returning = [];
    for (let n = 0; n < 60 * minutes; n += 1) {
      const remoteIp = addressOf(honestFrom + n);
      returning.push({ remoteIp, passToken: await site.passToken({ remoteIp }) });
    }
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    const forging = forgers(site);
    await forging.open(networks);
    const honestTokens = await site.pages(returning.length);
    const admitted: Entry[] = [];
    for (const [n, visitor] of returning.entries()) {
      // One honest visitor in the midst of each second's forgers, whose page tokens are all fresh at the beginning.
      if (n % 15 === 0) await forging.open(networks);
      await forging.post(166);
      const { accepted } = await site.ask({ pageToken: honestTokens[n] }, visitor);
      if (accepted) admitted.push({ at: Date.now(), pool: site.verdicts.at(-1)?.pool ?? '', network: n });
      await forging.post(167);
      await vi.advanceTimersByTimeAsync(second);
    }
    expect(admitted.length / returning.length).toBeGreaterThanOrEqual(0.95);
    const all = [...admitted, ...forging.admitted].sort((a, b) => a.at - b.at);
    expect(most(all, minute)).toBeLessThanOrEqual(S);
    expect(most(forging.admitted, minute)).toBeLessThanOrEqual(S / 2);
    expect(forging.admitted.length).toBeGreaterThan(S / 2);
    expect(new Set(forging.admitted.map(({ pool }) => pool))).toEqual(new Set(['others']));
  }, 120_000);

  it('lets in half of the budget a minute, five times the budget an hour, and a tenth of it a network', async () => {
    const S = 40;
    const site = await openSite({ login: { recoveryPerMinute: S } });
    site.fall();
    const forging = forgers(site);
    for (let i = 0; i < 75; i += 1) {
      await forging.open(200);
      await forging.post(200);
      await vi.advanceTimersByTimeAsync(58 * second);
    }
    expect(most(forging.admitted, minute)).toBe(S / 2);
    expect(most(forging.admitted, 60 * minute)).toBe(5 * S);

    const own = await openSite({ login: { recoveryPerMinute: S } });
    own.fall();
    const tokens = await own.pages(100);
    let admitted = 0;
    for (const [i, pageToken] of tokens.entries()) {
      const { accepted } = await own.ask({ pageToken }, { remoteIp: `203.0.113.${i}` });
      if (accepted) admitted += 1;
    }
    expect(admitted).toBe(S / 10);
  }, 60_000);
});

describe('two networks with five addresses each', () => {
  it('take no more than their two shares, and leave the rest of the minute to others', async () => {
    const site = await openSite();
    site.fall();
    const tokens = await site.pages(200);
    let forged = 0;
    for (const [i, pageToken] of tokens.slice(0, 100).entries()) {
      const remoteIp = `198.51.${100 + (i % 2)}.${1 + (i % 5)}`;
      if ((await site.ask({ pageToken }, { remoteIp })).accepted) forged += 1;
    }
    let honest = 0;
    for (const pageToken of tokens.slice(100)) if ((await site.ask({ pageToken })).accepted) honest += 1;
    expect([forged, honest]).toEqual([6, 9]);
  });
});

describe('600 solved captchas in the minute before an outage', () => {
  it('buy no place in it', async () => {
    const site = await openSite();
    const passes = [];
    for (let i = 0; i < 600; i += 1) {
      const remoteIp = addressOf(i);
      passes.push({ remoteIp, passToken: await site.passToken({ remoteIp }) });
    }
    await vi.advanceTimersByTimeAsync(minute);
    site.fall();
    const tokens = await site.pages(passes.length);
    let admitted = 0;
    for (const [i, context] of passes.entries())
      if ((await site.ask({ pageToken: tokens[i] }, context)).accepted) admitted += 1;
    // Half of thirty, as if nobody had solved anything.
    expect(admitted).toBe(15);
  });
});
