import type { Incident, OnIncident } from './incident.js';
import { callListener } from './listener.js';

/** The same fault is told no more often than this, in ms. What moves a state is always told. */
const quietFor: Partial<Record<Incident['kind'], number>> = {
  canary_never_up: 3_600_000,
  canary_fault: 3_600_000,
  store_unavailable: 60_000,
  observer_unwell: 600_000,
  // What strangers can cause.
  misconfigured: 60_000,
  test_mode: 60_000,
  client_configuration: 60_000,
  address_invalid: 60_000,
  internal_error: 60_000,
  busy: 60_000,
  store_fault: 3_600_000,
  budget_far_off: 24 * 3_600_000,
};

/** Tells incidents, each standing fault at a bounded rate. Never throws. */
export function createIncidentGate(onIncident: OnIncident | undefined): (incident: Incident) => void {
  const toldAt = new Map<string, number>();
  return (incident) => {
    const { kind, at } = incident;
    const { [kind]: quiet = 0 } = quietFor;
    const key = `${kind}:${'vendor' in incident ? incident.vendor : ''}:${subjectOf(incident)}`;
    if (Math.abs(at - (toldAt.get(key) ?? Infinity)) < quiet) return;
    toldAt.set(key, at);
    callListener('onIncident', onIncident, incident);
  };
}

/** What a standing fault is one of, beside its vendor. */
function subjectOf(incident: Incident): string {
  if ('canary' in incident) return `${incident.region}:${incident.canary}`;
  if (incident.kind === 'budget_far_off') return incident.action;
  return incident.kind === 'store_fault' ? incident.detail : '';
}
