// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  allowedRequests,
  mostUrgent,
  nextSlotAt,
  recentRequests,
} from '../../../../src/server/evidence/request-pace.js';
import { busiestMinute } from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

describe('requests', () => {
  it('are never more than 30 in any minute, whoever asks and when', () => {
    // Mostly as greedy as can be, after a quiet time now and then.
    const pause = fc.oneof({ weight: 20, arbitrary: fc.constant(2000) }, { weight: 1, arbitrary: fc.nat(60_000) });
    const ask = fc.record({ pause, burst: fc.nat(12) });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 300, size: 'max' }), (asks) => {
        let now = 1e12;
        let requests: number[] = [];
        const all: { at: number }[] = [];
        for (const { pause, burst } of asks) {
          now += pause;
          const allowed = allowedRequests(requests, now, burst);
          requests = [...recentRequests(requests, now), ...Array<number>(allowed).fill(now)];
          for (let one = 0; one < allowed; one++) all.push({ at: now });
        }
        expect(busiestMinute(all)).toBeLessThanOrEqual(30);
      }),
    );
  });

  it('may begin when the next slot says so, and not before', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60_000), { minLength: 1, maxLength: 30, size: 'max' }), (times) => {
        const requests = times.sort((a, b) => a - b).map((time) => 1e12 + time);
        const now = requests.at(-1) ?? 0;
        const slot = nextSlotAt(requests, now);
        expect(allowedRequests(requests, slot, 1)).toBe(1);
        expect(allowedRequests(requests, Math.max(now, slot - 20), 1)).toBe(slot === now ? 1 : 0);
      }),
    );
  });

  it('after a quiet time go to all canaries at once', () => {
    expect(allowedRequests([], 1e12, 5)).toBe(5);
    expect(allowedRequests([1e12], 1e12 + 6000, 5)).toBe(3);
    expect(allowedRequests([1e12], 1e12 + 1900, 5)).toBe(0);
  });

  it('begin again when so many of the last minute no longer count that one is free', () => {
    const atOnce = (count: number) => Array.from({ length: count }, (_, index) => 1e12 + index);
    expect(nextSlotAt(atOnce(30), 1e12 + 5000)).toBe(1e12 + 60_000);
    expect(nextSlotAt(atOnce(33), 1e12 + 5000)).toBe(1e12 + 60_003);
    expect(allowedRequests(atOnce(30), 1e12 + 60_000, 5)).toBe(1);
  });

  it('are not held up by those of a clock that was since set back', () => {
    const later = [1e12 + 3_600_000];
    expect(allowedRequests(later, 1e12, 5)).toBe(5);
    expect(nextSlotAt(later, 1e12)).toBe(1e12);
  });

  it('go first to the canary that is nearly proven down, then to the one that has waited longest', () => {
    const candidates = [
      { name: 'waiting', askedAt: 0, row: 0 },
      { name: 'down twice', askedAt: 9000, row: 2 },
      { name: 'down', askedAt: 9000, row: 1 },
      { name: 'fresh', askedAt: 9500, row: 0 },
    ];
    const order = mostUrgent(candidates, 11_000, 4).map(({ name }) => name);
    expect(order).toEqual(['down twice', 'down', 'waiting', 'fresh']);
    expect(mostUrgent(candidates, 11_000, 1)).toHaveLength(1);
  });
});
