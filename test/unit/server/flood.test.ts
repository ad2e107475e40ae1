// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore } from '../../../src/server/store/memory-store.js';
import type { Verifier } from '../../../src/server/verifier.js';
import { addressOf, aliyunSite, fakeVendors, recoveryProof, tencentSite, verifierOver } from './fake-vendors.js';

const networks = 5000;
const minute = 60_000;

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') }));
afterEach(() => vi.useRealTimers());

const sessionOf = (n: number) => `session-${n}`;
const visitorOf = (n: number) => ({ remoteIp: addressOf(n), session: sessionOf(n) });

async function tokensFor(verifier: Verifier, from: number, count: number): Promise<string[]> {
  const tokens = [];
  for (let n = from; n < from + count; n += 1) tokens.push(await verifier.issuePageToken(visitorOf(n)));
  await vi.advanceTimersByTimeAsync(2500);
  return tokens;
}

/** How many of honest visitors, each with a fresh page token, an outage that begins now lets in during its first minute. */
async function admittedInOutage(verifier: Verifier, vendors: ReturnType<typeof fakeVendors>): Promise<number> {
  const first = 1_000_000;
  const tokens = await tokensFor(verifier, first, 60);
  vendors.fall('tencent');
  await verifier.verify(recoveryProof(), visitorOf(first));
  // Right after a suspicion that came to nothing it is half a minute until the next.
  await vi.advanceTimersByTimeAsync(45_000);
  let admitted = 0;
  for (const [i, pageToken] of tokens.entries()) {
    const { accepted } = await verifier.verify(recoveryProof({ pageToken }), visitorOf(first + i));
    if (accepted) admitted += 1;
  }
  return admitted;
}

describe('while the vendor is up', () => {
  it('100,000 forged proofs move no state, get nobody in, and cost an outage right after nothing', async () => {
    const store = memoryStore();
    const vendors = fakeVendors();
    const { verifier, incidents } = await verifierOver(vendors, { store });
    const stolen = await verifier.issuePageToken({ remoteIp: '203.0.113.9', session: 'victim' });
    const farmed = await tokensFor(verifier, 0, networks);
    const replayed = recoveryProof({ pageToken: farmed[0] ?? '' });
    const before = vendors.probes;
    const written = vi.spyOn(store, 'admit');
    const states = new Set<string>();
    const counts: Record<string, number> = {};

    for (let i = 0; i < 100_000; i += 1) {
      const n = i % networks;
      const [pageToken = ''] = [farmed[n]];
      const forged = [
        () => recoveryProof({ id: String(100_000_000 + i) }),
        () => recoveryProof(),
        () => recoveryProof({ pageToken }),
        () => recoveryProof({ pageToken: stolen }),
        () => replayed,
        () => recoveryProof({ pageToken, now: Date.now() - 7 * 24 * 3_600_000 }),
        () => recoveryProof({ pageToken, now: Date.now() + 7 * 24 * 3_600_000 }),
      ][i % 7];
      const remoteIp = i % 3 === 0 ? `2001:db8:${(i % 65_536).toString(16)}:${(i >> 4).toString(16)}::1` : addressOf(n);
      const verdict = await verifier.verify(forged?.(), { remoteIp, session: sessionOf(n) });
      expect(verdict.accepted).toBe(false);
      counts[verdict.reason] = (counts[verdict.reason] ?? 0) + 1;
      // Ten minutes of flood.
      if (i % 100 === 0) {
        await vi.advanceTimersByTimeAsync(600);
        for (const { state } of await verifier.state()) states.add(state);
      }
    }
    expect([...states].filter((state) => state !== 'healthy' && state !== 'suspected')).toEqual([]);
    expect(Object.keys(counts).sort()).toEqual(['expired', 'no_outage_seen', 'unknown_site']);
    expect(written).not.toHaveBeenCalled();
    expect(incidents.filter(({ kind }) => kind !== 'state_changed')).toEqual([]);
    // Ten minutes, one round of three targets in half a minute, however many proofs there were.
    expect(vendors.probes - before).toBeLessThanOrEqual((10 * 2 + 2) * 3);
    const afterFlood = await admittedInOutage(verifier, vendors);
    await verifier.close();

    const calm = fakeVendors();
    const { verifier: untouched } = await verifierOver(calm);
    await vi.advanceTimersByTimeAsync(11 * minute);
    expect(afterFlood).toBe(await admittedInOutage(untouched, calm));
    // Nobody has a pass token: half of thirty.
    expect(afterFlood).toBe(15);
    await untouched.close();
  }, 120_000);

  it('10,000 recovery tickets for the one vendor of two that is down get nobody in', async () => {
    const vendors = fakeVendors();
    const { verifier } = await verifierOver(vendors, { sites: [tencentSite, aliyunSite] });
    const tokens = await tokensFor(verifier, 0, 1000);
    vendors.fall('tencent');
    await verifier.verify(recoveryProof(), visitorOf(0));
    await vi.advanceTimersByTimeAsync(30_000);
    expect((await verifier.state()).map(({ state }) => state)).toEqual([
      'outage',
      expect.stringMatching(/healthy|suspected/),
    ]);
    const reasons = new Set<string>();
    for (let i = 0; i < 10_000; i += 1) {
      const pageToken = tokens[i % tokens.length] ?? '';
      reasons.add((await verifier.verify(recoveryProof({ pageToken }), visitorOf(i % tokens.length))).reason);
    }
    expect([...reasons]).toEqual(['no_outage_seen']);
    await verifier.close();
  }, 60_000);
});

describe('what is no evidence of an outage', () => {
  it.each([
    ['throttling', { answer: 'unknown', why: 'RequestLimitExceeded' }],
    ['an HTML page or 403', { answer: 'unknown', why: 'http_403' }],
  ] as const)('%s, for an hour', async (_, answer) => {
    const vendors = fakeVendors();
    const { verifier } = await verifierOver(vendors);
    vendors.probesSay('tencent', answer);
    const states = new Set<string>();
    for (let i = 0; i < 120; i += 1) {
      await verifier.verify(recoveryProof(), visitorOf(i));
      await vi.advanceTimersByTimeAsync(minute / 2);
      for (const { state } of await verifier.state()) states.add(state);
    }
    expect(states).not.toContain('outage');
    await verifier.close();
  });

  it('an overloaded process of our own', async () => {
    const vendors = fakeVendors();
    const { verifier } = await verifierOver(vendors);
    // It notices the end of a canary's time, and the time that its own look-up took, too late.
    vendors.fare('slow');
    vendors.probesSay('tencent', { answer: 'down', why: 'timeout' });
    for (let i = 0; i < 20; i += 1) {
      await verifier.verify(recoveryProof(), visitorOf(i));
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect((await verifier.state()).map(({ state }) => state)).not.toContain('outage');
    await verifier.close();
  });

  it('an egress that was never open', async () => {
    const vendors = fakeVendors();
    vendors.fall('tencent');
    const { verifier, incidents } = await verifierOver(vendors);
    for (let i = 0; i < 20; i += 1) {
      await verifier.verify(recoveryProof(), visitorOf(i));
      await vi.advanceTimersByTimeAsync(10_000);
    }
    expect((await verifier.state()).map(({ state }) => state)).not.toContain('outage');
    expect(incidents).toContainEqual(expect.objectContaining({ kind: 'canary_never_up', vendor: 'tencent' }));
    await verifier.close();
  });
});
