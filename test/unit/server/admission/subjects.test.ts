// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { minute, openSite, start } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

describe('a subject', () => {
  it('is asked for a step up from the third time in ten minutes, and is never refused', async () => {
    const site = await openSite({ pageToken: 'off' });
    site.fall();
    const steps = [];
    for (const wait of [0, minute, minute, minute, 11 * minute]) {
      await vi.advanceTimersByTimeAsync(wait);
      const verdict = await site.ask({}, { subject: 'someone' });
      steps.push(verdict.accepted && 'next' in verdict && verdict.next);
    }
    expect(steps).toEqual([false, false, 'step_up', 'step_up', false]);
  });

  it('is counted by itself', async () => {
    const site = await openSite({ pageToken: 'off' });
    site.fall();
    const steps = [];
    for (const subject of ['ann', 'ann', 'bob', 'ann', 'bob', 'bob']) {
      steps.push('next' in (await site.ask({}, { subject })));
    }
    expect(steps).toEqual([false, false, false, true, false, true]);
  });

  it.each([[undefined], [null], [''], [7], [{}]])('is none when given as %j', async (subject) => {
    const site = await openSite({ pageToken: 'off' });
    site.fall();
    for (let i = 0; i < 5; i += 1) expect(await site.ask({}, { subject: subject as never })).not.toHaveProperty('next');
  });
});
