// @vitest-environment node
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { minute, openSite, start, tally } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

type Site = Awaited<ReturnType<typeof openSite>>;

/** Somebody who may be let in. */
interface Person {
  pageToken: string;
  passToken?: string;
  remoteIp?: string;
}

const askAll = async (site: Site, people: readonly Person[]) => {
  const verdicts = [];
  for (const { pageToken, ...context } of people) verdicts.push(await site.ask({ pageToken }, context));
  return verdicts;
};

/** People with a fresh page each; the returning ones have a pass token of long ago, and the network that it is of. */
async function crowd(site: Site, { returning = 0, others = 0 }) {
  const passes: { passToken: string; remoteIp: string }[] = [];
  for (let i = 0; i < returning; i += 1) {
    const remoteIp = site.address();
    passes.push({ remoteIp, passToken: await site.passToken({ remoteIp }) });
  }
  await vi.advanceTimersByTimeAsync(10 * minute);
  site.fall();
  const tokens = await site.pages(returning + others);
  return {
    returning: passes.map((pass): Person => ({ ...pass, pageToken: tokens.pop() ?? '' })),
    others: Array.from({ length: others }, (): Person => ({ pageToken: tokens.pop() ?? '' })),
  };
}

describe('a budget of 40 a minute', () => {
  const login = { recoveryPerMinute: 40 };

  it('has half of itself for those without a pass token', async () => {
    const site = await openSite({ login });
    const { others } = await crowd(site, { others: 60 });
    expect(tally(await askAll(site, others))).toEqual({ vendor_outage: 20, budget_spent: 40 });
  });

  it('has three quarters of itself for those who return, who are like others beyond that', async () => {
    const site = await openSite({ login });
    const { returning } = await crowd(site, { returning: 60 });
    expect(tally(await askAll(site, returning))).toEqual({ vendor_outage: 40, budget_spent: 20 });
    expect(tally(site.verdicts.slice(-60).map(({ pool = '' }) => ({ reason: pool })))).toEqual({
      returning: 30,
      others: 10,
      '': 20,
    });
  });

  it('keeps half of itself from a flood of others, and a quarter from a flood of those who return', async () => {
    const site = await openSite({ login });
    const flooded = await crowd(site, { returning: 40, others: 100 });
    await askAll(site, flooded.others);
    expect(tally(await askAll(site, flooded.returning))).toEqual({ vendor_outage: 20, budget_spent: 20 });

    const another = await openSite({ login });
    const { returning, others } = await crowd(another, { returning: 30, others: 40 });
    await askAll(another, returning);
    expect(tally(await askAll(another, others))).toEqual({ vendor_outage: 10, budget_spent: 30 });
  });

  it('has its last quarter for those who return, whoever of them came before', async () => {
    const site = await openSite({ login });
    const { returning, others } = await crowd(site, { returning: 25, others: 40 });
    expect(tally(await askAll(site, returning.splice(0, 15)))).toEqual({ vendor_outage: 15 });
    expect(tally(await askAll(site, others))).toEqual({ vendor_outage: 15, budget_spent: 25 });
    expect(tally(await askAll(site, returning))).toEqual({ vendor_outage: 10 });
  });

  it('lets five times as many others in an hour, and goes on with those who return', async () => {
    const site = await openSite({ login });
    const { returning, others } = await crowd(site, { returning: 5, others: 400 });
    let admitted = 0;
    for (let i = 0; i < 20; i += 1) {
      const verdicts = await askAll(site, others.splice(0, 20));
      admitted += verdicts.filter(({ accepted }) => accepted).length;
      await vi.advanceTimersByTimeAsync(61_000);
    }
    expect(admitted).toBe(200);
    expect(tally(await askAll(site, returning))).toEqual({ vendor_outage: 5 });
  });

  it('gives a network a tenth of itself, or a fifth when its people return', async () => {
    const site = await openSite({ login });
    const remoteIp = '203.0.113.7';
    const { others } = await crowd(site, { others: 10 });
    const sameNetwork = others.map((one, i) => ({ ...one, remoteIp: `203.0.113.${i}` }));
    expect(tally(await askAll(site, sameNetwork))).toEqual({ vendor_outage: 4, budget_spent: 6 });
    expect(await site.ask({ pageToken: (await site.pages(1))[0] })).toMatchObject({ accepted: true });

    const another = await openSite({ login });
    const passes = [];
    for (let i = 0; i < 20; i += 1) passes.push(await another.passToken({ remoteIp }));
    await vi.advanceTimersByTimeAsync(10 * minute);
    another.fall();
    const tokens = await another.pages(20);
    const people = passes.map((passToken, i) => ({ passToken, pageToken: tokens[i] ?? '', remoteIp }));
    // Eight who return, and four more as others.
    expect(tally(await askAll(another, people))).toEqual({ vendor_outage: 12, budget_spent: 8 });
  });

  it('is one for each action', async () => {
    const site = await openSite({ login, actions: { login, sign_up: login } });
    site.fall();
    const tokens = { login: await site.pages(30), sign_up: await site.pages(30, 'sign_up') };
    for (const action of ['login', 'sign_up'] as const) {
      const verdicts = [];
      for (const pageToken of tokens[action]) verdicts.push(await site.ask({ pageToken }, { action }));
      expect(tally(verdicts)).toEqual({ vendor_outage: 20, budget_spent: 10 });
    }
  });
});

