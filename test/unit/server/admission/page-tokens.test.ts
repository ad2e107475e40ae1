// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import { minute, openSite, outageSince, remoteIp, start, visitor } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('page tokens', () => {
  it('are spent when somebody is let in, and not before', async () => {
    const { site, door, claim } = await visitor();
    const ticket = site.ticket();
    await site.ask(door, { ...claim, ticket });
    expect(await site.ask(door, claim)).toEqual({ admitted: false, reason: 'page_token_spent' });
    const pageToken = await site.page(remoteIp);
    vi.advanceTimersByTime(5000);
    expect(await site.ask(door, { ...claim, ticket, pageToken })).toEqual({ admitted: false, reason: 'replayed' });
    expect(await site.ask(door, { ...claim, pageToken })).toMatchObject({ admitted: true });
  });

  it('are spent for as long as they would be good', async () => {
    const site = openSite();
    const pageToken = await site.page(remoteIp);
    const ask = () => site.ask(outageSince(start), { remoteIp, pageToken });
    vi.advanceTimersByTime(2000);
    expect(await ask()).toMatchObject({ admitted: true });
    vi.advanceTimersByTime(30 * minute - 2000);
    expect(await ask()).toEqual({ admitted: false, reason: 'page_token_spent' });
    vi.advanceTimersByTime(1);
    expect(await ask()).toEqual({ admitted: false, reason: 'page_token_expired' });
  });

  it('carry the reason and the wait into the answer', async () => {
    const site = openSite();
    const pageToken = await site.page(remoteIp);
    const ask = (more = {}) => site.ask(outageSince(start), { remoteIp, pageToken, ...more });
    expect(await ask()).toEqual({ admitted: false, reason: 'page_token_too_new', retryAfterMs: 2000 });
    vi.advanceTimersByTime(5000);
    expect(await ask({ session: 'another' })).toEqual({ admitted: false, reason: 'page_token_invalid' });
    expect(await ask({ action: 'signup' })).toEqual({ admitted: false, reason: 'page_token_invalid' });
    vi.advanceTimersByTime(30 * minute);
    expect(await ask()).toEqual({ admitted: false, reason: 'page_token_expired' });
  });

  it('of another epoch are worth nothing, and so are pass tokens', async () => {
    const past = openSite({ store: { ...memoryStore(), epoch: () => Promise.resolve('past') } });
    const old = { page: await past.page(remoteIp), pass: await past.admission.issuePassToken() };
    const { site } = await visitor();
    const now = outageSince(Date.now());
    expect(await site.ask(now, { remoteIp, pageToken: old.page })).toEqual({
      admitted: false,
      reason: 'page_token_invalid',
    });
    const pageToken = await site.page(remoteIp);
    vi.advanceTimersByTime(5000);
    expect(await site.ask(now, { remoteIp, pageToken, passToken: old.pass })).toMatchObject({ tier: 'N' });
  });

  it('are issued ten times a minute to a network, and to others meanwhile', async () => {
    const site = openSite();
    for (let i = 0; i < 10; i += 1) await site.page(`203.0.113.${i}`);
    await expect(site.page('203.0.113.200')).rejects.toThrow(
      new RangeError('issuePageToken: the network has had its share of this minute.'),
    );
    await site.page('203.0.114.1');
    vi.advanceTimersByTime(minute);
    await site.page('203.0.113.200');
  });

  it.each([
    ['no session', { session: '' }],
    ['a session that is no text', { session: Buffer.from('session') }],
    ['no address', { remoteIp: undefined }],
    ['a name for an address', { remoteIp: 'localhost' }],
    ['no action', { action: undefined }],
  ])('are not issued with %s', async (_, parts) => {
    const page = { action: 'login', session: 'session', remoteIp, inOutage: false, ...parts };
    await expect(openSite().admission.issuePageToken(page as never)).rejects.toThrow(
      new TypeError('issuePageToken: needs action, session and an address as remoteIp.'),
    );
  });
});
