import type { RegionRecord } from './region-record.js';
import type { Candidate } from './request-pace.js';

/** What one process knows of a region beside the shared record. All times in ms since 1970. */
export interface RegionNeed {
  readonly region: string;
  /** Names of the canaries. */
  readonly canaries: readonly string[];
  /** Every canary must have been asked since then: the process has started, or somebody suspects the vendor. */
  readonly askedSince: number;
  readonly inUse: boolean;
  /** How often canaries are asked while nothing is suspected, in ms. */
  readonly period: number;
}

export interface DueCanary extends Candidate {
  readonly region: string;
  readonly canary: string;
}

/** While users are cut off the canaries have to stay up for it to last; in ms. */
const cutOffPeriod = 30_000;

/** Suspected or down: canaries are asked as often as the limit allows. */
export function isActive(record: RegionRecord | undefined): boolean {
  return record?.state === 'suspected' || record?.state === 'outage';
}

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

/** When the next canary of the region becomes due by the clock alone; Infinity for never. */
export function nextDueAt(need: RegionNeed, record: RegionRecord | undefined): number {
  return Math.min(...need.canaries.map((name) => dueAt(need, record, record?.canaries[name]?.askedAt ?? 0)));
}

function dueAt({ inUse, period }: RegionNeed, record: RegionRecord | undefined, askedAt: number): number {
  if (record?.state === 'cut_off') return askedAt + cutOffPeriod;
  return inUse ? askedAt + period : Infinity;
}
