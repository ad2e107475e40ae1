import type { CaptchaEvent, Vendor } from '../../../src/index.js';
import { expect } from '../harness.js';

/** ms without a sign of life after which a turn may give way. */
const quietMs = 3000;

/**
 * How many turns gave way to another vendor, by the events: on a busy machine also one whose vendor would have failed a
 * little later. Each must have had the right to.
 */
export function turnsThatGaveWay(events: readonly CaptchaEvent[]): number {
  let vendor: Vendor | undefined;
  let signAt = events[0]?.at ?? 0;
  let count = 0;
  const fetched = new Set<Vendor>();
  for (const event of events) {
    const { type, provider, at } = event;
    if (type === 'provider_failed') {
      vendor = undefined;
      signAt = at;
    }
    if (!provider || !/^(attempt|loaded|ready)$/.test(type)) continue;
    if ('standby' in event) {
      fetched.add(provider.vendor);
      continue;
    }
    if (type === 'loaded' && vendor && vendor !== provider.vendor) {
      count++;
      expect(fetched).toContain(provider.vendor);
      expect(at - signAt).toBeGreaterThanOrEqual(quietMs - 1);
      vendor = undefined;
    }
    vendor ??= provider.vendor;
    if (type !== 'attempt') signAt = at;
  }
  return count;
}