describe('a budget', () => {
  it.each([
    [1, 1, 0],
    [2, 2, 1],
    [30, 30, 15],
  ])('of %i lets in %i at most in any minute, and %i without a pass token', async (recoveryPerMinute, all, others) => {
    const site = await openSite({ login: { recoveryPerMinute } });
    const people = await crowd(site, { returning: 40, others: 40 });
    const strangers = await askAll(site, people.others);
    const returned = await askAll(site, people.returning);
    expect(tally(strangers)['vendor_outage'] ?? 0).toBe(others);
    expect(tally([...strangers, ...returned])['vendor_outage']).toBe(all);
  });

  it('is spent when a process begins, and comes back with time: a crash loop renews nothing', async () => {
    const S = 60;
    let admitted = 0;
    for (let life = 0; life < 6; life += 1) {
      const site = await openSite({ login: { recoveryPerMinute: S }, pageToken: 'off', isNew: true });
      site.fall();
      for (let second = 0; second < 10; second += 1) {
        for (let i = 0; i < 20; i += 1) if ((await site.ask()).accepted) admitted += 1;
        await vi.advanceTimersByTimeAsync(1000);
      }
    }
    expect(admitted).toBeGreaterThanOrEqual(6);
    expect(admitted).toBeLessThanOrEqual(S / 2);
  });

  it('of an hour comes with time, too, when a process begins', async () => {
    const site = await openSite({ login: { recoveryPerMinute: 60 }, pageToken: 'off', isNew: true });
    site.fall();
    let admitted = 0;
    for (let second = 0; second < 600; second += 1) {
      for (let i = 0; i < 2; i += 1) if ((await site.ask()).accepted) admitted += 1;
      await vi.advanceTimersByTimeAsync(1000);
    }
    // Of 300 in an hour: five at once, and as good as fifty in ten minutes.
    expect(admitted).toBe(54);
  });

  it('never lets more than S in, nor more than S/2 without a pass token, in any minute and any order', async () => {
    const arrivals = fc.array(
      fc.record({
        kind: fc.constantFrom('returning' as const, 'others' as const, 'noise' as const),
        burst: fc.integer({ min: 1, max: 12 }),
        wait: fc.nat(9000),
      }),
      { minLength: 10, maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(arrivals, fc.integer({ min: 4, max: 40 }), async (arrivals, S) => {
        const site = await openSite({ login: { recoveryPerMinute: S } });
        const people = await crowd(site, { returning: 60, others: 60 });
        const log: { at: number; pool: string }[] = [];
        const spent: Person[] = [];
        for (const { kind, burst, wait } of arrivals) {
          await vi.advanceTimersByTimeAsync(wait);
          for (let i = 0; i < burst; i += 1) {
            const one = kind === 'noise' ? spent.at(-1) : people[kind].pop();
            if (!one) break;
            spent.push(one);
            const [verdict] = await askAll(site, [one]);
            if (verdict?.accepted) log.push({ at: Date.now(), pool: site.verdicts.at(-1)?.pool ?? '' });
          }
          const lastMinute = log.filter(({ at }) => at > Date.now() - minute);
          expect(lastMinute.length).toBeLessThanOrEqual(S);
          expect(lastMinute.filter(({ pool }) => pool === 'others').length).toBeLessThanOrEqual(S / 2);
        }
        expect(log.length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});
