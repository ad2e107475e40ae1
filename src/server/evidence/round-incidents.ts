import type { Incident } from '../incident.js';
import type { SlidingCount } from '../sliding-count.js';
import type { Finding, Round } from './ask-targets.js';
import { neverUpAfter } from './judge-round.js';
import type { WatchRecord } from './record.js';
import type { WatchPlan } from './targets.js';

type Watched = Pick<WatchPlan, 'vendor' | 'region'>;

/** A process that spoils so many of its own answers in so many ms is no observer. */
const many = 4;
const within = 60_000;

/**
 * What a person should hear of the canaries and of this process, whatever becomes of the round.
 *
 * @param spoiled counts the answers that this process spoiled itself
 */
export function faultIncidents(
  { vendor, region }: Watched,
  findings: readonly Finding[],
  spoiled: SlidingCount,
): Incident[] {
  const at = Date.now();
  const incidents: Incident[] = [];
  for (const { target, fault: detail, unwell: why } of findings) {
    if (detail !== undefined) incidents.push({ kind: 'canary_fault', vendor, region, canary: target.name, detail, at });
    if (why === undefined) continue;
    const now = performance.now();
    spoiled.add(now, within);
    if (spoiled.total(now, within) >= many) incidents.push({ kind: 'observer_unwell', vendor, region, why, at });
  }
  return incidents;
}

/** What a person should hear of a round that counts. */
export function roundIncidents(
  { vendor, region }: Watched,
  { state: from }: WatchRecord,
  { state: to, why }: WatchRecord,
  { findings, judgedAt }: Round,
): Incident[] {
  const at = Date.now();
  const incidents: Incident[] = findings
    .filter(({ answer, upAt }) => answer !== 'up' && judgedAt - upAt > neverUpAfter)
    .map(({ target, why }) => ({ kind: 'canary_never_up', vendor, region, canary: target.name, why, at }));
  if (from === to) return incidents;
  incidents.push({ kind: 'state_changed', vendor, region, from, to, why, at });
  if (why === 'outage_limit') incidents.push({ kind: 'outage_limit_reached', vendor, region, at });
  return incidents;
}
