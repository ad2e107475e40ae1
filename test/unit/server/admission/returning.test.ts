// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import { minute, openSite, start } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const remoteIp = '203.0.113.7';

/** Under which budget somebody is let in. */
async function poolOf(site: Awaited<ReturnType<typeof openSite>>, context: object) {
  const [pageToken] = await site.pages(1);
  const verdict = await site.ask({ pageToken }, context);
  return verdict.accepted ? site.verdicts.at(-1)?.pool : verdict.reason;
}

describe('somebody with a pass token', () => {
  it('returns when it is ten minutes older than the outage, to the ms', async () => {
    const site = await openSite();
    const early = await site.passToken({ remoteIp });
    await vi.advanceTimersByTimeAsync(1);
    const late = await site.passToken({ remoteIp });
    await vi.advanceTimersByTimeAsync(10 * minute - 1);
    site.fall();
    expect(await poolOf(site, { passToken: early, remoteIp })).toBe('returning');
    expect(await poolOf(site, { passToken: late, remoteIp })).toBe('others');
    // It gets no older by the outage's going on.
    await vi.advanceTimersByTimeAsync(60 * minute);
    expect(await poolOf(site, { passToken: late, remoteIp })).toBe('others');
  });

  it('is held by the last of the vendors that fell, when there are two', async () => {
    const site = await openSite();
    const passToken = await site.passToken({ remoteIp });
    site.fall('aliyun', { since: Date.now() - 30 * minute });
    await vi.advanceTimersByTimeAsync(5 * minute);
    site.fall('tencent');
    expect(await poolOf(site, { passToken, remoteIp })).toBe('others');
  });

  it.each([
    ['from the same network', { subject: undefined, remoteIp: '203.0.113.250' }, 'returning'],
    ['from another network, for the same subject', { subject: 'ann', remoteIp: '198.51.100.1' }, 'returning'],
    ['from another network, for another subject', { subject: 'bob', remoteIp: '198.51.100.1' }, 'others'],
    ['from another network', { remoteIp: '198.51.100.1' }, 'others'],
  ])('that was issued to ann at 203.0.113.7 comes %s', async (_, context, pool) => {
    const site = await openSite();
    const passToken = await site.passToken({ remoteIp, subject: 'ann' });
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    expect(await poolOf(site, { passToken, ...context })).toBe(pool);
  });

  it('that was issued to nobody in particular is not everybody’s', async () => {
    const site = await openSite();
    const passToken = await site.passToken({ remoteIp });
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    for (const subject of [undefined, '', 'ann'])
      expect(await poolOf(site, { passToken, subject, remoteIp: '198.51.100.1' })).toBe('others');
  });

  it('uses it three times a day, and is one of the others beyond that', async () => {
    const site = await openSite();
    const passToken = await site.passToken({ remoteIp });
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    const pools = [];
    for (let i = 0; i < 4; i += 1) pools.push(await poolOf(site, { passToken, remoteIp }));
    expect(pools).toEqual(['returning', 'returning', 'returning', 'others']);
    await vi.advanceTimersByTimeAsync(25 * 60 * minute);
    expect(await poolOf(site, { passToken, remoteIp })).toBe('returning');
  });

  it.each(['nonsense', 7, null, 'a.b.c'])('that is %j is one of the others', async (passToken) => {
    const site = await openSite();
    site.fall();
    expect(await poolOf(site, { passToken, remoteIp })).toBe('others');
  });

  it('of another life of the store is one of the others', async () => {
    const store = memoryStore();
    const site = await openSite({
      store: { ...store, epoch: async () => ({ ...(await store.epoch()), name: 'past' }) },
    });
    const passToken = await site.passToken({ remoteIp });
    const now = await openSite({ store });
    now.fall();
    expect(await poolOf(now, { passToken, remoteIp })).toBe('others');
  });
});
