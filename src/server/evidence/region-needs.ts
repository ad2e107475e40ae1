import type { Canary } from './canaries.js';
import type { VendorRecord } from './vendor-record.js';

/** What one process wants to know of a region, beside the shared record. All times in ms since 1970. */
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

export interface RegionNeeds {
  all(now: number): { readonly need: RegionNeed; readonly canaries: readonly Canary[] }[];
  /** False when somebody suspects it already, or nobody can. */
  suspect(region: string, now: number): boolean;
  suspectedSince(region: string): number | undefined;
  used(now: number): void;
  /** Drops what was waited for and has been asked, by whichever process. */
  settle(record: VendorRecord, now: number): void;
  /** Draws a new pause for the time in which nothing is suspected, so that processes do not stay in step. */
  jitter(): void;
}

/** Canaries are asked this often while nothing is suspected, in ms, give or take a fifth. */
const period = 300_000;
/** "In use" lasts so long after the last sign of it, in ms. */
const usedFor = 600_000;
/** A round by any process, no older than this, also is this process's first, in ms. */
const firstRoundAge = 60_000;

export function createRegionNeeds(regions: ReadonlyMap<string, readonly Canary[]>, startedAt: number): RegionNeeds {
  const starting = new Set(regions.keys());
  const wokenAt = new Map<string, number>();
  let lastUsedAt = -Infinity;
  let jittered = period;

  const all: RegionNeeds['all'] = (now) =>
    [...regions].map(([region, canaries]) => {
      const firstRound = starting.has(region) ? startedAt - firstRoundAge : -Infinity;
      const need: RegionNeed = {
        region,
        canaries: canaries.map(({ name }) => name),
        askedSince: Math.max(firstRound, wokenAt.get(region) ?? -Infinity),
        inUse: now - lastUsedAt < usedFor,
        period: jittered,
      };
      return { need, canaries };
    });

  return {
    all,
    suspect: (region, now) => {
      if (wokenAt.has(region) || !regions.has(region)) return false;
      wokenAt.set(region, now);
      return true;
    },
    suspectedSince: (region) => wokenAt.get(region),
    used: (now) => {
      lastUsedAt = now;
    },
    settle: (record, now) => {
      for (const { need } of all(now)) {
        const asked = need.canaries.map((name) => record.regions[need.region]?.canaries[name]?.askedAt ?? -Infinity);
        if (Math.min(...asked) < need.askedSince) continue;
        starting.delete(need.region);
        wokenAt.delete(need.region);
      }
    },
    jitter: () => {
      jittered = period * (0.8 + 0.4 * Math.random());
    },
  };
}
