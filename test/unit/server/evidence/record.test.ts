// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  agedRecord,
  evidenceLasts,
  newRecord,
  parseRecord,
  withoutFuture,
  type WatchRecord,
} from '../../../../src/server/evidence/record.js';

const now = 1_000_000_000;
const record = (news: Partial<WatchRecord>): WatchRecord => ({ ...newRecord(now), ...news });

it('a new record is healthy, and has seen nothing', () => {
  const never = { roundAt: 0, judgedAt: 0, clearedAt: 0, downAt: 0, endedAt: 0, spentMs: 0 };
  const nothing = { allUp: { count: 0, since: 0 }, rows: {} };
  expect(newRecord(now)).toEqual({
    version: 2,
    state: 'healthy',
    since: now,
    why: 'not_asked_yet',
    ...never,
    ...nothing,
  });
});

describe('by time alone', () => {
  it('what is healthy stays so', () => {
    const healthy = record({});
    expect(agedRecord(healthy, now + 1e9)).toBe(healthy);
  });

  it.each<[string, Partial<WatchRecord>, number]>([
    ['30 s after it began', { since: now }, now + evidenceLasts],
    ['30 s after its last down', { since: now, downAt: now + 5000 }, now + 5000 + evidenceLasts],
  ])('a suspicion ends %s', (_, news, end) => {
    const suspected = record({ state: 'suspected', ...news });
    expect(agedRecord(suspected, end - 1)).toBe(suspected);
    expect(agedRecord(suspected, end)).toMatchObject({
      state: 'healthy',
      since: end,
      why: 'no_evidence',
      clearedAt: end,
    });
  });

  it('an outage is suspected 30 s after its last down, and 30 s later healthy', () => {
    const outage = record({ state: 'outage', since: now, judgedAt: now + 10_000, downAt: now + 10_000, spentMs: 7 });
    const end = now + 10_000 + evidenceLasts;
    expect(agedRecord(outage, end - 1)).toBe(outage);
    const lapsed = { state: 'suspected', since: end, why: 'evidence_lost', endedAt: end, spentMs: 7 + evidenceLasts };
    expect(agedRecord(outage, end)).toMatchObject(lapsed);
    expect(agedRecord(outage, end + evidenceLasts - 1)).toMatchObject(lapsed);
    expect(agedRecord(outage, end + evidenceLasts)).toMatchObject({ state: 'healthy', endedAt: end });
  });

  it('the time of an outage counts from its beginning, when it was judged before', () => {
    const outage = record({ state: 'outage', since: now, judgedAt: now - 1000, downAt: now });
    expect(agedRecord(outage, now + evidenceLasts).spentMs).toBe(evidenceLasts);
  });
});

describe('a stored record', () => {
  const stored = record({ rows: { api: [now] }, allUp: { count: 1, since: now }, endedAt: now, clearedAt: now });

  it('is read as it was written', () => {
    expect(parseRecord(JSON.stringify(stored))).toEqual(stored);
  });

  it.each(Object.keys(stored))('is none without its %s', (name) => {
    expect(parseRecord(JSON.stringify({ ...stored, [name]: undefined }))).toBeUndefined();
    expect(parseRecord(JSON.stringify({ ...stored, [name]: [] }))).toBeUndefined();
  });

  it.each([{}, { count: 1 }, { since: now }])('is none with %j for its rounds that were all up', (allUp) => {
    expect(parseRecord(JSON.stringify({ ...stored, allUp }))).toBeUndefined();
  });

  it.each(['cut_off', 'open', ''])('is none in the state %j', (state) => {
    expect(parseRecord(JSON.stringify({ ...stored, state }))).toBeUndefined();
  });

  it('has no time ahead of now, when the clock was set back', () => {
    const all = { since: now, roundAt: now, judgedAt: now, clearedAt: now, downAt: now, endedAt: now };
    const before = record({ ...all, rows: { api: [now - 9000, now] }, allUp: { count: 3, since: now } });
    const then = now - 5000;
    const past = { since: then, roundAt: then, judgedAt: then, clearedAt: then, downAt: then, endedAt: then };
    expect(withoutFuture(before, then)).toEqual(
      record({ ...past, rows: { api: [now - 9000, then] }, allUp: { count: 3, since: then } }),
    );
    expect(withoutFuture(before, now)).toEqual(before);
  });
});
