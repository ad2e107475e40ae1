// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecoveryClaim } from '../../../../src/server/admission/admission.js';
import type { Door } from '../../../../src/server/admission/door.js';
import { minute, openSite, outageSince, remoteIp, start } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('networks', () => {
  const always = () => outageSince(Date.now(), { pageTokenNeeded: false });
  const admitted = async (site: ReturnType<typeof openSite>, addresses: string[]) => {
    let count = 0;
    for (const remoteIp of addresses) {
      const answer = await site.ask(always(), { remoteIp });
      if (answer.admitted) count += 1;
      else expect(answer).toMatchObject({ reason: 'rate_limited', retryAfterMs: expect.any(Number) as number });
    }
    return count;
  };
  const times = (count: number, address: (i: number) => string) => Array.from({ length: count }, (_, i) => address(i));
  /** A site so large that only the networks' budgets count. */
  const largeSite = async () => {
    const site = openSite({ pageToken: 'off' });
    await site.store.write(`rate:${start}:login`, '10000', 100 * 60 * minute);
    const { ask } = site;
    return { ...site, ask: (_: Door, claim: Partial<RecoveryClaim> = {}) => ask(outageSince(start), claim) };
  };

  it.each([
    ['an IPv4 address', () => '203.0.113.7', 5],
    ['an IPv4 /24', (i: number) => `203.0.113.${i}`, 15],
    ['an IPv6 /64', (i: number) => `2001:db8:1:1::${i.toString(16)}`, 5],
    ['an IPv6 /48', (i: number) => `2001:db8:1:${i.toString(16)}::1`, 15],
    ['an IPv4 address, written in two ways', (i: number) => (i % 2 ? '203.0.113.7' : '::ffff:cb00:7107'), 5],
  ])('let in from %s what one household needs', async (_, address, count) => {
    expect(await admitted(await largeSite(), times(40, address))).toBe(count);
  });

  it('have room again after a minute', async () => {
    const site = await largeSite();
    await admitted(
      site,
      times(9, () => remoteIp),
    );
    vi.advanceTimersByTime(61_000);
    expect(
      await admitted(
        site,
        times(9, () => remoteIp),
      ),
    ).toBe(5);
  });

  it('let in twice as many as had passed in the best minute of the last day', async () => {
    const site = await largeSite();
    const pass = async (count: number) => {
      for (let i = 0; i < count; i += 1) await site.admission.countHuman({ action: 'login', remoteIp });
      vi.advanceTimersByTime(2 * minute);
    };
    await pass(9);
    await pass(4);
    await pass(2);
    expect(
      await admitted(
        site,
        times(40, () => remoteIp),
      ),
    ).toBe(18);
    vi.advanceTimersByTime(24 * 60 * minute);
    expect(
      await admitted(
        site,
        times(40, () => remoteIp),
      ),
    ).toBe(18);
    vi.advanceTimersByTime(7 * 60 * minute);
    expect(
      await admitted(
        site,
        times(40, () => remoteIp),
      ),
    ).toBe(5);
  });

  it('let in more from three humans a minute on, and from no other network for it', async () => {
    const site = await largeSite();
    for (let i = 0; i < 3; i += 1) await site.admission.countHuman({ action: 'login', remoteIp });
    const from = (address: string) =>
      admitted(
        site,
        times(40, () => address),
      );
    expect(await from(remoteIp)).toBe(6);
    expect(await from('198.51.100.1')).toBe(5);
  });

  it('count a best minute from its last return', async () => {
    const site = await largeSite();
    for (let day = 0; day < 2; day += 1) {
      for (let i = 0; i < 9; i += 1) await site.admission.countHuman({ action: 'login', remoteIp });
      vi.advanceTimersByTime(23 * 60 * minute);
    }
    expect(
      await admitted(
        site,
        times(40, () => remoteIp),
      ),
    ).toBe(18);
  });

  it('let in six times as many from a /24 as had passed there in its best minute', async () => {
    const site = await largeSite();
    for (let i = 0; i < 4; i += 1) await site.admission.countHuman({ action: 'login', remoteIp: `203.0.113.${i}` });
    expect(
      await admitted(
        site,
        times(60, (i) => `203.0.113.${i + 100}`),
      ),
    ).toBe(24);
  });

  it.each([undefined, '', 'localhost', '203.0.113.7, 10.0.0.1'])(
    'are refused when the address is %j',
    async (address) => {
      const site = openSite({ pageToken: 'off' });
      expect(await site.ask(outageSince(start), { remoteIp: address })).toEqual({
        admitted: false,
        reason: 'address_invalid',
      });
    },
  );
});
