// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { isSuspicion, nextRoundAt, type Wishes } from '../../../../src/server/evidence/next-round.js';
import { newRecord, type WatchRecord } from '../../../../src/server/evidence/record.js';

const now = 1_000_000_000;
const minute = 60_000;
const record = (news: Partial<WatchRecord>): WatchRecord => ({ ...newRecord(now - minute), ...news });
const wishes = (news: Partial<Wishes> = {}): Wishes => ({
  suspectedAt: -Infinity,
  begunAt: -Infinity,
  usedAt: -Infinity,
  ...news,
});
const next = (news: Partial<WatchRecord>, wished?: Partial<Wishes>, jitter = 0.5) =>
  nextRoundAt(record(news), wishes(wished), jitter) - now;

describe('the next round is due', () => {
  it.each<[string, Partial<WatchRecord>, number]>([
    ['two seconds after a suspicion’s first', { roundAt: now, since: now }, 2000],
    ['four after it', { roundAt: now + 2000, since: now }, 4000],
    ['six after it', { roundAt: now + 4000, since: now }, 6000],
    ['and then after ten more', { roundAt: now + 6000, since: now }, 16_000],
    ['and ten again', { roundAt: now + 16_000, since: now }, 26_000],
    ['two seconds after one that took its time', { roundAt: now + 3250, since: now }, 5250],
    ['at once when an outage has lapsed', { roundAt: now - 9000, since: now }, 0],
  ])('%s', (_, news, due) => {
    expect(next({ state: 'suspected', ...news })).toBe(due);
  });

  it('ten seconds after the last one in an outage', () => {
    expect(next({ state: 'outage', roundAt: now, since: now + 100 }, { suspectedAt: now })).toBe(10_000);
  });

  it('at once by a suspicion, or half a minute after the last one was cleared', () => {
    expect(next({ roundAt: now - minute }, { suspectedAt: now })).toBe(0);
    expect(next({ roundAt: now - minute, clearedAt: now - 20_000 }, { suspectedAt: now })).toBe(10_000);
    expect(next({ roundAt: now - minute, clearedAt: now - 40_000 }, { suspectedAt: now })).toBe(0);
  });

  it('not by a suspicion that was looked into', () => {
    expect(next({ roundAt: now }, { suspectedAt: now })).toBe(Infinity);
    expect(isSuspicion(record({ roundAt: now }), wishes({ suspectedAt: now }))).toBe(false);
    expect(isSuspicion(record({ roundAt: now }), wishes({ suspectedAt: now + 1 }))).toBe(true);
  });

  it('at once for a process that begins, unless one is a minute old at most', () => {
    expect(next({}, { begunAt: now })).toBe(0);
    expect(next({ roundAt: now - minute - 1 }, { begunAt: now })).toBe(0);
    expect(next({ roundAt: now - minute }, { begunAt: now })).toBe(Infinity);
  });

  it.each([
    [0, 4],
    [0.5, 5],
    [1, 6],
  ])('every five minutes, give or take one, while in use (%d)', (jitter, minutes) => {
    expect(next({ roundAt: now }, { usedAt: now }, jitter)).toBeCloseTo(minutes * minute);
  });

  it('while in use, which is ten minutes long', () => {
    expect(next({ roundAt: now + 5 * minute }, { usedAt: now })).toBe(10 * minute);
    expect(next({ roundAt: now + 5 * minute + 1 }, { usedAt: now })).toBe(Infinity);
  });

  it('never within two seconds of the last one', () => {
    expect(next({ roundAt: now }, { suspectedAt: now + 1 })).toBe(2000);
  });
});
