// @vitest-environment node
import { describe, expect, it } from 'vitest';
import {
  type Declaration,
  type DeclarationMode,
  declarationTtl,
  type DeclareOptions,
  newDeclaration,
  viewState,
} from '../../../../src/server/evidence/declaration.js';
import { type CanaryRecord, newRegion, type RegionRecord } from '../../../../src/server/evidence/region-record.js';

const now = Date.UTC(2026, 10, 21);
const hour = 3_600_000;
const week = 7 * 24 * hour;
const reason = 'Status page is red';

/** What is declared after these steps; each is its moment, its mode and perhaps its end. */
function declared(...steps: (readonly [number, DeclarationMode, number?])[]): Declaration {
  let latest: Declaration | undefined;
  for (const [at, mode, until] of steps) {
    latest = newDeclaration(latest, mode, { reason, ...(until === undefined ? {} : { until }) }, at);
  }
  if (!latest) throw new Error('No step.');
  return latest;
}

const region = (news: Partial<RegionRecord> = {}): RegionRecord => ({
  ...newRegion(now - hour),
  why: 'canaries_up',
  ...news,
});
const canary = (news: Partial<CanaryRecord> = {}): CanaryRecord => ({
  askedAt: now,
  downs: [],
  ups: 0,
  fell: false,
  ...news,
});
const up = canary({ upAt: now - 1000, lastSure: 'up', ups: 3 });
const longGone = canary({ upAt: now - 25 * hour });

describe('a declaration is refused, and told why,', () => {
  it.each<[string, string, DeclareOptions, string]>([
    ['with an unknown mode', 'open', { reason, until: now + hour }, "the mode is 'outage', 'healthy' or 'automatic'"],
    ['without a reason', 'outage', { reason: '' }, 'reason is one line of 1 to 200 characters'],
    ['with an end of what has none', 'automatic', { reason, until: now + hour }, "'automatic' has no until"],
    ['with an end that is now', 'outage', { reason, until: now }, 'until is a time in the future, at most 7 days'],
    [
      'with an end after a week',
      'healthy',
      { reason, until: now + week + 1 },
      'until is a time in the future, at most 7 days',
    ],
  ])('%s', (_, mode, options, message) => {
    expect(() => newDeclaration(undefined, mode as DeclarationMode, options, now)).toThrow(`declare: ${message}`);
  });
});

describe('a declared outage', () => {
  it('may last a week', () => {
    expect(declared([now, 'outage', now + week]).until).toBe(now + week);
  });

  it('that is declared again when it is over is a new one', () => {
    const again = declared([now, 'outage', now + hour], [now + hour, 'outage']);
    expect(again).toMatchObject({ since: now + hour, outageEndedAt: now + hour });
  });

  it('that a person shuts gives no grace, not even when the canaries decide again', () => {
    const shut = declared([now, 'outage'], [now + 1000, 'healthy']);
    expect(viewState(region(), shut, now + 2000)).toMatchObject({ state: 'healthy', since: now + 1000 });
    const automatic = newDeclaration(shut, 'automatic', { reason }, now + 3000);
    expect(viewState(region(), automatic, now + 4000)).not.toHaveProperty('outageEndedAt');
    expect(viewState(region(), shut, shut.until)).not.toHaveProperty('outageEndedAt');
  });

  it('that is prolonged has not ended', () => {
    expect(declared([now, 'outage'], [now + 1000, 'outage'])).not.toHaveProperty('outageEndedAt');
  });

  it('that ended after one that the canaries saw has the later end, and the other way round', () => {
    const over = declared([now, 'outage', now + hour]);
    const endOf = (outageEndedAt: number) => viewState(region({ outageEndedAt }), over, now + 2 * hour).outageEndedAt;
    expect(endOf(now)).toBe(now + hour);
    expect(endOf(now + hour + 1000)).toBe(now + hour + 1000);
  });

  it('never was where a person only handed back to the canaries', () => {
    expect(viewState(region(), declared([now, 'automatic']), now + 1000)).not.toHaveProperty('outageEndedAt');
  });
});

it('the store keeps a declaration for an hour after its end', () => {
  expect(declarationTtl(declared([now, 'outage']), now)).toBe(7 * hour);
  expect(declarationTtl(declared([now, 'automatic']), now)).toBe(hour);
});

describe('the canaries decide', () => {
  it('by the clock of a process that is a little behind, too, when a person handed back to them', () => {
    const automatic = declared([now, 'automatic']);
    expect(viewState(region(), automatic, now - 500)).toMatchObject({ state: 'healthy', declared: false });
  });

  it('that a region is healthy for want of canaries that were ever up', () => {
    const whyOf = (canaries: RegionRecord['canaries']) => viewState(region({ canaries }), undefined, now).why;
    expect(whyOf({ api: canary(), script: longGone })).toBe('never_up');
    expect(whyOf({ api: up, script: longGone })).toBe('canaries_up');
  });

  it('nothing of a region that nobody has asked about yet', () => {
    expect(viewState(newRegion(now), undefined, now).why).toBe('not_asked_yet');
  });

  it('why a region is in an outage, though its canaries were last up a day ago', () => {
    const canaries = { api: longGone };
    const outage = region({ state: 'outage', why: 'api: ECONNREFUSED', canaries });
    expect(viewState(outage, undefined, now).why).toBe('api: ECONNREFUSED');
  });

  it('that budgets are halved when a canary is back in an outage, and in no other state', () => {
    const canaries = { api: { ...up, fell: true }, script: canary({ fell: true, lastSure: 'down' }) };
    const isHalved = (state: RegionRecord['state']) => viewState(region({ state, canaries }), undefined, now).halved;
    expect(isHalved('outage')).toBe(true);
    expect(isHalved('suspected')).toBe(false);
    expect(isHalved('healthy')).toBe(false);
  });
});
