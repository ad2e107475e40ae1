// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecoveryTicket } from '../../../../src/recovery-ticket.js';
import { aliyunSite, APP_ID, SCENE_ID, tencentSite } from '../fake-vendors.js';
import { minute, openSite, start } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const bothVendors = { sites: [tencentSite, aliyunSite] };
const retry = { accepted: false, reason: 'no_outage_seen', next: 'retry', retryAfterMs: 5000 };
const stepUp = { accepted: false, reason: 'no_outage_seen', next: 'step_up' };

describe('a proof that comes while no outage is seen', () => {
  it.each([
    ['pending', retry],
    ['row_open', retry],
    ['all_up', stepUp],
  ] as const)('is told what there is to wait for: the canaries are %s', async (judged, expected) => {
    const site = await openSite();
    site.judge('tencent', judged);
    const verdict = await site.ask();
    expect(verdict).toMatchObject(expected);
    expect('retryAfterMs' in verdict).toBe(expected === retry);
  });

  it('has nothing to wait for when one vendor of two answers, whatever is open about the other', async () => {
    const site = await openSite(bothVendors);
    site.judge('tencent', 'row_open');
    expect(await site.ask()).toMatchObject(stepUp);
    site.fall('tencent');
    expect(await site.ask()).toMatchObject(stepUp);
    site.judge('aliyun', 'pending');
    expect(await site.ask()).toMatchObject(retry);
  });

  it('has nothing to wait for when a person says that the vendor is up', async () => {
    const site = await openSite();
    site.judge('tencent', 'pending');
    site.set('tencent', { declared: true });
    expect(await site.ask()).toMatchObject(stepUp);
  });

  it('has something to wait for where a person declared the outage of one vendor, and the other is open', async () => {
    const site = await openSite(bothVendors);
    site.fall('tencent', { declared: true });
    site.judge('aliyun', 'row_open');
    expect(await site.ask()).toMatchObject(retry);
  });

  it('is judged from when it came first, under either prefix', async () => {
    const site = await openSite();
    const ticket = createRecoveryTicket({ code: 1001, id: APP_ID });
    const cameAt = performance.now();
    await site.ask({ ticket });
    await vi.advanceTimersByTimeAsync(5000);
    await site.ask({ ticket: ticket.replace('trerror', 'terror') });
    await site.ask();
    const since = site.evidence.judged.mock.calls.map(([, at]) => at - cameAt);
    expect(since).toEqual([0, 0, 5000]);
  });

  it('may come again, and is let in once an outage is seen', async () => {
    const site = await openSite();
    site.judge('tencent', 'pending');
    const proof = { ticket: site.ticket(), pageToken: await site.page() };
    expect(await site.ask(proof)).toMatchObject(retry);
    site.fall();
    expect(await site.ask(proof)).toMatchObject({ accepted: true, reason: 'vendor_outage' });
  });

  it('wakes the canaries of every vendor of its action', async () => {
    const site = await openSite({ ...bothVendors, actions: { login: {}, sign_up: { sites: [SCENE_ID] } } });
    await site.ask();
    expect(site.evidence.suspect.mock.calls.map(([{ vendor }]) => vendor)).toEqual(['tencent', 'aliyun']);
  });
});

describe('hours of an outage that is admitted no more', () => {
  it('send each visitor on after one retry at most', async () => {
    const site = await openSite();
    // The canaries are down and the limit is spent: they have answered since, and nothing is open.
    site.set('tencent', { state: 'suspected' });
    const nexts = [];
    for (let visitor = 0; visitor < 50; visitor += 1) {
      const ticket = site.ticket();
      site.judge('tencent', 'pending');
      const first = await site.ask({ ticket });
      site.judge('tencent', 'all_up');
      const second = await site.ask({ ticket });
      nexts.push([first, second].map((verdict) => !verdict.accepted && verdict.next).join());
      await vi.advanceTimersByTimeAsync(minute);
    }
    expect(new Set(nexts)).toEqual(new Set(['retry,step_up']));
  });
});

describe('the door', () => {
  it.each([
    ['an outage of the only vendor', { tencent: { state: 'outage' } }, 'vendor_outage'],
    ['an outage that a person declared', { tencent: { state: 'outage', declared: true } }, 'declared_outage'],
    ['a suspicion', { tencent: { state: 'suspected' } }, 'no_outage_seen'],
  ] as const)('in %s', async (_, states, reason) => {
    const site = await openSite();
    const pageToken = await site.page();
    site.set('tencent', { since: Date.now(), ...states.tencent });
    expect(await site.ask({ pageToken })).toMatchObject({ reason });
  });

  it('needs every vendor and region of the action away', async () => {
    const intl = { ...tencentSite, appId: '190000002', region: 'intl' as const };
    const site = await openSite({ sites: [tencentSite, intl as typeof tencentSite, aliyunSite] });
    const pageToken = await site.page();
    site.fall('tencent');
    expect(await site.ask({ pageToken })).toMatchObject({ reason: 'no_outage_seen' });
    site.fall('aliyun');
    expect(await site.ask({ pageToken })).toMatchObject({ reason: 'vendor_outage' });
    expect(
      site.evidence.state.mock.calls.map(([one]) => `${one.vendor} ${'region' in one ? one.region : 'cn'}`),
    ).toContain('tencent intl');
  });

  it('stays shut where the policy says never', async () => {
    const site = await openSite({ login: { acceptRecovery: 'never' } });
    site.fall();
    expect(await site.ask({ pageToken: await site.page() })).toMatchObject({ reason: 'recovery_off', next: 'step_up' });
  });
});
