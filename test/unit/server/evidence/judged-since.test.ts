// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Declaration } from '../../../../src/server/evidence/declaration.js';
import { newRecord, type WatchRecord } from '../../../../src/server/evidence/record.js';
import { judgedSince } from '../../../../src/server/evidence/vendor-evidence.js';
import type { VendorWatch } from '../../../../src/server/evidence/vendor-watch.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

/** By the store's clock, in ms since 1970: the moment at which it is asked. */
const now = 1_800_000_000_000;

/** What is said of a ticket that could not be checked this long ago, in ms. */
function said(waited: number, record: Partial<WatchRecord> | undefined, declaration?: Partial<Declaration>) {
  vi.advanceTimersByTime(waited);
  const latest = record && {
    record: { ...newRecord(now), ...record },
    declaration: declaration && { mode: 'outage', since: now - 1000, until: now + 1000, reason: 'r', ...declaration },
    now: () => now,
    stored: (monotonicMs: number) => now + monotonicMs - performance.now(),
  };
  return judgedSince({ latest } as unknown as VendorWatch, performance.now() - waited);
}

describe('whether the canaries were asked since a ticket could not be checked', () => {
  it.each([
    ['nobody has looked yet', 59_999, 'pending'],
    ['nobody has looked for a minute', 60_000, 'all_up'],
  ] as const)('without any evidence: %s', (_, waited, answer) => {
    expect(said(waited, undefined)).toBe(answer);
  });

  it.each([
    ['before it', 5000, now - 5001, 'pending'],
    ['at that moment', 5000, now - 5000, 'all_up'],
    ['after it', 5000, now - 4999, 'all_up'],
    ['long before, and it has waited for almost a minute', 59_999, now - 100_000, 'pending'],
    ['long before, and it has waited for a minute', 60_000, now - 100_000, 'all_up'],
  ] as const)('they were judged %s', (_, waited, judgedAt, answer) => {
    expect(said(waited, { judgedAt })).toBe(answer);
  });

  it('a declaration leaves nothing to wait for, and its end does', () => {
    expect(said(10, { judgedAt: now - 100 }, {})).toBe('all_up');
    expect(said(10, { state: 'suspected', since: now }, {})).toBe('all_up');
    expect(said(10, { judgedAt: now - 100 }, { until: now })).toBe('pending');
  });

  it.each([
    ['just now', 0, 'row_open'],
    ['19.999 s ago', 19_999, 'row_open'],
    ['20 s ago', 20_000, 'all_up'],
  ] as const)('something was found down %s', (_, ago, answer) => {
    expect(said(10, { state: 'suspected', since: now - ago, downAt: now })).toBe(answer);
  });

  it.each([
    ['29.999 s', 29_999, 'healthy', 'all_up'],
    ['30 s', 30_000, 'healthy', 'pending'],
    ['5 s, and there is an outage', 5000, 'outage', 'pending'],
  ] as const)('a suspicion came to nothing within %s', (_, ago, state, answer) => {
    expect(said(10, { state, since: now - 1, downAt: now, clearedAt: now - ago, judgedAt: now - 100 })).toBe(answer);
  });
});
