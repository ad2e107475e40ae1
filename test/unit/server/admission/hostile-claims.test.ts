// @vitest-environment node
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { id, openSite, outageSince, recovery, start } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('admit', () => {
  it('never rejects, whatever it is given, and lets nobody in for it', async () => {
    const site = openSite();
    const anything = fc.anything({ withNullPrototype: true, withSparseArray: true });
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          pageToken: anything,
          passToken: anything,
          remoteIp: fc.oneof(anything, fc.ipV4()),
          session: anything,
          subject: anything,
        }),
        fc.oneof(fc.string(), fc.constant(`trerror_1001_${id}_1795264000`)),
        async (claim, text) => {
          const answer = await site.ask(outageSince(start), { ...claim, ticket: recovery(text) });
          expect(answer.admitted).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes no more than it needs of what is hostile in size', async () => {
    const site = openSite();
    const huge = 'x'.repeat(1_000_000);
    const claim = { pageToken: huge, passToken: huge, subject: huge, session: huge };
    expect(await site.ask(outageSince(start), claim)).toEqual({ admitted: false, reason: 'page_token_invalid' });
    expect(await site.ask(outageSince(start), { ticket: recovery(huge) })).toMatchObject({ reason: 'malformed' });
  });
});
