import { addMinute, newTraffic, type Traffic, trafficMinute } from './traffic.js';
import type { StateName } from './vendor-state.js';
import type { TrafficCounters } from './traffic-counters.js';

/** Every process has told the store of a minute so long after its end, in ms. */
const settled = 10_000;
/** After a longer pause, in minutes, nobody knows any more what happened in it. */
const longestGap = 30;

/** When the next whole minute can be read, in ms since 1970. */
export function nextTrafficAt(traffic: Traffic | undefined): number {
  return traffic ? (traffic.minute + 2) * trafficMinute + settled : 0;
}

/**
 * Adds the minutes that are over. Rejects when the store does.
 *
 * @param state that of the region: an outage's minutes show the outage, not how many users get through, so they are
 *   dropped; those of cut-off users are judged but teach nothing
 */
export async function followTraffic(
  counters: Pick<TrafficCounters, 'read'>,
  target: string,
  traffic: Traffic | undefined,
  state: StateName,
  now: number,
): Promise<Traffic> {
  const last = Math.floor((now - settled) / trafficMinute) - 1;
  if (!traffic) return newTraffic(last);
  // Also when the clock was set back: the averages stay true, the latest minutes do not.
  if (last - traffic.minute > longestGap || traffic.minute - last > 1) return { ...traffic, minute: last, recent: [] };
  if (last <= traffic.minute) return traffic;
  if (state === 'suspected' || state === 'outage') return { ...traffic, minute: last, recent: [] };
  const minutes = await counters.read(target, traffic.minute + 1, last);
  return minutes.reduce((sum: Traffic, minute) => addMinute(sum, minute, state === 'healthy'), traffic);
}
