import { vi } from 'vitest';
import type { Evidence } from '../../../src/server/evidence/evidence.js';
import type { VendorEvidence } from '../../../src/server/evidence/vendor-evidence.js';
import type { ServerVendor, Site } from '../../../src/server/sites.js';

type Judged = ReturnType<Evidence['judged']>;

/** What is seen of the vendors, by a switch for each. */
export function switchedEvidence() {
  const states = new Map<ServerVendor, VendorEvidence>();
  const judged = new Map<ServerVendor, Judged>();
  const healthy = (): VendorEvidence => ({ state: 'healthy', since: 0, why: '', declared: false, apiDown: false });
  const stateOf = ({ vendor }: Site): VendorEvidence => states.get(vendor) ?? healthy();
  const evidence = {
    state: vi.fn<Evidence['state']>((site) => Promise.resolve(stateOf(site))),
    states: () => Promise.resolve([]),
    suspect: vi.fn<Evidence['suspect']>(),
    answered: vi.fn<Evidence['answered']>(),
    judged: vi.fn<Evidence['judged']>(({ vendor }) => judged.get(vendor) ?? 'all_up'),
    declare: vi.fn<(...given: unknown[]) => Promise<void>>(() => Promise.resolve()),
    ready: vi.fn(() => Promise.resolve()),
    close: vi.fn(() => Promise.resolve()),
  } satisfies Evidence;
  const set = (vendor: ServerVendor, parts: Partial<VendorEvidence>): void => {
    states.set(vendor, { ...healthy(), ...parts });
  };
  return {
    evidence,
    /** An outage that begins now. */
    fall: (vendor: ServerVendor = 'tencent', parts: Partial<VendorEvidence> = {}) =>
      set(vendor, { state: 'outage', since: Date.now(), ...parts }),
    /** The outage is over. */
    rise: (vendor: ServerVendor = 'tencent') => set(vendor, { graceUntil: Date.now() + 60_000 }),
    set,
    judge: (vendor: ServerVendor, as: Judged) => judged.set(vendor, as),
  };
}
