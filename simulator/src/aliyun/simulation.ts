import { caseFromQuery, hasTrap, nthFault, type AliyunTrap, type Place } from '../case.js';
import { reachableOrigin } from '../hosts.js';
import type { SimulatorInjection } from '../injection.js';
import { page } from './page-globals.js';

const simulator = '__SIMULATOR__' as unknown as SimulatorInjection;
const query = new URLSearchParams(simulator.query);

export const hosts = simulator.hosts;
export const simulatorCase = caseFromQuery(query);

/**
 * Knobs outside the case, for tests: `speed=<n>` divides the vendor's own waits, `close_callback=none` is an older
 * script that never calls `onClose`, `css=<status>` breaks the style sheet (read by the server).
 */
const speed = Math.max(1, Number(query.get('speed')) || 1);
export const hasCloseCallback = query.get('close_callback') !== 'none';

export function trapIsOn(trap: AliyunTrap): boolean {
  return hasTrap(simulatorCase, trap);
}

/** A wait of the vendor's own, in milliseconds at `speed=1`. */
export function vendorWait(ms: number): number {
  return ms / speed;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => window.setTimeout(resolve, vendorWait(ms)));
}

/** A URL of the vendor's that carries the case on. */
export function vendorUrl(origin: string, path: string): string {
  return `${origin}/${path}?${simulator.query}`;
}

/**
 * The same at the place of a fault: no server can act `refused` and `dns`, so the page counts for these two. The count
 * goes along, because Chromium lets a second request for a pending URL wait for the first.
 */
export function placeUrl(place: Place, origin: string, path: string): string {
  const requests = (page.__ALIYUN_SIMULATOR_REQUESTS ??= {});
  const n = requests[place] ?? 0;
  requests[place] = n + 1;
  return `${vendorUrl(reachableOrigin(nthFault(simulatorCase[place], n), origin, hosts), path)}&n=${n}`;
}
