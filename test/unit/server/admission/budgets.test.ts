// @vitest-environment node
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AdmissionAnswer } from '../../../../src/server/admission/admission.js';
import { minute, openSite, outageSince, start } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

type Site = ReturnType<typeof openSite>;
const tierOf = (answer: AdmissionAnswer) => (answer.admitted ? answer.tier : answer.reason);

/** How often each answer came. */
function tally(answers: AdmissionAnswer[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const answer of answers) counts[tierOf(answer)] = (counts[tierOf(answer)] ?? 0) + 1;
  return counts;
}

/** People who may ask later: with a pass token from long ago (R), a page from before the outage (L), a page of it (N). */
async function crowd(site: Site, size: { R?: number; L?: number; N?: number }) {
  const people = async (count = 0) => {
    const all = [];
    for (let i = 0; i < count; i += 1) {
      const remoteIp = site.address();
      all.push({ remoteIp, pageToken: await site.page(remoteIp) });
    }
    return all;
  };
  const passes: unknown[] = [];
  for (let i = 0; i < (size.R ?? 0); i += 1) passes.push(await site.admission.issuePassToken());
  vi.advanceTimersByTime(15 * minute);
  const landed = await people(size.L);
  vi.advanceTimersByTime(5000);
  const since = Date.now();
  const [R, N] = [await people(size.R), await people(size.N)];
  vi.advanceTimersByTime(5000);
  return {
    door: outageSince(since),
    R: R.map((one, i) => ({ ...one, passToken: passes[i] })),
    L: landed,
    N,
  };
}

const askAll = async (site: Site, door: ReturnType<typeof outageSince>, people: Parameters<Site['ask']>[1][]) => {
  const answers = [];
  for (const one of people) answers.push(await site.ask(door, one));
  return answers;
};

