import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLifetime } from '../../../src/page/lifetime.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the end of a lifetime', () => {
  it('runs what was deferred, once each and in order', () => {
    const life = createLifetime();
    const acts: number[] = [];
    for (const number of [1, 2, 3]) life.defer(() => acts.push(number));
    life.end();
    life.end();
    expect(acts).toEqual([1, 2, 3]);
    expect(life.over).toBe(true);
  });

  it('runs each act once where an act ends it again, and all of them before that act goes on', () => {
    const life = createLifetime();
    const acts: string[] = [];
    life.defer(() => acts.push('first'));
    life.defer(() => {
      acts.push('second begins');
      life.end();
      acts.push('second ends');
    });
    life.defer(() => acts.push('third'));
    life.end();
    expect(acts).toEqual(['first', 'second begins', 'third', 'second ends']);
  });

  it('comes with that of its parent, and leaves the parent alone', () => {
    const parent = createLifetime();
    const early = createLifetime(parent);
    const late = createLifetime(parent);
    early.end();
    expect(parent.over).toBe(false);
    parent.end();
    expect(late.over).toBe(true);
    expect(createLifetime(parent).over).toBe(true);
  });

  it('takes timers and listeners along, those too that are begun afterwards', () => {
    const life = createLifetime();
    const act = vi.fn();
    const begin = () => {
      life.after(10, act);
      life.soon(act);
      life.every(10, act);
      life.listen(document, 'click', act);
    };
    begin();
    life.end();
    begin();
    expect(vi.getTimerCount()).toBe(0);
    document.dispatchEvent(new Event('click'));
    expect(act).not.toHaveBeenCalled();
  });
});

describe('what is deferred', () => {
  it('can be taken back', () => {
    const life = createLifetime();
    const act = vi.fn();
    life.defer(act)();
    life.end();
    expect(act).not.toHaveBeenCalled();
  });

  it('runs at once where the end has come', () => {
    const life = createLifetime();
    const act = vi.fn();
    life.end();
    life.defer(act);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('is taken back by an earlier act also while the end is on', () => {
    const life = createLifetime();
    const act = vi.fn();
    life.defer(() => forget());
    const forget = life.defer(act);
    life.end();
    expect(act).not.toHaveBeenCalled();
  });
});
