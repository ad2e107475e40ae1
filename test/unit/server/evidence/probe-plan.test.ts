// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';
import { dueCanaries, nextRoundAt } from '../../../../src/server/evidence/probe-plan.js';
import type { RegionNeed } from '../../../../src/server/evidence/region-needs.js';
import { type CanaryRecord, newRegion, type RegionRecord } from '../../../../src/server/evidence/region-record.js';
import { emptyRecord, type VendorRecord } from '../../../../src/server/evidence/vendor-record.js';

const now = Date.UTC(2026, 10, 21);
const period = 300_000;
const idle: RegionNeed = { region: 'cn', canaries: ['api'], askedSince: -Infinity, inUse: false, period };
const inUse: RegionNeed = { ...idle, inUse: true };

const asked = (askedAt: number): CanaryRecord => ({ askedAt, upAt: askedAt, downs: [], ups: 1, fell: false });

function region(state: RegionRecord['state'], askedAt: number): RegionRecord {
  return { ...newRegion(now - 10_000), state, lastDownAt: now - 3000, canaries: { api: asked(askedAt) } };
}

function record(cn: RegionRecord, prober = 'me', savedAt = now - 3000): VendorRecord {
  const minute = Math.floor(now / 60_000);
  const traffic = { cn: { minute, recent: [], humans: 0, tokens: 0, learned: 0 } };
  return { ...emptyRecord(), prober, savedAt, regions: { cn }, traffic };
}

const names = (need: RegionNeed, known: RegionRecord, at = now) =>
  dueCanaries(need, known, at).map(({ canary }) => canary);

/** When the process `me` has its next round, from now, in ms. */
const pause = (known: VendorRecord, need = idle) => nextRoundAt(known, [need], [], 'me', now) - now;

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a canary', () => {
  it('is asked when its period is over, in the round that was planned for it', () => {
    const known = region('healthy', now - 250_000);
    const at = nextRoundAt(record(known), [inUse], [], 'me', now);
    expect(at).toBe(now + 50_000);
    expect(names(inUse, known, at - 1)).toEqual([]);
    expect(names(inUse, known, at)).toEqual(['api']);
  });

  it('that is due at this very moment waits until the limit allows it', () => {
    const known = record(region('healthy', now - period));
    expect(nextRoundAt(known, [inUse], [], 'me', now)).toBe(now);
    expect(nextRoundAt(known, [inUse], [now - 500], 'me', now)).toBeGreaterThan(now + 1000);
  });

  it('that was asked in the moment in which somebody suspects the vendor is not asked again', () => {
    const known = region('healthy', now);
    expect(names({ ...idle, askedSince: now }, known)).toEqual([]);
    expect(names({ ...idle, askedSince: now + 1 }, known)).toEqual(['api']);
  });

  it('that is new is asked at once in a region whose others are known already', () => {
    const need = { ...inUse, canaries: ['api', 'script'] };
    expect(names(need, region('healthy', now - 1000))).toEqual(['script']);
    expect(pause(record(region('healthy', now - 1000)), need)).toBeLessThanOrEqual(0);
    expect(dueCanaries(need, region('suspected', now - 1000), now)).toContainEqual(
      expect.objectContaining({ canary: 'script', row: 0 }),
    );
  });
});

describe('while a vendor is suspected or down', () => {
  const states = ['suspected', 'outage'] as const;

  it.each(states)('(%s) the process that asked last goes on', (state) => {
    expect(pause(record(region(state, now - 3000)))).toBeLessThanOrEqual(0);
  });

  it.each(states)('(%s) the others wait until it has been silent for 6 s, and 3 s more at most', (state) => {
    const known = record(region(state, now - 3000), 'another');
    const pauses = [0, 0.25, 0.5, 0.999].map((drawn) => {
      vi.spyOn(Math, 'random').mockReturnValue(drawn);
      return pause(known);
    });
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(3000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(6000);
    // Not all in the same moment.
    expect(new Set(pauses).size).toBe(4);
  });

  it.each([6000, 7000, 60_000, -60_000])('another steps in when the record was saved %i ms ago', (ago) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    expect(pause(record(region('outage', now - 3000), 'another', now - ago))).toBeLessThanOrEqual(0);
  });
});

it('who suspects a healthy vendor waits for no other process', () => {
  const known = record(region('healthy', now - 3000), 'another');
  expect(pause(known, { ...idle, askedSince: now })).toBeLessThanOrEqual(0);
});
