import { ageRegion, isEligible, isLimitSpent } from './age-region.js';
import { afterDown, afterUnknown, afterUp, withoutFalls, withoutUps } from './canary-record.js';
import type { ProbeAnswer } from './probe-result.js';
import type { CanaryRecord, RegionRecord } from './region-record.js';

/** What moves a region's state. `at` in ms since 1970. */
export type RegionEvent =
  | { type: 'answer'; canary: string; answer: ProbeAnswer; why: string; askedAt: number; at: number }
  /** Human verdicts have fallen though visitors keep coming. */
  | { type: 'cut_off'; at: number }
  | { type: 'cut_off_over'; why: string; at: number };

/** An outage takes this many *downs* of one canary in a row, within 15 s, */
const downsForOutage = 3;
/** the first and the last asked for at least this far apart, in ms. */
const downsSpan = 4000;
/** It is over when every canary was up this many times, */
const upsForHealthy = 3;
/** the first and the last at least this far apart, in ms. */
const upsSpan = 10_000;
/** Users are cut off only while each canary's last *up* is no older, in ms. */
const cutOffFreshness = 120_000;

/**
 * The state machine: pure, and the same for every process that shares a store.
 *
 * @param canaries names of those that are asked now; any other that the record has has no say
 */
export function reduceRegion(before: RegionRecord, event: RegionEvent, canaries: readonly string[]): RegionRecord {
  const { at } = event;
  const region = { ...ageRegion(before, at), at };
  switch (event.type) {
    case 'answer':
      return answered(region, event, canaries);
    case 'cut_off':
      return cutOff(region, at, canaries);
    case 'cut_off_over':
      return region.state === 'cut_off' ? moved(region, 'healthy', event.why) : region;
  }
}

function answered(
  region: RegionRecord,
  { canary, answer, why, askedAt, at }: RegionEvent & { type: 'answer' },
  canaries: readonly string[],
): RegionRecord {
  const previous = region.canaries[canary];
  const having = (one: CanaryRecord, others = region.canaries) => ({
    ...region,
    canaries: { ...others, [canary]: one },
  });
  if (answer === 'up') return onUp(having(afterUp(previous, askedAt, at)), canaries);
  // Never up, so never evidence: an egress allow-list must not open the door for ever.
  if (answer === 'unknown' || !isEligible(previous, at)) return having(afterUnknown(previous, askedAt));
  const one = afterDown(previous, askedAt);
  return onDown({ ...having(one, withoutUps(region.canaries)), lastDownAt: at }, one, `${canary}: ${why}`);
}

function onDown(region: RegionRecord, { downs, askedAt }: CanaryRecord, why: string): RegionRecord {
  switch (region.state) {
    case 'healthy':
    case 'cut_off':
      return isLimitSpent(region) ? region : moved(region, 'suspected', why);
    case 'suspected': {
      const enough = downs.length >= downsForOutage && askedAt - (downs[0] ?? askedAt) >= downsSpan;
      return enough ? moved(region, 'outage', why) : region;
    }
    case 'outage':
      return region;
  }
}

function onUp(region: RegionRecord, canaries: readonly string[]): RegionRecord {
  const eligible = canaries.map((name) => region.canaries[name]).filter((one) => isEligible(one, region.at));
  // After an outage one *up* is not enough, also when nobody saw its end.
  const whole =
    region.state === 'outage' || region.outageSpentMs > 0
      ? eligible.every(hasRecovered)
      : eligible.every((one) => one.lastSure === 'up');
  if (!whole || eligible.length === 0 || region.state === 'cut_off') return region;
  const healed = { ...region, canaries: withoutFalls(region.canaries), outageSpentMs: 0, why: 'canaries_up' };
  switch (region.state) {
    case 'healthy':
      return healed;
    case 'suspected':
      return moved(healed, 'healthy', healed.why);
    case 'outage':
      return { ...moved(healed, 'healthy', healed.why), outageEndedAt: region.at };
  }
}

function hasRecovered({ ups, upAt = 0, firstUpAt = Infinity }: CanaryRecord): boolean {
  return ups >= upsForHealthy && upAt - firstUpAt >= upsSpan;
}

function cutOff(region: RegionRecord, at: number, canaries: readonly string[]): RegionRecord {
  const allUp = canaries.length > 0 && canaries.every((name) => isFreshlyUp(region.canaries[name], at));
  if (region.state === 'cut_off') {
    return allUp ? { ...region, cutOffSeenAt: at } : moved(region, 'healthy', 'canaries_not_up');
  }
  const may = allUp && region.state === 'healthy' && region.outageSpentMs === 0;
  return may ? { ...moved(region, 'cut_off', 'human_verdicts_fell'), cutOffSeenAt: at } : region;
}

function isFreshlyUp(canary: CanaryRecord | undefined, at: number): boolean {
  return canary?.upAt !== undefined && canary.lastSure === 'up' && at - canary.upAt <= cutOffFreshness;
}

function moved(region: RegionRecord, state: RegionRecord['state'], why: string): RegionRecord {
  return { ...region, state, since: region.at, why };
}
