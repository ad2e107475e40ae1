import type { Place } from '../../simulator/src/case.js';
import type { RequestLog } from '../../simulator/src/request-log.js';
import type { Scenario } from './harness.js';

/** The simulator's requests of the case that an entry URL names. */
export function requestsAt(scenario: Scenario, entryUrl: string, place: Place): RequestLog[] {
  const run = new URL(entryUrl).searchParams.get('run');
  return scenario.simulator.requests.filter((request) => request.run === run && request.place === place);
}
