// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import { aliyunSite, tencentSite } from '../fake-vendors.js';
import { minute, openSite, start } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const remoteIp = '203.0.113.7';

describe('a page token', () => {
  it('is spent when somebody is let in, and not before', async () => {
    const site = await openSite({ login: { recoveryPerMinute: 2 } });
    const [first = '', second = '', third = ''] = await site.pages(3);
    site.fall();
    const ticket = site.ticket();
    expect(await site.ask({ pageToken: first, ticket })).toMatchObject({ accepted: true });
    expect(await site.ask({ pageToken: first })).toMatchObject({ reason: 'page_token_spent', next: 'reload' });
    const replayed = await site.ask({ pageToken: second, ticket });
    expect(replayed).toMatchObject({ reason: 'replayed', next: 'retry' });
    expect(replayed).not.toHaveProperty('retryAfterMs');
    expect(await site.ask({ pageToken: third })).toMatchObject({ reason: 'budget_spent' });
    await vi.advanceTimersByTimeAsync(2 * minute);
    expect(await site.ask({ pageToken: third })).toMatchObject({ accepted: true });
  });

  it('is good from two seconds on, for thirty minutes, and says when', async () => {
    const site = await openSite();
    site.fall();
    const pageToken = await site.verifier.issuePageToken({ action: 'login', session: 'session', remoteIp });
    const tooNew = { reason: 'page_token_too_new', next: 'retry', retryAfterMs: 2000 };
    expect(await site.ask({ pageToken })).toMatchObject(tooNew);
    await vi.advanceTimersByTimeAsync(30 * minute + 1);
    expect(await site.ask({ pageToken })).toMatchObject({ reason: 'page_token_expired', next: 'reload' });
  });

  it.each([
    ['another session', { session: 'another' }],
    ['another action', { action: 'sign_up' }],
  ])('is worth nothing for %s', async (_, context) => {
    const site = await openSite();
    const pageToken = await site.page();
    site.fall();
    expect(await site.ask({ pageToken }, context)).toMatchObject({ reason: 'page_token_invalid', next: 'reload' });
  });

  it.each([
    ['missing', undefined, 'page_token_missing'],
    ['somebody’s own', 'a.b.c', 'page_token_invalid'],
  ])('that is %s opens nothing in an outage', async (_, pageToken, reason) => {
    const site = await openSite();
    site.fall();
    expect(await site.ask({ pageToken })).toMatchObject({ accepted: false, reason, next: 'reload' });
  });

  it('is not asked for where the site does without, or where recovery is taken at any time', async () => {
    const off = await openSite({ pageToken: 'off' });
    off.fall();
    expect(await off.ask({ pageToken: 'a.b.c' })).toMatchObject({ accepted: true });
    const always = await openSite({ login: { acceptRecovery: 'always' } });
    expect(await always.ask()).toMatchObject({ accepted: true, reason: 'policy_always' });
    expect(await always.ask({ pageToken: 'a.b.c' })).toMatchObject({ reason: 'page_token_invalid' });
  });

  it('that was issued in an outage is honored until its grace is over, and no earlier one', async () => {
    const site = await openSite();
    const before = await site.page();
    site.fall();
    const [during = '', another = ''] = await site.pages(2);
    site.rise();
    expect(await site.ask({ pageToken: before })).toMatchObject({ reason: 'no_outage_seen' });
    expect(await site.ask({ pageToken: during })).toMatchObject({ accepted: true, reason: 'vendor_outage' });
    await vi.advanceTimersByTimeAsync(minute);
    expect(await site.ask({ pageToken: another })).toMatchObject({ reason: 'no_outage_seen' });
  });

  it('that was issued while one vendor of two was away is none of an outage', async () => {
    const site = await openSite({ sites: [tencentSite, aliyunSite] });
    site.fall('tencent');
    const early = await site.page();
    site.fall('aliyun');
    const during = await site.page();
    site.rise('tencent');
    site.rise('aliyun');
    expect(await site.ask({ pageToken: early })).toMatchObject({ reason: 'no_outage_seen' });
    expect(await site.ask({ pageToken: during })).toMatchObject({ accepted: true });
  });

  it('is needed for the grace, also where none is needed in the outage', async () => {
    const site = await openSite({ pageToken: 'off' });
    site.fall();
    expect(await site.ask()).toMatchObject({ accepted: true });
    site.rise();
    expect(await site.ask()).toMatchObject({ reason: 'no_outage_seen' });
  });

  it('says in the grace since when the outage must have been there, for whoever returns', async () => {
    const site = await openSite();
    const poolOf = async (passAt: 'before' | 'during', remoteIp: string) => {
      const before = await site.passToken({ remoteIp });
      await vi.advanceTimersByTimeAsync(11 * minute);
      site.fall();
      const pageToken = await site.page();
      const during = await site.passToken({ remoteIp });
      await vi.advanceTimersByTimeAsync(passAt === 'before' ? minute : 11 * minute);
      site.rise();
      await site.ask({ pageToken }, { remoteIp, passToken: passAt === 'before' ? before : during });
      return site.verdicts.at(-1)?.pool;
    };
    expect(await poolOf('before', '203.0.113.7')).toBe('returning');
    expect(await poolOf('during', '203.0.113.9')).toBe('others');
  });

  it('is dated by the store’s clock: that of the machine may be set', async () => {
    const site = await openSite();
    const pageToken = await site.page();
    vi.setSystemTime(Date.now() - 60 * minute);
    site.fall();
    expect(await site.ask({ pageToken })).toMatchObject({ accepted: true });
  });

  it('of another life of the store is worth nothing', async () => {
    const store = memoryStore();
    const past = { ...store, epoch: async () => ({ ...(await store.epoch()), name: 'past' }) };
    const pageToken = await (await openSite({ store: past })).page();
    const site = await openSite({ store, isNew: true });
    site.fall();
    await vi.advanceTimersByTimeAsync(minute);
    expect(await site.ask({ pageToken })).toMatchObject({ reason: 'page_token_invalid', next: 'reload' });
  });

  it.each([
    ['no session', { session: '' }],
    ['a session that is no text', { session: Buffer.from('session') }],
    ['no address', { remoteIp: undefined }],
    ['a name for an address', { remoteIp: 'localhost' }],
  ])('is not issued with %s', async (_, parts) => {
    const { verifier } = await openSite();
    const page = { action: 'login', session: 'session', remoteIp, ...parts };
    await expect(verifier.issuePageToken(page as never)).rejects.toThrow(
      new TypeError('issuePageToken: needs session, a text, and an address as remoteIp.'),
    );
  });

  it('is issued as often as a network asks', async () => {
    const { verifier } = await openSite();
    for (let i = 0; i < 100; i += 1)
      expect(await verifier.issuePageToken({ action: 'login', session: 'session', remoteIp })).toMatch(/^[\w.-]+$/);
  });
});
