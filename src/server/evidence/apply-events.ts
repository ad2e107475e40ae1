import type { Incident } from '../incident.js';
import type { ServerVendor } from '../sites.js';
import { ageRegion, neverUpAfter } from './age-region.js';
import type { CanaryAnswer } from './ask-canary.js';
import { reduceRegion, type RegionEvent } from './reduce-region.js';
import type { RegionRecord } from './region-record.js';

export interface RegionNews {
  readonly region: RegionRecord;
  readonly incidents: readonly Incident[];
}

/** Moves a region on by what happened, in the order in which it happened, and says what a person should hear of it. */
export function applyEvents(
  vendor: ServerVendor,
  name: string,
  before: RegionRecord,
  events: readonly RegionEvent[],
  canaries: readonly string[],
  now: number,
): RegionNews {
  const incidents: Incident[] = [];
  let region = before;
  const move = (next: RegionRecord): void => {
    const { state: from } = region;
    const { state: to, why, since: at } = next;
    region = next;
    if (from === to) return;
    incidents.push({ kind: 'state_changed', vendor, region: name, from, to, why, at });
    if (why === 'outage_limit') incidents.push({ kind: 'outage_limit_reached', vendor, region: name, at });
  };
  for (const event of [...events].sort((a, b) => a.at - b.at)) {
    move(ageRegion(region, event.at));
    if (event.type === 'answer' && event.answer !== 'up') {
      const { upAt = -Infinity } = region.canaries[event.canary] ?? {};
      const { canary, why, at } = event;
      if (at - upAt > neverUpAfter) incidents.push({ kind: 'canary_never_up', vendor, region: name, canary, why, at });
    }
    move(reduceRegion(region, event, canaries));
  }
  move(ageRegion(region, now));
  return { region, incidents };
}

export function answerEvent(canary: string, { answer, why, askedAt, at }: CanaryAnswer): RegionEvent {
  return { type: 'answer', canary, answer, why, askedAt, at };
}
