// @vitest-environment node
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Marks, upName } from '../../../../src/server/evidence/marks.js';

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => void vi.useRealTimers());
const later = (ms: number) => vi.advanceTimersByTime(ms);
/** A store's clock has nothing to do with ours. */
const stored = () => 77_000_000 + performance.now();

it('what never happened is told by nobody', () => {
  const marks = new Marks();
  expect(marks.at('up')).toBe(-Infinity);
  expect(marks.toTell(performance.now())).toEqual({});
  marks.learn({}, stored(), performance.now());
  expect(marks.toTell(performance.now())).toEqual({});
});

it('what happened is told by its age until the store knows it', () => {
  const marks = new Marks();
  const at = performance.now();
  marks.set('up', 1000);
  later(300);
  expect(marks.toTell(performance.now())).toEqual({ up: 300 });
  later(300);
  expect(marks.toTell(performance.now())).toEqual({ up: 600 });
  marks.learn({ up: stored() - 600 }, stored(), performance.now());
  expect(marks.toTell(performance.now())).toEqual({});
  expect(marks.at('up')).toBe(at);
});

it('what happens again is told at a bounded rate', () => {
  const marks = new Marks();
  marks.set('up', 1000);
  marks.learn({ up: stored() }, stored(), performance.now());
  later(999);
  marks.set('up', 1000);
  expect(marks.toTell(performance.now())).toEqual({});
  later(1);
  marks.set('up', 1000);
  expect(marks.toTell(performance.now())).toEqual({ up: 0 });
});

it('what happens while the store is asked is told the next time', () => {
  const marks = new Marks();
  marks.set('suspected', 0);
  const sentAt = performance.now();
  later(10);
  marks.set('suspected', 0);
  later(10);
  marks.learn({ suspected: stored() - 20 }, stored() - 20, sentAt);
  expect(marks.toTell(performance.now())).toEqual({ suspected: 10 });
});

it('what others know is learnt, and not told back', () => {
  const marks = new Marks();
  marks.set('up', 1000);
  later(5000);
  marks.learn({ up: stored() - 100 }, stored(), performance.now());
  expect(marks.at('up')).toBe(performance.now() - 100);
  expect(marks.toTell(performance.now())).toEqual({});
});

it.each<[string, Record<string, number>]>([
  ['is emptied', {}],
  ['has gone back to what it was', { up: 1 }],
])('a store that %s is told again', (_, known) => {
  const marks = new Marks();
  marks.set('up', 1000);
  marks.learn({ up: stored() }, stored(), performance.now());
  later(9000);
  expect(marks.toTell(performance.now())).toEqual({});
  marks.learn(known, stored(), performance.now());
  expect(marks.toTell(performance.now())).toEqual({ up: 9000 });
});

it('a store that rounds its times is told nothing again', () => {
  const marks = new Marks();
  marks.set('up', 1000);
  marks.learn({ up: stored() - 5000 }, stored(), performance.now());
  expect(marks.toTell(performance.now())).toEqual({});
});

it('each target has a mark of its own', () => {
  expect(upName('api')).toBe('up api');
});
