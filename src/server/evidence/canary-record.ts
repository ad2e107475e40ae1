import type { CanaryRecord, RegionRecord } from './region-record.js';

/** *Downs* in a row count while the first and the last were asked for no further apart, in ms. */
const rowWindow = 15_000;

export function afterUp(previous: CanaryRecord | undefined, askedAt: number, at: number): CanaryRecord {
  const run = previous && previous.ups > 0 ? previous : undefined;
  return {
    askedAt,
    upAt: at,
    lastSure: 'up',
    downs: [],
    ups: (run?.ups ?? 0) + 1,
    firstUpAt: run?.firstUpAt ?? at,
    fell: previous?.fell ?? false,
  };
}

/** A *down* that is evidence. */
export function afterDown(previous: CanaryRecord, askedAt: number): CanaryRecord {
  const row = previous.downs.filter((time) => askedAt - time <= rowWindow);
  return { ...previous, askedAt, lastSure: 'down', downs: [...row, askedAt], ups: 0, fell: true };
}

/** No evidence, but the row of *downs* is broken. */
export function afterUnknown(previous: CanaryRecord | undefined, askedAt: number): CanaryRecord {
  return { ...(previous ?? { ups: 0, fell: false }), askedAt, downs: [] };
}

export function withoutUps(canaries: RegionRecord['canaries']): RegionRecord['canaries'] {
  return each(canaries, (one) => ({ ...one, ups: 0 }));
}

export function withoutFalls(canaries: RegionRecord['canaries']): RegionRecord['canaries'] {
  return each(canaries, (one) => ({ ...one, fell: false }));
}

function each(
  canaries: RegionRecord['canaries'],
  change: (one: CanaryRecord) => CanaryRecord,
): RegionRecord['canaries'] {
  return Object.fromEntries(Object.entries(canaries).map(([name, one]) => [name, change(one)]));
}
