// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { minute, openSite, outageSince, remoteIp, start, visitor } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('who is let in', () => {
  it('with a page from before the outage: tier L', async () => {
    const { site, door, claim } = await visitor();
    expect(await site.ask(door, claim)).toEqual({ admitted: true, tier: 'L', stepUp: false });
  });

  it('with a page of the outage: tier N', async () => {
    const { site, claim } = await visitor();
    expect(await site.ask(outageSince(Date.now() - 60_000), claim)).toMatchObject({ tier: 'N' });
  });

  it('from another network than that of the page: tier N', async () => {
    const { site, door, claim } = await visitor();
    expect(await site.ask(door, { ...claim, remoteIp: '198.51.100.1' })).toMatchObject({ tier: 'N' });
  });

  it('from another address of the same /24: tier L', async () => {
    const { site, door, claim } = await visitor();
    expect(await site.ask(door, { ...claim, remoteIp: '::ffff:203.0.113.99' })).toMatchObject({ tier: 'L' });
  });

  it('with a pass token: tier R, three times in a day', async () => {
    const site = openSite();
    const passToken = await site.admission.issuePassToken();
    vi.advanceTimersByTime(20 * minute);
    const since = Date.now();
    const tiers: unknown[] = [];
    for (const wait of [5000, 5000, 5000, 5000, 25 * 60 * minute]) {
      vi.advanceTimersByTime(wait);
      const pageToken = await site.page(remoteIp);
      vi.advanceTimersByTime(5000);
      const answer = await site.ask(outageSince(since), { remoteIp, pageToken, passToken });
      tiers.push(answer.admitted && answer.tier);
    }
    expect(tiers).toEqual(['R', 'R', 'R', 'N', 'R']);
  });

  it('with a pass token too young for this outage: as without it', async () => {
    const { site, claim } = await visitor();
    const passToken = await site.admission.issuePassToken();
    vi.advanceTimersByTime(5 * minute);
    expect(await site.ask(outageSince(Date.now()), { ...claim, passToken })).toMatchObject({ tier: 'L' });
  });

  it('only with a pass token, when users are cut off', async () => {
    const { site, door, claim, passToken } = await visitor();
    const cutOff = { ...door, returningOnly: true, half: true };
    expect(await site.ask(cutOff, claim)).toEqual({ admitted: false, reason: 'no_outage_seen' });
    expect(await site.ask(cutOff, { ...claim, passToken })).toMatchObject({ admitted: true, tier: 'R' });
  });

  it('with three uses of a pass token and no more, when users are cut off and R is empty', async () => {
    const site = openSite();
    const passes = [];
    for (let i = 0; i < 15; i += 1) passes.push(await site.admission.issuePassToken());
    vi.advanceTimersByTime(20 * minute);
    const cutOff = outageSince(Date.now(), { returningOnly: true, half: true });
    const answers: unknown[] = [];
    for (const passToken of [...passes, passes[0], passes[0], passes[0]]) {
      const address = site.address();
      const pageToken = await site.page(address);
      vi.advanceTimersByTime(2000);
      const answer = await site.ask(cutOff, { remoteIp: address, pageToken, passToken });
      answers.push(answer.admitted ? answer.tier : answer.reason);
      if (answers.length === 15) vi.advanceTimersByTime(2 * minute);
    }
    // Half of thirty: eight places in R's pool, and three and two in N's and what is lent to it.
    expect(answers.slice(0, 15).filter((answer) => answer === 'R')).toHaveLength(13);
    expect(answers.slice(15)).toEqual(['R', 'R', 'budget_spent']);
  });

  it('nobody without a page token, unless the site does without or the policy is "always"', async () => {
    const site = openSite();
    const without = openSite({ pageToken: 'off' });
    const door = outageSince(start);
    expect(await site.ask(door)).toStrictEqual({ admitted: false, reason: 'page_token_missing' });
    expect(await without.ask(door)).toMatchObject({ tier: 'N' });
    expect(await site.ask({ ...door, pageTokenNeeded: false })).toMatchObject({ tier: 'N' });
    expect(await site.ask({ ...door, pageTokenNeeded: false }, { pageToken: 'x' })).toMatchObject({ admitted: false });
  });

  it('for a minute after the outage, with a page token that was issued in it', async () => {
    const site = openSite();
    const passToken = await site.admission.issuePassToken();
    vi.advanceTimersByTime(20 * minute);
    const before = await site.page(remoteIp);
    const during = await site.page(remoteIp, { inOutage: true });
    const other = await site.page(remoteIp, { inOutage: true });
    vi.advanceTimersByTime(5000);
    const over = outageSince(Date.now(), { endedAt: Date.now() });
    vi.advanceTimersByTime(5000);
    const after = await site.page(remoteIp, { inOutage: true });
    vi.advanceTimersByTime(5000);
    const ask = (pageToken: string, more = {}) => site.ask(over, { remoteIp, pageToken, ...more });
    expect(await ask(before)).toEqual({ admitted: false, reason: 'no_outage_seen' });
    expect(await ask(after)).toEqual({ admitted: false, reason: 'no_outage_seen' });
    expect(await ask(during)).toMatchObject({ tier: 'N' });
    expect(await ask(other, { passToken })).toMatchObject({ tier: 'R' });
  });

  it('after the outage with a page token of its last ms, and nobody without one', async () => {
    const site = openSite();
    const pageToken = await site.page(remoteIp, { inOutage: true });
    const over = outageSince(start, { endedAt: start });
    vi.advanceTimersByTime(5000);
    expect(await site.ask(over, { remoteIp, pageToken })).toMatchObject({ tier: 'N' });
    expect(await openSite({ pageToken: 'off' }).ask(over)).toEqual({ admitted: false, reason: 'no_outage_seen' });
  });

  it('under the policy "always" as in an outage that begins now', async () => {
    const { site, claim, passToken } = await visitor();
    const always = outageSince(Date.now(), { reason: 'policy_always', pageTokenNeeded: false });
    expect(await site.ask(always, claim)).toMatchObject({ tier: 'L' });
    expect(await site.ask(always, { remoteIp, passToken })).toMatchObject({ tier: 'R' });
  });
});
