// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../../../src/server/evidence/ask-targets.js';
import { faultIncidents } from '../../../../src/server/evidence/round-incidents.js';
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
