// @vitest-environment node
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openSite, start } from './open-site.js';

beforeEach(() => void vi.useFakeTimers({ now: start }));
afterEach(() => void vi.useRealTimers());

it('nothing hostile in tokens, session and subject lets anybody in in an outage', async () => {
  const site = await openSite();
  site.fall();
  const anything = fc.anything({ withNullPrototype: true, withSparseArray: true });
  const huge = 'x'.repeat(100_000);
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(anything, fc.constant(huge)),
      fc.record({ passToken: anything, session: fc.oneof(anything, fc.constant(huge)), subject: anything }),
      async (pageToken, context) => {
        const verdict = await site.ask({ pageToken: pageToken as string }, context as object);
        expect(verdict.accepted).toBe(false);
        expect(verdict.reason).toMatch(/^page_token_(missing|invalid)$/);
      },
    ),
    { numRuns: 300 },
  );
});
