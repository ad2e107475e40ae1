// @vitest-environment node
import { afterEach, expect, it, vi } from 'vitest';
import type { Canary } from '../../../../src/server/evidence/canaries.js';
import { createRegionNeeds } from '../../../../src/server/evidence/region-needs.js';
import { newRegion } from '../../../../src/server/evidence/region-record.js';
import { emptyRecord, type VendorRecord } from '../../../../src/server/evidence/vendor-record.js';

const start = Date.UTC(2026, 10, 21);
const canary = (name: string): Canary => ({ name, probe: () => Promise.resolve({ answer: 'up', why: 'ok' }) });
const needsOf = () => createRegionNeeds(new Map([['cn', [canary('api'), canary('script')]]]), start);

/** A record in which these canaries were asked then. */
function asked(times: Readonly<Record<string, number>>): VendorRecord {
  const canaries = Object.fromEntries(
    Object.entries(times).map(([name, askedAt]) => [name, { askedAt, downs: [], ups: 0, fell: false }]),
  );
  return { ...emptyRecord(), regions: { cn: { ...newRegion(start), canaries } } };
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('only the first suspicion wakes the canaries, and only for a region that is configured', () => {
  const needs = needsOf();
  expect(needs.suspect('cn', start)).toBe(true);
  expect(needs.suspect('cn', start + 1)).toBe(false);
  expect(needs.suspectedSince('cn')).toBe(start);
  expect(needs.suspect('intl', start)).toBe(false);
  expect(needs.suspectedSince('intl')).toBeUndefined();
});

it('a suspicion waits until every canary was asked, also one that nobody has asked before', () => {
  const needs = needsOf();
  needs.suspect('cn', start);
  needs.settle(asked({ api: start + 10 }), start + 10);
  expect(needs.suspectedSince('cn')).toBe(start);
  needs.settle(asked({ api: start + 10, script: start - 1 }), start + 10);
  expect(needs.suspectedSince('cn')).toBe(start);
  needs.settle(asked({ api: start + 10, script: start }), start + 10);
  expect(needs.suspectedSince('cn')).toBeUndefined();
});

it('the vendor is in use for ten minutes after the last sign of it', () => {
  const needs = needsOf();
  const inUse = (after: number) => needs.all(start + after).map(({ need }) => need.inUse);
  expect(inUse(0)).toEqual([false]);
  needs.used(start);
  expect(inUse(599_999)).toEqual([true]);
  expect(inUse(600_000)).toEqual([false]);
});

it.each([
  [0, 4],
  [0.5, 5],
  [1, 6],
])('with the random number %d a canary is asked every %d min', (drawn, minutes) => {
  vi.spyOn(Math, 'random').mockReturnValue(drawn);
  const needs = needsOf();
  needs.jitter();
  const [{ need } = { need: undefined }] = needs.all(start);
  expect(need?.period).toBeCloseTo(minutes * 60_000, 3);
});
