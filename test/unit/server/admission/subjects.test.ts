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
    expect(await site.ask(outageSince(start), { subject: 'another' })).toMatchObject({ stepUp: false });
    expect(await site.ask(outageSince(start))).toMatchObject({ stepUp: false });
  });
});