describe('budgets', () => {
  it('let in thirty a minute at least, half of them without a pass token', async () => {
    const site = openSite();
    const { door, R, L, N } = await crowd(site, { R: 40, L: 40, N: 40 });
    expect(tally(await askAll(site, door, N))).toEqual({ N: 10, budget_spent: 30 });
    expect(tally(await askAll(site, door, L))).toEqual({ L: 5, budget_spent: 35 });
    expect(tally(await askAll(site, door, R))).toEqual({ R: 15, budget_spent: 25 });
  });

  it('grow with the humans a minute before the outage: one and a half times as many', async () => {
    const site = openSite();
    await site.humans(60);
    const since = Date.now();
    const people = [];
    for (let i = 0; i < 100; i += 1) {
      const remoteIp = site.address();
      people.push({ remoteIp, pageToken: await site.page(remoteIp) });
    }
    vi.advanceTimersByTime(5000);
    const door = outageSince(since);
    // S = 90: N's pool is 18, and half of L's 27 is lent.
    expect(tally(await askAll(site, door, people))).toEqual({ N: 18 + 13, budget_spent: 69 });
  });

  it('halve when the vendor begins to return', async () => {
    const site = openSite();
    const { door, R, L } = await crowd(site, { R: 20, L: 20 });
    const half = { ...door, half: true };
    expect(tally(await askAll(site, half, L))).toEqual({ L: 4, budget_spent: 16 });
    expect(tally(await askAll(site, half, R))).toEqual({ R: 8, N: 3, budget_spent: 9 });
  });

  it('give each action its own', async () => {
    const site = openSite();
    const people = [];
    for (const action of ['login', 'signup']) {
      for (let i = 0; i < 20; i += 1) {
        const remoteIp = site.address();
        people.push({ action, remoteIp, pageToken: await site.page(remoteIp, { action }) });
      }
    }
    vi.advanceTimersByTime(5000);
    expect(tally(await askAll(site, outageSince(start - 1), people))).toEqual({ N: 20, budget_spent: 20 });
  });

  it('keep half for those with a pass token, whatever arrives first', async () => {
    const site = openSite();
    const { door, R, L, N } = await crowd(site, { R: 15, L: 100, N: 100 });
    await askAll(site, door, [...N, ...L]);
    expect(tally(await askAll(site, door, R))).toEqual({ R: 15 });
  });

  it('take those with a pass token for what their page token says when R is empty', async () => {
    const site = openSite();
    const { door, R } = await crowd(site, { R: 40 });
    expect(tally(await askAll(site, door, R))).toEqual({ R: 15, N: 10, budget_spent: 15 });
  });

  it('keep N’s share out of L’s reach', async () => {
    const site = openSite();
    const { door, L, N } = await crowd(site, { L: 100, N: 20 });
    expect(tally(await askAll(site, door, L))).toEqual({ L: 9, budget_spent: 91 });
    expect(tally(await askAll(site, door, N))).toEqual({ N: 6, budget_spent: 14 });
  });

  it('leave L half of its pool at once in a flood of N, and give most of the rest back within a minute', async () => {
    const site = openSite();
    const { door, L, N } = await crowd(site, { L: 20, N: 400 });
    let admitted = 0;
    let atOnce = 0;
    for (let second = 0; second < 75; second += 1) {
      // The flood comes first, each second. L comes late, and waits in line.
      await askAll(site, door, N.splice(0, 3));
      while (second >= 20 && (await site.ask(door, L[admitted])).admitted) admitted += 1;
      if (second === 20) atOnce = admitted;
      vi.advanceTimersByTime(1000);
    }
    expect(atOnce).toBe(5);
    expect(admitted).toBeGreaterThanOrEqual(8);
  });

  it('lend all of L when no page token from before the outage can be valid any more', async () => {
    const site = openSite();
    vi.advanceTimersByTime(31 * minute);
    const { N } = await crowd(site, { N: 40 });
    expect(tally(await askAll(site, outageSince(start), N))).toEqual({ N: 15, budget_spent: 25 });
  });

  it('stay as they were for the minute after an outage, and lend all of L then', async () => {
    const site = openSite();
    await site.humans(100, 5);
    const door = outageSince(Date.now());
    const open = async (remoteIp: string) => ({ remoteIp, pageToken: await site.page(remoteIp, { inOutage: true }) });
    const first = await open(site.address());
    vi.advanceTimersByTime(5000);
    expect(await site.ask(door, first)).toMatchObject({ admitted: true });
    vi.advanceTimersByTime(5 * 60 * minute);
    const people = [];
    for (let i = 0; i < 100; i += 1) people.push(await open(site.address()));
    vi.advanceTimersByTime(5000);
    const over = outageSince(Date.now(), { endedAt: Date.now() });
    expect(tally(await askAll(site, over, people))).toEqual({ N: 75, budget_spent: 25 });
  });

  it('lend all of L on a site without page tokens', async () => {
    const site = openSite({ pageToken: 'off' });
    const answers = await askAll(
      site,
      outageSince(start),
      Array.from({ length: 40 }, () => ({})),
    );
    expect(tally(answers)).toEqual({ N: 15, budget_spent: 25 });
  });

  it('say when there may be room again', async () => {
    const site = openSite({ pageToken: 'off' });
    const door = outageSince(start);
    await askAll(
      site,
      door,
      Array.from({ length: 15 }, () => ({})),
    );
    const refusal = await site.ask(door);
    if (refusal.admitted || refusal.retryAfterMs === undefined) throw new Error('should be refused for a time');
    vi.advanceTimersByTime(refusal.retryAfterMs - 1);
    expect(await site.ask(door)).toMatchObject({ admitted: false, reason: 'budget_spent' });
    vi.advanceTimersByTime(1);
    expect(await site.ask(door)).toMatchObject({ admitted: true });
  });

  it('never let more than S in, nor more than S/2 without a pass token, in any minute and any order', async () => {
    const kinds = fc.constantFrom('R', 'L', 'N', 'noise') satisfies fc.Arbitrary<string>;
    const arrivals = fc.array(fc.record({ kind: kinds, burst: fc.integer({ min: 1, max: 12 }), wait: fc.nat(9000) }), {
      minLength: 10,
      maxLength: 40,
    });
    await fc.assert(
      fc.asyncProperty(arrivals, fc.boolean(), fc.integer({ min: 0, max: 40 }), async (arrivals, half, aMinute) => {
        vi.setSystemTime(start);
        const site = openSite();
        if (aMinute > 0) await site.humans(aMinute, 2);
        const { door, ...people } = await crowd(site, { R: 50, L: 50, N: 50 });
        const S = Math.floor(Math.max(30, 1.5 * aMinute) / (half ? 2 : 1));
        const log: { at: number; tier: string }[] = [];
        const spent: (typeof people.N)[number][] = [];
        for (const { kind, burst, wait } of arrivals) {
          vi.advanceTimersByTime(wait);
          for (let i = 0; i < burst; i += 1) {
            const one = kind === 'noise' ? spent.at(-1) : people[kind].pop();
            if (!one) break;
            const answer = await site.ask({ ...door, half }, one);
            spent.push(one);
            if (answer.admitted) log.push({ at: Date.now(), tier: answer.tier });
          }
          const lastMinute = log.filter(({ at }) => at > Date.now() - minute);
          expect(lastMinute.length).toBeLessThanOrEqual(S);
          expect(lastMinute.filter(({ tier }) => tier !== 'R').length).toBeLessThanOrEqual(S / 2);
        }
        expect(log.length).toBeGreaterThan(0);
      }),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe('the rate of humans', () => {
  const spend = async (site: Site, since: number) => {
    const answers = await askAll(
      site,
      outageSince(since),
      Array.from({ length: 200 }, () => ({})),
    );
    return answers.filter(({ admitted }) => admitted).length;
  };

  it('is that of the busiest of the last three hours, so that a late declaration finds it too', async () => {
    const site = openSite({ pageToken: 'off' });
    await site.humans(50, 60);
    vi.advanceTimersByTime(100 * minute);
    expect(await spend(site, Date.now())).toBe(37);
  });

  it('is forgotten after three hours', async () => {
    const site = openSite({ pageToken: 'off' });
    await site.humans(100, 5);
    vi.advanceTimersByTime(180 * minute);
    expect(await spend(site, Date.now())).toBe(15);
  });

  it('stays as it was when the outage began, for as long as it goes on and for every process', async () => {
    const site = openSite({ pageToken: 'off' });
    await site.humans(100, 5);
    const since = Date.now();
    expect(await spend(site, since)).toBe(75);
    vi.advanceTimersByTime(10 * 60 * minute);
    expect(await spend(site, since)).toBe(75);
    const another = openSite({ pageToken: 'off', store: site.store });
    vi.advanceTimersByTime(5 * minute);
    expect(await spend(another, since)).toBe(75);
  });

  it.each(['nonsense', 'NaN', 'Infinity', '-5', ''])('is nothing when the store says %j', async (rate) => {
    const site = openSite({ pageToken: 'off' });
    await site.store.write(`rate:${start}:login`, rate, minute);
    expect(await spend(site, start)).toBe(15);
  });

  it('counts no human of another action, and none that passed after the outage began', async () => {
    const site = openSite({ pageToken: 'off' });
    const since = Date.now();
    await site.humans(100, 5);
    await site.humans(100, 5, 'signup');
    expect(await spend(site, since)).toBe(15);
  });

  it('is taken anew every ten minutes under the policy "always"', async () => {
    const site = openSite({ pageToken: 'off' });
    const always = () => outageSince(Date.now(), { reason: 'policy_always', pageTokenNeeded: false });
    const admitted = async () =>
      tally(
        await askAll(
          site,
          always(),
          Array.from({ length: 100 }, () => ({})),
        ),
      )['N'] ?? 0;
    expect(await admitted()).toBe(15);
    await site.humans(100, 20);
    vi.advanceTimersByTime(2 * minute);
    expect(await admitted()).toBe(75);
  });
});
