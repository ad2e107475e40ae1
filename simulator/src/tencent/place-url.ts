import { nthFault, type Place } from '../case.js';
import { reachableOrigin } from '../hosts.js';
import { simulation } from './simulation.js';

const asked = new Map<Place, number>();

/**
 * URL of a request at a place of the case, which travels on in the query. No server can refuse a connection or be without
 * a name, so for `refused` and `dns` the script counts its own requests and asks a host that is not there.
 */
export function placeUrl(place: Place, origin: string, path: string, parameters: Record<string, string> = {}): string {
  const turn = asked.get(place) ?? 0;
  asked.set(place, turn + 1);
  const host = reachableOrigin(nthFault(simulation.case[place], turn), origin, simulation.hosts);
  const query = new URLSearchParams(simulation.query);
  for (const [name, value] of Object.entries(parameters)) query.set(name, value);
  return `${host}${path}?${query.toString()}`;
}
