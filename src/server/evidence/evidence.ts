import type { OnIncident } from '../incident.js';
import type { ServerVendor, Site } from '../sites.js';
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

/**
 * What this server itself sees of its vendors, shared through the store. A vendor's regions are services of their own
 * and have states of their own, so each question names a site: every site of one vendor and region has the same answer.
 * Not built yet: `createEvidence` still gives `FormerEvidence`.
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
   * - `all_up`: they have answered, and nothing is left to wait for.
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

/** The state of one vendor in one region, at the moment it was asked for. */
export interface VendorEvidence {
  /** `suspected` admits nobody: something is down, or is just being looked at. */
  readonly state: 'healthy' | 'suspected' | 'outage';
  /** When it began, in ms since 1970 by this process's clock. */
  readonly since: number;
  /** Short and free of secrets, such as `script https://…/TJCaptcha.js: ECONNREFUSED` or `declared: <reason>`. */
  readonly why: string;
  /** Set by a person, not by the canaries. */
  readonly declared: boolean;
  /** The outage is one of the vendor's API, as the canaries see it: real tickets cannot be checked. */
  readonly apiDown: boolean;
  /**
   * An outage has just ended: page tokens that were issued in it are honored until then (60 s after its end), in ms
   * since 1970 by this process's clock. Unset in an outage, and when a person declared the vendor healthy.
   */
  readonly graceUntil?: number;
}

/** A state with what it is the state of. */
export interface WatchedEvidence extends VendorEvidence {
  readonly vendor: ServerVendor;
  /** `cn`, `intl`, `sgp`; `global` for a vendor without regions. */
  readonly region: string;
}

/** What this server itself sees of its vendors: one state per vendor and region, shared through the store. */
export interface FormerEvidence {
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
export function createEvidence({
  targets,
  probes,
  store,
  onIncident,
  eventLoopDelay,
}: EvidenceOptions): FormerEvidence {
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
