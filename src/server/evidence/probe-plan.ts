import { ageRegion } from './age-region.js';
import { nextTrafficAt } from './follow-traffic.js';
import type { RegionNeed } from './region-needs.js';
import type { RegionRecord } from './region-record.js';
import { type Candidate, nextSlotAt } from './request-pace.js';
import type { VendorRecord } from './vendor-record.js';

export interface DueCanary extends Candidate {
  readonly region: string;
  readonly canary: string;
}

/** While users are cut off the canaries have to stay up for it to last; in ms. */
const cutOffPeriod = 30_000;
/** While a vendor is suspected or down the process that asked last goes on; others step in after this silence, in ms. */
const proberSilence = 6000;

/** The canaries of a region that are to be asked as soon as the limit allows. */
export function dueCanaries(need: RegionNeed, record: RegionRecord | undefined, now: number): DueCanary[] {
  const active = isActive(record);
  return need.canaries.flatMap((canary) => {
    const known = record?.canaries[canary];
    const { askedAt = 0 } = known ?? {};
    const due = active || askedAt < need.askedSince || dueAt(need, record, askedAt) <= now;
    const row = record?.state === 'suspected' ? (known?.downs.length ?? 0) : 0;
    return due ? [{ region: need.region, canary, askedAt, row }] : [];
  });
}

/** When the process named `me` should have its next round, in ms since 1970; Infinity for not at all. */
export function nextRoundAt(
  record: VendorRecord,
  needs: readonly RegionNeed[],
  requests: readonly number[],
  me: string,
  now: number,
): number {
  const isFollowed = record.prober !== me && Math.abs(now - record.savedAt) < proberSilence;
  const stepInAt = isFollowed ? record.savedAt + proberSilence * (1 + Math.random() / 2) : -Infinity;
  let at = Infinity;
  for (const need of needs) {
    const stored = record.regions[need.region];
    const region = stored && ageRegion(stored, now);
    // Time alone has ended a state: somebody has to store it and tell.
    let wanted = region === stored ? Infinity : now;
    if (dueCanaries(need, region, now).length > 0) wanted = Math.min(wanted, nextSlotAt(requests, now));
    for (const name of need.canaries) {
      const time = dueAt(need, region, region?.canaries[name]?.askedAt ?? 0);
      // One that is due already waits for its slot.
      if (time > now) wanted = Math.min(wanted, time);
    }
    if (need.inUse) wanted = Math.min(wanted, nextTrafficAt(record.traffic[need.region]));
    // A region that only this process suspects waits for nobody: the one that is followed does not know of it.
    at = Math.min(at, isActive(region) ? Math.max(wanted, stepInAt) : wanted);
  }
  return at;
}

/** Suspected or down: canaries are asked as often as the limit allows. */
function isActive(record: RegionRecord | undefined): boolean {
  return record?.state === 'suspected' || record?.state === 'outage';
}

/** When a canary becomes due by the clock alone. */
function dueAt({ inUse, period }: RegionNeed, record: RegionRecord | undefined, askedAt: number): number {
  if (record?.state === 'cut_off') return askedAt + cutOffPeriod;
  return inUse ? askedAt + period : Infinity;
}
