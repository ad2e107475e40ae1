// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { minute, openSite, outageSince, start } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('subjects', () => {
  it('ask for a step up from the third time in ten minutes, and are never refused', async () => {
    const site = openSite({ pageToken: 'off' });
    const steps: unknown[] = [];
    for (const wait of [0, 60_000, 60_000, 60_000, 11 * minute]) {
      vi.advanceTimersByTime(wait);
      const answer = await site.ask(outageSince(start), { subject: 'someone' });
      steps.push(answer.admitted && answer.stepUp);
    }
    expect(steps).toEqual([false, false, true, true, false]);
  });

  it('are counted each for itself', async () => {
    const site = openSite({ pageToken: 'off' });
    const steps: unknown[] = [];
    for (const subject of ['someone', 'someone', 'another', 'someone', 'another', 'another']) {
      const answer = await site.ask(outageSince(start), { subject });
      steps.push(answer.admitted && answer.stepUp);
    }
    expect(steps).toEqual([false, false, false, true, false, true]);
  });

  it.each([[undefined], [null], [''], [7], [{}]])('are none when given as %j', async (subject) => {
    const site = openSite({ pageToken: 'off' });
    for (let i = 0; i < 5; i += 1) {
      expect(await site.ask(outageSince(start), { subject })).toMatchObject({ stepUp: false });
    }
  });
});
