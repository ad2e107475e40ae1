// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding, Round } from '../../../../src/server/evidence/ask-targets.js';
import { neverUpAfter } from '../../../../src/server/evidence/judge-round.js';
import { newRecord, type WatchRecord } from '../../../../src/server/evidence/record.js';
import { faultIncidents, roundIncidents } from '../../../../src/server/evidence/round-incidents.js';
import { SlidingCount } from '../../../../src/server/sliding-count.js';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'Date'] }));
afterEach(() => vi.useRealTimers());

const watched = { vendor: 'tencent', region: 'cn' } as const;
const spoiledAnswer = { target: { name: 'api' }, unwell: 'slow' } as unknown as Finding;
const goodAnswer = { target: { name: 'api' } } as unknown as Finding;

describe('a process that spoils answers of its own', () => {
  it('is told of from the fourth in a minute on, and not for good ones', () => {
    const spoiled = new SlidingCount();
    const told = () => faultIncidents(watched, [spoiledAnswer, goodAnswer], spoiled).map(({ kind }) => kind);
    expect([told(), told(), told()]).toEqual([[], [], []]);
    expect(told()).toEqual(['observer_unwell']);
    expect(told()).toEqual(['observer_unwell']);
    vi.advanceTimersByTime(120_000);
    expect(told()).toEqual([]);
  });
});

describe('a round that counts', () => {
  const day = 24 * 3_600_000;
  const told = (from: Partial<WatchRecord>, to: Partial<WatchRecord>, findings: object[] = []) =>
    roundIncidents(watched, { ...newRecord(0), ...from }, { ...newRecord(0), ...to }, {
      findings: findings.map((finding) => ({ target: { name: 'api' }, why: 'http_403', ...finding })),
      judgedAt: 10 * day,
    } as unknown as Round);

  it.each([
    ['not up, and never was', { answer: 'unknown', upAt: -Infinity }, true],
    ['not up, and was a moment ago', { answer: 'down', upAt: 10 * day - 1000 }, false],
    ['not up for as long as it may be', { answer: 'down', upAt: 10 * day - neverUpAfter }, false],
    ['not up for longer', { answer: 'down', upAt: 10 * day - neverUpAfter - 1 }, true],
    ['up', { answer: 'up', upAt: -Infinity }, false],
  ])('tells of a canary that is %s: %#', (_, finding, isTold) => {
    const incidents = told({}, {}, [finding]);
    const incident = { kind: 'canary_never_up', ...watched, canary: 'api', why: 'http_403', at: Date.now() };
    expect(incidents).toEqual(isTold ? [incident] : []);
  });

  it('tells of a change of state, of its reason, and of an outage that has admitted long enough', () => {
    expect(told({ state: 'outage' }, { state: 'outage', why: 'outage_limit' })).toEqual([]);
    const moved = { kind: 'state_changed', ...watched, from: 'outage', to: 'healthy', at: Date.now() };
    expect(told({ state: 'outage' }, { why: 'canaries_up' })).toEqual([{ ...moved, why: 'canaries_up' }]);
    expect(told({ state: 'outage' }, { why: 'outage_limit' })).toEqual([
      { ...moved, why: 'outage_limit' },
      { kind: 'outage_limit_reached', ...watched, at: Date.now() },
    ]);
  });
});
