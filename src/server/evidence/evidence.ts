import type { OnIncident } from '../incident.js';
import type { ServerVendor } from '../sites.js';
import { ageRegion } from './age-region.js';
import { canariesOf, type Canary, type EvidenceTarget, type Probes } from './canaries.js';
import { type DeclarationMode, type DeclareOptions, viewState } from './declaration.js';
import { watchEventLoop } from './event-loop-delay.js';
import { createIncidentGate } from '../incident-gate.js';
import { newRegion } from './region-record.js';
import { probeScript } from './script-canary.js';
import { impatientStore, type StateStore } from './state-store.js';
import { createTrafficCounters } from './traffic-counters.js';
import { createVendorProber, type VendorProber } from './vendor-prober.js';
import type { TargetState, VendorState } from './vendor-state.js';

export interface EvidenceOptions {
  /** From `evidenceTargets(sites)`. */
  targets: readonly EvidenceTarget[];
  probes: Probes;
  /** Shared by all processes that should see one state. Its calls may reject and hang. */
  store: StateStore;
  onIncident?: OnIncident | undefined;
  /** How late our own event loop is, p99 in ms. Measured by default. */
  eventLoopDelay?: (() => number) | undefined;
}

/** What this server itself sees of its vendors: one state per vendor and region, shared through the store. */
export interface Evidence {
  /**
   * At most a second old. Never rejects: with the store away it is `healthy` with the why `store_unavailable`, for a
   * vendor or region that is not configured `healthy` with `not_configured`; neither admits anybody.
   */
  state(vendor: ServerVendor, region: string): Promise<VendorState>;
  /** All of them, in the order of the targets. Never rejects. */
  states(): Promise<TargetState[]>;
  /**
   * A real call failed or a recovery ticket arrived. Strangers can cause both, so it is no evidence: it only wakes the
   * canaries, within their limit, however often it is called.
   */
  suspect(vendor: ServerVendor, region: string): void;
  /** Somebody was verified here: counted, to see when users are cut off. */
  humanVerdict(vendor: ServerVendor, region: string): void;
  /** A page token was issued: counted, to see that visitors still come. */
  pageTokenIssued(): void;
  /** Any other work for a visitor. Canaries are asked every 5 min until 10 min after the last of these calls. */
  used(): void;
  /**
   * A person's switch for all regions of a vendor: `outage` opens the recovery rule, `healthy` shuts it, `automatic`
   * lets the canaries decide again. It ends by itself (`until`), holds for all processes within a second, and changes
   * no budget.
   *
   * @throws TypeError (rejects) for a wrong mode, reason, time or vendor; else what the store rejects with
   */
  declare(vendor: ServerVendor, mode: DeclarationMode, options: DeclareOptions): Promise<void>;
  /** Stops timers and requests. */
  close(): void;
}

/** No call of the store may take longer, in ms. */
const storeLimit = 2000;

/** @throws TypeError for a wrong script address */
export function createEvidence({ targets, probes, store, onIncident, eventLoopDelay }: EvidenceOptions): Evidence {
  const byVendor = new Map<ServerVendor, Map<string, readonly Canary[]>>();
  for (const target of targets) {
    const script = probes.script ?? ((probe, signal) => probeScript(probe, { signal }));
    const canaries = canariesOf(target, (site) => probes.api(site), script);
    const regions = byVendor.get(target.vendor) ?? new Map<string, readonly Canary[]>();
    byVendor.set(target.vendor, regions.set(target.region, canaries));
  }
  const loop = eventLoopDelay ? { p99: eventLoopDelay, close: () => undefined } : watchEventLoop();
  const bounded = impatientStore(store, storeLimit);
  const counters = createTrafficCounters(bounded);
  const report = createIncidentGate(onIncident);
  const probers = new Map<ServerVendor, VendorProber>();
  for (const [vendor, regions] of byVendor) {
    probers.set(vendor, createVendorProber({ vendor, regions, store: bounded, counters, p99: loop.p99, report }));
  }

  const used = (): void => {
    for (const prober of probers.values()) prober.used();
  };
  const state = async (vendor: ServerVendor, region: string): Promise<VendorState> => {
    const prober = probers.get(vendor);
    if (!prober || !byVendor.get(vendor)?.has(region)) return nothingSeen('not_configured');
    try {
      const { record, declaration } = await prober.current();
      const now = Date.now();
      const known = record.regions[region];
      const seen = viewState(known ? ageRegion(known, now) : newRegion(now), declaration, now);
      const asking = prober.suspectedSince(region);
      const isOpen = seen.state === 'healthy' && !seen.declared && asking !== undefined;
      return isOpen ? { ...seen, state: 'suspected', since: asking, why: 'asking_canaries' } : seen;
    } catch {
      return nothingSeen('store_unavailable');
    }
  };

  return {
    state,
    states: () =>
      Promise.all(targets.map(async ({ vendor, region }) => ({ vendor, region, ...(await state(vendor, region)) }))),
    suspect: (vendor, region) => {
      used();
      probers.get(vendor)?.suspect(region);
    },
    humanVerdict: (vendor, region) => {
      used();
      if (byVendor.get(vendor)?.has(region)) counters.human(`${vendor}:${region}`);
    },
    pageTokenIssued: () => {
      used();
      counters.pageToken();
    },
    used,
    declare: async (vendor, mode, options) => {
      const prober = probers.get(vendor);
      if (!prober) throw new TypeError(`declare: no site of ${vendor} is configured.`);
      await prober.declare(mode, options);
    },
    close: () => {
      for (const prober of probers.values()) prober.close();
      counters.close();
      loop.close();
    },
  };
}

function nothingSeen(why: string): VendorState {
  return { state: 'healthy', since: Date.now(), why, halved: false, declared: false };
}
