// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import type { Store } from '../../../../src/server/store/store.js';
import { minute, openSite, start } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

const remoteIp = '203.0.113.7';

/** A store that notes every call. */
function noted(store: Store) {
  const calls: [string, unknown][] = [];
  const note =
    <A extends unknown[], R>(name: string, method: (...given: A) => R) =>
    (...given: A): R => {
      calls.push([name, given]);
      return method(...given);
    };
  const every = Object.entries(store).map(([name, method]) => [name, note(name, method as () => unknown)]);
  return { calls, store: Object.fromEntries(every) as Store };
}

describe('the store', () => {
  it('is asked once for a decision', async () => {
    const { store, calls } = noted(memoryStore());
    const site = await openSite({ store });
    const passToken = await site.passToken({ remoteIp });
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    const pageToken = await site.page();
    calls.length = 0;
    const context = { remoteIp, passToken, subject: 'someone' };
    expect(await site.ask({ pageToken }, context)).toMatchObject({ accepted: true });
    expect(calls.map(([name]) => name)).toEqual(['admit']);
    // What is spent is known for as long as it could come again: a ticket for two days, a page token for its half hour.
    const [, [{ once }]] = calls[0] as [string, [{ once: { ttlMs: number }[] }]];
    expect(once.map(({ ttlMs }) => ttlMs)).toEqual([48 * 60 * minute + 1000, 31 * minute]);
  });

  it('is not asked at all for a real ticket, nor before everything else is in order', async () => {
    const { store, calls } = noted(memoryStore());
    const site = await openSite({ store, pageToken: 'required' });
    calls.length = 0;
    await site.passToken();
    await site.ask();
    site.fall();
    await site.ask();
    await site.ask({ pageToken: 'a.b.c' });
    // The epoch, for the pass token and beside.
    expect(calls.filter(([name]) => name !== 'epoch')).toEqual([]);
    expect(calls.length).toBeLessThanOrEqual(1);
  });

  it('learns neither addresses nor subjects nor tokens nor sessions nor tickets', async () => {
    const { store, calls } = noted(memoryStore());
    const site = await openSite({ store });
    const passToken = await site.passToken({ remoteIp, subject: 'someone@example.org' });
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    const pageToken = await site.page();
    const ticket = site.ticket();
    await site.ask({ pageToken, ticket }, { remoteIp, passToken, subject: 'someone@example.org' });
    const text = JSON.stringify(calls);
    expect(text).toContain('subject:');
    for (const secret of ['203.0.113', 'cb0071', 'someone', ticket, pageToken, passToken, '"session"'])
      expect(text).not.toContain(secret);
  });

  it('has the same names for things from one version to the next', async () => {
    const { store, calls } = noted(memoryStore());
    const site = await openSite({ store });
    const passToken = await site.passToken({ remoteIp });
    await vi.advanceTimersByTimeAsync(10 * minute);
    site.fall();
    const pageToken = await site.page();
    const ticket = 'trerror_1001_190000001_1795264000';
    await site.ask({ pageToken, ticket }, { remoteIp, passToken, subject: 'someone' });
    const names = JSON.stringify(calls).match(/(?<="key":")[^"]+/g) ?? [];
    const known = names.map((name) => name.replace(/^(page|pass):[\w-]{22}$/, '$1:…'));
    expect([...new Set(known)].sort()).toMatchInlineSnapshot(`
      [
        "budget:all:login",
        "budget:others:login",
        "budget:others_hour:login",
        "budget:returning:login",
        "page:…",
        "pass:…",
        "share:others:B5llJAKSzQ1ZCw88QdRbL7:login",
        "share:returning:B5llJAKSzQ1ZCw88QdRbL7:login",
        "subject:86JxGZ6aMk8hd3XrL7fTIV",
        "ticket:v1a1LwKn6mlTgJOOkCGWKZbAxWcBpMUZuAgt7ZCiCrs",
      ]
    `);
  });

  it('away lets nobody in unchecked, and real tickets go on', async () => {
    const gone = () => Promise.reject(new Error('gone'));
    const site = await openSite({ store: { ...memoryStore(), admit: gone, epoch: gone } });
    expect(
      await site.verifier.verify(
        { v: 1, vendor: 'tencent', id: '190000001', ticket: 't03', randstr: '@a' },
        { action: 'login', remoteIp },
      ),
    ).toEqual({
      accepted: true,
      assurance: 'human',
      reason: 'passed',
      requestId: expect.any(String) as string,
    });
    await expect(site.page()).rejects.toMatchObject({ code: 'store_unreachable' });
    const always = await openSite({ store: { ...memoryStore(), admit: gone }, login: { acceptRecovery: 'always' } });
    const verdict = await always.ask();
    expect(verdict).toMatchObject({ reason: 'store_unavailable', next: 'retry', retryAfterMs: 1000 });
  });

  it('that lets somebody in by a way that is none lets nobody in', async () => {
    const odd = () => Promise.resolve({ admitted: true as const, way: 7, tally: 0 });
    const site = await openSite({ store: { ...memoryStore(), admit: odd }, login: { acceptRecovery: 'always' } });
    expect(await site.ask()).toMatchObject({ accepted: false, reason: 'store_unavailable' });
  });

  it('is asked for its epoch once in a while only, and what it last said goes on while it is away', async () => {
    const store = memoryStore();
    const epoch = vi.fn<Store['epoch']>(() => store.epoch());
    const site = await openSite({ store: { ...store, epoch }, isNew: true });
    await vi.advanceTimersByTimeAsync(0);
    for (let i = 0; i < 100; i += 1) await site.pages(1);
    expect(epoch.mock.calls.length).toBeLessThanOrEqual(41);
    epoch.mockRejectedValue(new Error('away'));
    await vi.advanceTimersByTimeAsync(6000);
    expect(await site.page()).toEqual(expect.any(String));
    expect(await site.passToken()).toEqual(expect.any(String));
  });
});
