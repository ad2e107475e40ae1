import type { Incident } from '../incident.js';
import type { AskedTarget } from './ask-targets.js';
import { neverUpAfter, type Round } from './judge-round.js';
import type { WatchRecord } from './record.js';
import type { WatchPlan } from './targets.js';
import type { Unwellness } from './unwellness.js';

type Watched = Pick<WatchPlan, 'vendor' | 'region'>;

/** What a person should hear of the canaries and of this process, whatever becomes of the round. */
export function faultIncidents(
  { vendor, region }: Watched,
  answers: readonly AskedTarget[],
  unwellness: Unwellness,
): Incident[] {
  const at = Date.now();
  return answers.flatMap(({ target, fault: detail, unwell }): Incident[] => [
    ...(detail === undefined
      ? []
      : [{ kind: 'canary_fault' as const, vendor, region, canary: target.name, detail, at }]),
    ...(unwell === undefined || !unwellness.isMany()
      ? []
      : [{ kind: 'observer_unwell' as const, vendor, region, why: unwell, at }]),
  ]);
}

/** What a person should hear of a round that counts. */
export function roundIncidents(
  { vendor, region }: Watched,
  { state: from }: WatchRecord,
  { state: to, why }: WatchRecord,
  { findings, judgedAt }: Pick<Round, 'findings' | 'judgedAt'>,
): Incident[] {
  const at = Date.now();
  const incidents: Incident[] = findings
    .filter(({ answer, upAt }) => answer !== 'up' && judgedAt - upAt > neverUpAfter)
    .map((one) => ({ kind: 'canary_never_up', vendor, region, canary: one.name, why: one.why, at }));
  if (from === to) return incidents;
  incidents.push({ kind: 'state_changed', vendor, region, from, to, why, at });
  if (why === 'outage_limit') incidents.push({ kind: 'outage_limit_reached', vendor, region, at });
  return incidents;
}
