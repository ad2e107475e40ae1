import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLifetime } from '../../../src/page/lifetime.js';
import { createScreenDeadline } from '../../../src/session/screen-deadline.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function begin(isUnconfirmed = false) {
  const life = createLifetime();
  const screen = { isUnconfirmed };
  const missedAt: number[] = [];
  const began = performance.now();
  const deadline = createScreenDeadline(
    life,
    () => screen.isUnconfirmed,
    () => missedAt.push(performance.now() - began),
  );
  return { life, screen, missedAt, deadline };
}

describe('the time to get a challenge on screen', () => {
  it('is missed once, when it is over', () => {
    const { deadline, missedAt } = begin();
    deadline.start(6000);
    vi.advanceTimersByTime(60000);
    expect(missedAt).toEqual([6000]);
  });

  it('tells how much of it is left', () => {
    const { deadline } = begin();
    deadline.start(6000);
    vi.advanceTimersByTime(2500);
    expect(deadline.left()).toBe(3500);
  });

  it('is not missed once it was stopped, or its turn is over', () => {
    for (const stop of ['stop', 'end']) {
      const { deadline, life, missedAt } = begin();
      deadline.start(6000);
      if (stop === 'stop') deadline.stop();
      else life.end();
      vi.advanceTimersByTime(60000);
      expect(missedAt, stop).toEqual([]);
      expect(vi.getTimerCount()).toBe(0);
    }
  });

  it('goes on to 20 s of the turn where something unconfirmed is on screen, and no further', () => {
    const { deadline, missedAt } = begin(true);
    deadline.start(6000);
    vi.advanceTimersByTime(6000);
    expect(deadline.left()).toBe(14000);
    vi.advanceTimersByTime(60000);
    expect(missedAt).toEqual([20000]);
  });

  it('looks at the screen when the time is up, not before', () => {
    const { deadline, screen, missedAt } = begin(true);
    deadline.start(6000);
    vi.advanceTimersByTime(5999);
    screen.isUnconfirmed = false;
    vi.advanceTimersByTime(1);
    expect(missedAt).toEqual([6000]);
  });

  it('that was stopped while it went on is not missed', () => {
    const { deadline, missedAt } = begin(true);
    deadline.start(6000);
    vi.advanceTimersByTime(10000);
    deadline.stop();
    vi.advanceTimersByTime(60000);
    expect(missedAt).toEqual([]);
  });

  it('is not made longer where it begins after the first 20 s of the turn', () => {
    const { deadline, missedAt } = begin(true);
    vi.advanceTimersByTime(30000);
    deadline.start(6000);
    vi.advanceTimersByTime(60000);
    expect(missedAt).toEqual([36000]);
  });
});
