import type { Place } from 'captcha-failover-simulator/cases';
import type { RequestLog } from 'captcha-failover-simulator';
import type { Scenario } from './harness.js';

/** The simulator's requests of the case that an entry URL names. */
export function requestsAt(scenario: Scenario, entryUrl: string, place: Place): RequestLog[] {
  const run = new URL(entryUrl).searchParams.get('run');
  return scenario.simulator.requests.filter((request) => request.run === run && request.place === place);
}
