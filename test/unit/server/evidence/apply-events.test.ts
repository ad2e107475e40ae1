// @vitest-environment node
import { expect, it } from 'vitest';
import { applyEvents } from '../../../../src/server/evidence/apply-events.js';
import { type RegionEvent, reduceRegion } from '../../../../src/server/evidence/reduce-region.js';
import { newRegion } from '../../../../src/server/evidence/region-record.js';

const start = Date.UTC(2026, 10, 21);
const day = 24 * 3_600_000;
const canaries = ['api', 'script'];

const answer = (canary: string, given: 'up' | 'down', askedAt: number, at = askedAt): RegionEvent => ({
  type: 'answer',
  canary,
  answer: given,
  why: given === 'down' ? 'timeout' : 'ok',
  askedAt,
  at,
});

const seenUp = canaries.reduce(
  (region, canary) => reduceRegion(region, answer(canary, 'up', start), canaries),
  newRegion(start),
);

const apply = (now: number, ...events: RegionEvent[]) => applyEvents('tencent', 'cn', seenUp, events, canaries, now);

it('the canary that is down first is the one that is told, whichever was asked first', () => {
  const asked = start + 60_000;
  const slow = answer('api', 'down', asked, asked + 3000);
  const fast = answer('script', 'down', asked, asked + 100);
  const { region, incidents } = apply(asked + 3000, slow, fast);
  const told = { to: 'suspected', why: 'script: timeout', at: asked + 100 };
  expect(incidents).toMatchObject([told]);
  expect(region).toMatchObject({ state: 'suspected', why: told.why, since: told.at, at: asked + 3000 });
});

it('a canary whose last up is 24 h ago is evidence, and after that is told as one that never was up', () => {
  const within = apply(start + day, answer('api', 'down', start + day));
  expect(within.region.state).toBe('suspected');
  expect(within.incidents.map(({ kind }) => kind)).toEqual(['state_changed']);
  const past = apply(start + day + 1, answer('api', 'down', start + day + 1));
  expect(past.region.state).toBe('healthy');
  expect(past.incidents).toMatchObject([{ kind: 'canary_never_up', canary: 'api', why: 'timeout' }]);
});
