// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAdmission } from '../../../../src/server/admission/admission.js';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import type { Store } from '../../../../src/server/store/store.js';
import { openSite, outageSince, remoteIp, signingSecrets, start, visitor } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the store', () => {
  const failing = (methods: (keyof Store)[]): Store => {
    const store = memoryStore();
    for (const method of methods) {
      Object.assign(store, { [method]: () => Promise.reject(new Error('away')) });
    }
    return store;
  };

  it.each([[['admit']], [['read']], [['read', 'write', 'claim', 'count', 'admit', 'epoch']]] as const)(
    'lets nobody in when %j fail, and nothing throws',
    async (methods) => {
      const site = openSite({ store: failing([...methods]), pageToken: 'off' });
      expect(await site.ask(outageSince(start))).toEqual({ admitted: false, reason: 'store_unavailable' });
    },
  );

  it('lets nobody in when it answers with a way that was not asked for', async () => {
    const store = memoryStore();
    vi.spyOn(store, 'admit').mockResolvedValue({ admitted: true, way: 9, tally: 1 });
    const site = openSite({ store, pageToken: 'off' });
    expect(await site.ask(outageSince(start))).toEqual({ admitted: false, reason: 'store_unavailable' });
  });

  it('is asked once for a human verdict, and keeps nothing of an address that is none', async () => {
    const { site } = await visitor();
    const read = vi.spyOn(site.store, 'read');
    const write = vi.spyOn(site.store, 'write');
    const count = vi.spyOn(site.store, 'count');
    await site.admission.countHuman({ action: 'login', remoteIp });
    expect(count.mock.lastCall?.[0]).toHaveLength(3);
    await site.admission.countHuman({ action: 'login', remoteIp: 'localhost' });
    expect(count.mock.lastCall?.[0]).toHaveLength(1);
    expect(read).not.toHaveBeenCalled();
    expect(write).not.toHaveBeenCalled();
  });

  it('does not hold up human verdicts when it is away', async () => {
    const site = openSite({ store: failing(['count', 'epoch']) });
    await site.admission.countHuman({ action: 'login', remoteIp });
    expect(await site.admission.issuePassToken()).toBeUndefined();
    await expect(site.page(remoteIp)).rejects.toThrow('away');
  });

  it('is asked for its epoch once in a while only', async () => {
    const store = memoryStore();
    const epoch = vi.spyOn(store, 'epoch');
    const site = openSite({ store });
    for (let i = 0; i < 100; i += 1) expect(await site.admission.issuePassToken()).toEqual(expect.any(String));
    vi.advanceTimersByTime(5000);
    await site.admission.issuePassToken();
    expect(epoch).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1);
    epoch.mockResolvedValue('renewed');
    await site.admission.issuePassToken();
    const token = (await site.admission.issuePassToken()) ?? '';
    expect(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()).toContain('"epoch":"renewed"');
  });

  it('goes on giving pass tokens while the store is away', async () => {
    const store = memoryStore();
    const site = openSite({ store });
    await site.admission.issuePassToken();
    vi.spyOn(store, 'epoch').mockRejectedValue(new Error('away'));
    vi.advanceTimersByTime(6000);
    expect(await site.admission.issuePassToken()).toEqual(expect.any(String));
  });

  it('holds up no pass token when it is silent', async () => {
    const store = memoryStore();
    const site = openSite({ store });
    await site.admission.issuePassToken();
    vi.spyOn(store, 'epoch').mockReturnValue(new Promise(() => {}));
    vi.advanceTimersByTime(6000);
    const given = vi.fn();
    void site.admission.issuePassToken().then(given);
    await vi.advanceTimersByTimeAsync(1);
    expect(given).toHaveBeenCalledWith(expect.any(String));
  });

  it('tries again for the rate of humans after a failure', async () => {
    const store = memoryStore();
    const site = openSite({ store, pageToken: 'off' });
    vi.spyOn(store, 'read').mockRejectedValueOnce(new Error('away'));
    expect(await site.ask(outageSince(start))).toMatchObject({ reason: 'store_unavailable' });
    expect(await site.ask(outageSince(start))).toMatchObject({ admitted: true });
  });

  it('is asked once for each decision', async () => {
    const { site, door, claim, passToken } = await visitor();
    await site.ask(door);
    await site.ask(outageSince(door.since), { ...claim, pageToken: undefined });
    await site.ask(door, claim);
    const calls = (['read', 'write', 'claim', 'release', 'count', 'epoch', 'admit'] as const).map((method) =>
      vi.spyOn(site.store, method),
    );
    const pageToken = await site.page(remoteIp);
    vi.advanceTimersByTime(5000);
    for (const call of calls) call.mockClear();
    expect(await site.ask(door, { ...claim, pageToken, passToken, subject: 'someone' })).toMatchObject({ tier: 'R' });
    expect(calls.flatMap((call) => call.mock.calls)).toHaveLength(1);
  });

  it('learns neither addresses nor subjects nor tokens nor sessions', async () => {
    const { site, door, claim } = await visitor();
    const seen: unknown[] = [];
    for (const method of ['read', 'write', 'claim', 'count', 'admit'] as const) {
      vi.spyOn(site.store, method).mockImplementation((...given: unknown[]) => {
        seen.push(given);
        return Promise.reject(new Error('only listening'));
      });
    }
    const listen = memoryStore();
    vi.spyOn(listen, 'admit').mockImplementation((request) => {
      seen.push(request);
      return Promise.resolve({ admitted: false, why: 'other_epoch' });
    });
    await site.admission.countHuman({ action: 'login', remoteIp });
    const admission = createAdmission({ store: listen, keys: signingSecrets });
    const ticket = site.ticket();
    await admission.admit({
      action: 'login',
      door,
      ticket,
      session: 'session',
      subject: 'someone@example.org',
      ...claim,
    });
    expect(seen.length).toBe(2);
    const text = JSON.stringify(seen);
    for (const secret of ['203.0.113', 'cb0071', 'someone', ticket.text, claim.pageToken, '"session"']) {
      expect(text).not.toContain(secret);
    }
  });
});
