import type { OnIncident } from '../incident.js';
import { createIncidentGate } from '../incident-gate.js';
import { siteRegion, type ServerVendor, type Site } from '../sites.js';
import type { EvidenceStore } from '../store/evidence-store.js';
import type { OnCanary } from './canary-event.js';
import {
  declarationTtl,
  declaredFor,
  newDeclaration,
  type DeclarationMode,
  type DeclareDetails,
} from './declaration.js';
import { httpProbe } from './http-probe.js';
import { lookUpOurselves, type OwnState } from './own-controls.js';
import { apiKey, watchPlans, type Probes } from './targets.js';
import { evidenceOf, judgedSince, noEvidence, type VendorEvidence, type WatchedEvidence } from './vendor-evidence.js';
import { createVendorWatch, type VendorWatch } from './vendor-watch.js';

export interface EvidenceOptions {
  sites: readonly Site[];
  /** Shared by all processes that should see one state. Its calls may reject. */
  store: EvidenceStore;
  probes: Omit<Probes, 'http'> & Partial<Pick<Probes, 'http'>>;
  /** What a canary of an API may take, in ms. */
  apiLimitMs: number;
  /** Addresses of hosts that this server reaches anyway: see `VerifierOptions`. */
  references?: readonly string[] | undefined;
  /** `false`: this process only reads what another one finds. */
  watch?: boolean | undefined;
  onIncident?: OnIncident | undefined;
  onCanary?: OnCanary | undefined;
  /** How this process fares: looked up by default. */
  controls?: (() => Promise<OwnState>) | undefined;
}

/**
 * What this server itself sees of its vendors, shared through the store. A vendor's regions are services of their own
 * and have states of their own, so each question names a site: every site of one vendor and region has the same answer.
 */
export interface Evidence {
  /** At most two seconds old. Never rejects: with the store away it is `healthy`, which admits nobody. */
  state(site: Site): Promise<VendorEvidence>;
  /** The states of all vendors and regions. Never rejects. */
  states(): Promise<WatchedEvidence[]>;
  /**
   * A proof came that speaks of a failed vendor, or a real ticket could not be checked. Strangers can cause both, so it
   * is no evidence: it only wakes the canaries. Cheap, and bounded however often it is called.
   */
  suspect(site: Site): void;
  /** The vendor's API gave a readable answer to a real ticket, whatever it said: as good as a canary that is up. */
  answered(site: Site): void;
  /**
   * What somebody is told whose proof came while no outage is seen.
   * - `pending`: the canaries have not answered since then, so a retry may find another state.
   * - `row_open`: not all of them were up, and the matter is undecided; 20 s at most.
   * - `all_up`: they have answered, or will not, and nothing is left to wait for.
   *
   * It rests on what `state()` last read, so ask that first.
   *
   * @param sinceMonotonicMs when the proof came, by `performance.now()`
   */
  judged(site: Site, sinceMonotonicMs: number): 'pending' | 'all_up' | 'row_open';
  /**
   * A person's switch for all regions of a vendor, in all processes that share the store, within two seconds.
   * `automatic` lets the canaries decide again.
   *
   * @throws TypeError (rejects) for a wrong mode, reason, time or vendor; else what the store rejects with
   */
  declare(
    vendor: ServerVendor,
    mode: 'outage' | 'healthy',
    details: { until: number | Date; reason: string },
  ): Promise<void>;
  declare(vendor: ServerVendor, mode: 'automatic', details: { reason: string }): Promise<void>;
  /** Resolves when every vendor's canaries have answered, or after 5 s. Never rejects. */
  ready(): Promise<void>;
  /** Stops timers and requests, and lets another process watch. Never rejects. */
  close(): Promise<void>;
}

/** In ms. */
const longestStart = 5000;

/** @throws TypeError for a wrong address, and for `watch: false` with a store that no other process shares */
export function createEvidence(options: EvidenceOptions): Evidence {
  const { sites, store, probes, apiLimitMs, references, onIncident, onCanary } = options;
  const { watch: isWatching = true, controls = lookUpOurselves } = options;
  if (!isWatching && !store.isShared) {
    throw new TypeError('watch: false needs a store that another process shares, which watches.');
  }
  const report = createIncidentGate(onIncident);
  const plans = watchPlans(sites, references, { http: httpProbe, ...probes }, apiLimitMs);
  const watches = plans.map((plan) => createVendorWatch({ plan, store, isWatching, controls, report, onCanary }));

  const watchOf = (site: Site): VendorWatch | undefined =>
    watches.find(({ plan }) => plan.vendor === site.vendor && plan.region === siteRegion(site));

  return {
    state: (site) => {
      const watch = watchOf(site);
      if (!watch) return Promise.resolve(noEvidence('not_configured'));
      watch.used();
      return evidenceOf(watch);
    },
    states: () =>
      Promise.all(
        watches.map(async (watch) => {
          const { vendor, region } = watch.plan;
          return { vendor, region, ...(await evidenceOf(watch)) };
        }),
      ),
    suspect: (site) => watchOf(site)?.suspect(),
    answered: (site) => watchOf(site)?.answered(apiKey(site)),
    judged: (site, sinceMonotonicMs) => {
      const watch = watchOf(site);
      return watch ? judgedSince(watch, sinceMonotonicMs) : 'all_up';
    },
    declare: async (vendor: ServerVendor, mode: DeclarationMode, details: DeclareDetails) => {
      const ofVendor = watches.filter(({ plan }) => plan.vendor === vendor);
      const [first] = ofVendor;
      if (!first) throw new TypeError(`declare: no site of ${vendor} is configured.`);
      const forMs = declaredFor(mode, details);
      const seen = await first.look();
      const { reason } = details;
      const declaration = newDeclaration(seen.declaration, mode, { reason, forMs, now: seen.now() });
      await store.declare(vendor, JSON.stringify(declaration), declarationTtl(forMs));
      await Promise.all(ofVendor.map((watch) => watch.look()));
      const at = Date.now();
      report({ kind: 'declared', vendor, mode, reason, at, ...(mode !== 'automatic' && { until: at + forMs }) });
    },
    ready: async () => {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise((resolve) => (timer = setTimeout(resolve, longestStart)));
      await Promise.race([Promise.all(watches.map(({ ready }) => ready)), late]);
      clearTimeout(timer);
    },
    close: async () => {
      await Promise.all(watches.map((watch) => watch.close()));
    },
  };
}
