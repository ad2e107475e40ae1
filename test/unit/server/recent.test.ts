// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Recent } from '../../../src/server/recent.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what was lately told', () => {
  it('is known for its time at least, and for twice as long at most', () => {
    const recent = new Recent<number>({ keepMs: 1000, capacity: 10 });
    for (let at = 0; at < 5000; at += 100) {
      recent.set(`at ${at}`, at);
      for (let age = 0; age <= Math.min(at, 3000); age += 100) {
        const known = recent.get(`at ${at - age}`) !== undefined;
        if (age < 1000) expect(known).toBe(true);
        if (age >= 2000) expect(known).toBe(false);
      }
      vi.advanceTimersByTime(100);
    }
  });

  it('is all forgotten after a long calm', () => {
    const recent = new Recent<number>({ keepMs: 1000, capacity: 10 });
    recent.set('one', 1);
    vi.advanceTimersByTime(2000);
    expect(recent.get('one')).toBeUndefined();
  });

  it('takes no more than twice its room in a flood, and forgets the oldest', () => {
    const recent = new Recent<number>({ keepMs: 1000, capacity: 10 });
    for (let i = 0; i < 1000; i += 1) recent.set(`${i}`, i);
    const known = Array.from({ length: 1000 }, (_, i) => i).filter((i) => recent.get(`${i}`) === i);
    expect(known.length).toBeLessThanOrEqual(20);
    expect(known.length).toBeGreaterThanOrEqual(10);
    expect(known.at(-1)).toBe(999);
    expect(known[0]).toBe(1000 - known.length);
  });

  it('takes a flood as quickly as a few', () => {
    vi.useRealTimers();
    const recent = new Recent<number>({ keepMs: 60_000, capacity: 50_000 });
    const started = performance.now();
    for (let i = 0; i < 200_000; i += 1) {
      recent.set(`${i}`, i);
      // Some come again, and are the newest then.
      if (i % 10 === 0) recent.set(`${i >> 1}`, i);
    }
    // A quarter of a second; one that looks for the oldest from the beginning takes twelve.
    expect(performance.now() - started).toBeLessThan(5000);
    expect([recent.get('199999'), recent.get('99999'), recent.get('99995')]).toEqual([199_999, undefined, 199_990]);
  });

  it('can be taken back, and told anew', () => {
    const recent = new Recent<number>({ keepMs: 1000, capacity: 10 });
    recent.set('one', 1);
    vi.advanceTimersByTime(1000);
    recent.set('two', 2);
    expect(recent.get('one')).toBe(1);
    recent.delete('one');
    recent.delete('two');
    expect([recent.get('one'), recent.get('two')]).toEqual([undefined, undefined]);
    recent.set('one', 3);
    expect(recent.get('one')).toBe(3);
  });
});
