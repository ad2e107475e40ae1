import { describe, expect, it, vi } from 'vitest';
import { backoffDelay } from '../../src/backoff.js';
import type { CaptchaEvent } from '../../src/index.js';
import { outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();
const pause = { firstMs: 250, factor: 2, capMs: 2000 };

describe('backoffDelay', () => {
  it('grows by the factor up to the cap', () => {
    expect([1, 2, 3, 4, 5, 6].map((attempt) => backoffDelay(pause, attempt, 1))).toEqual([
      250, 500, 1000, 2000, 2000, 2000,
    ]);
  });

  it('stays at the cap where the power is beyond all numbers', () => {
    expect(backoffDelay(pause, 5000, 1)).toBe(2000);
  });

  it('takes a share of the pause, in whole ms', () => {
    expect(backoffDelay(pause, 2, 0.5)).toBe(250);
    expect(backoffDelay(pause, 1, 0.333)).toBe(83);
    expect(backoffDelay(pause, 3, 0)).toBe(0);
  });
});

describe('the script loader', () => {
  it.each([
    ['half of each pause where chance is least', 0, [125, 250]],
    ['nearly all of it where chance is greatest', 0.9999, [250, 500]],
  ])('waits %s', async (_, chance, expected) => {
    vi.spyOn(Math, 'random').mockReturnValue(chance);
    page.network.answer('TJCaptcha', 'error');
    const pauses: (number | 'online' | null)[] = [];
    const onEvent = (event: CaptchaEvent) => {
      if (event.type === 'attempt_failed') pauses.push(event.retryInMs);
    };
    await outcomeOf(page.create({ onEvent }).verify());
    expect(pauses).toEqual([...expected, null]);
  });
});
