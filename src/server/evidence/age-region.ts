import type { CanaryRecord, RegionRecord } from './region-record.js';

/** A canary that was not up for this long is no evidence, in ms. */
export const neverUpAfter = 24 * 3_600_000;
/** An automatic outage admits no longer than this until a recovery was seen, in ms. */
export const outageLimit = 6 * 3_600_000;
/** Without a *down* for this long nothing shows any more that the vendor is down, in ms. */
export const evidenceLasts = 30_000;
/** Users count as cut off no longer than this after the traffic last showed it, in ms. */
const cutOffLasts = 180_000;
/** ... and no longer than this in all; then the traffic is the new normal. */
const cutOffLimit = 6 * 3_600_000;

/** Whether this canary's *down* would be evidence. */
export function isEligible(canary: CanaryRecord | undefined, at: number): canary is CanaryRecord {
  return canary?.upAt !== undefined && at - canary.upAt <= neverUpAfter;
}

/** The outage limit was reached and no recovery has been seen since. */
export function isLimitSpent(region: RegionRecord): boolean {
  return region.outageSpentMs >= outageLimit;
}

/**
 * What a region's state has become by the passing of time alone. Readers apply it too, so that a state which nobody
 * keeps up, because the prober died, ends by itself and at the same moment for all.
 */
export function ageRegion(region: RegionRecord, at: number): RegionRecord {
  switch (region.state) {
    case 'healthy':
      return region;
    case 'suspected':
      return ended(region, lastEvidence(region) + evidenceLasts, at, 'no_evidence');
    case 'cut_off': {
      const unseen = ended(region, (region.cutOffSeenAt ?? region.since) + cutOffLasts, at, 'no_evidence');
      return unseen === region ? ended(region, region.since + cutOffLimit, at, 'cut_off_limit') : unseen;
    }
    case 'outage': {
      const limitAt = region.since + outageLimit - region.outageSpentMs;
      const lostAt = (region.lastDownAt ?? region.since) + evidenceLasts;
      const endedAt = Math.min(limitAt, lostAt);
      if (at < endedAt) return region;
      const outageSpentMs = region.outageSpentMs + endedAt - region.since;
      const over = { ...region, since: endedAt, outageEndedAt: endedAt, outageSpentMs };
      return limitAt <= lostAt
        ? { ...over, state: 'healthy', why: 'outage_limit' }
        : ageRegion({ ...over, state: 'suspected', why: 'evidence_lost' }, at);
    }
  }
}

function lastEvidence({ lastDownAt = -Infinity, since }: RegionRecord): number {
  return Math.max(lastDownAt, since);
}

function ended(region: RegionRecord, endedAt: number, at: number, why: string): RegionRecord {
  return at < endedAt ? region : { ...region, state: 'healthy', since: endedAt, why };
}
