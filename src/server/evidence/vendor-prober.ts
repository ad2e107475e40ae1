import { randomUUID } from 'node:crypto';
import type { Incident } from '../incident.js';
import type { ServerVendor } from '../sites.js';
import { ageRegion } from './age-region.js';
import type { Canary } from './canaries.js';
import {
  type Declaration,
  declarationTtl,
  type DeclarationMode,
  type DeclareOptions,
  newDeclaration,
} from './declaration.js';
import { nextTrafficAt } from './follow-traffic.js';
import { dueCanaries, isActive, nextDueAt, type RegionNeed } from './probe-plan.js';
import { nextSlotAt, recentRequests } from './request-pace.js';
import type { StateStore } from './state-store.js';
import type { TrafficCounters } from './traffic-counters.js';
import { withLock } from './vendor-lock.js';
import { parseDeclaration, parseRecord, recordTtl, type VendorRecord } from './vendor-record.js';
import { playRound } from './vendor-round.js';
import { createVendorView, type Snapshot } from './vendor-view.js';

export interface ProberOptions {
  readonly vendor: ServerVendor;
  readonly regions: ReadonlyMap<string, readonly Canary[]>;
  readonly store: StateStore;
  readonly counters: Pick<TrafficCounters, 'read'>;
  readonly p99: () => number;
  readonly report: (incident: Incident) => void;
}

/** Asks the canaries of one vendor, in turn with the other processes of the same store. */
export interface VendorProber {
  /** At most a second old. Rejects when the store does. */
  current(): Promise<Snapshot>;
  /** Since when somebody waits for canaries of this region, in ms since 1970. */
  suspectedSince(region: string): number | undefined;
  suspect(region: string): void;
  used(): void;
  declare(mode: DeclarationMode, options: DeclareOptions): Promise<void>;
  close(): void;
}

/** Canaries are asked this often while nothing is suspected, in ms, give or take a fifth. */
const period = 300_000;
/** "In use" lasts so long after the last sign of it, in ms. */
const usedFor = 600_000;
/** A round by any process, no older than this, also is this process's first, in ms. */
const firstRoundAge = 60_000;
/** While a vendor is suspected or down the process that asked last goes on; others step in after this silence, in ms. */
const proberSilence = 6000;
/** The next try after the store failed, in ms. */
const storePause = 5000;
/** The next try while another process is at it, in ms; and half of it at least. */
const busyPause = 1000;
/** No two tries are closer, in ms, whatever the plan says. */
const shortestPause = 50;

export function createVendorProber({ vendor, regions, store, counters, p99, report }: ProberOptions): VendorProber {
  const me = randomUUID();
  const keys = {
    record: `evidence:${vendor}`,
    declaration: `evidence:${vendor}:declared`,
    lock: `evidence:${vendor}:prober`,
  };
  const abort = new AbortController();
  const startedAt = Date.now();
  const starting = new Set(regions.keys());
  const wokenAt = new Map<string, number>();
  /** Requests whose round could not be stored; they count all the same. */
  let unsaved: number[] = [];
  let lastUsedAt = -Infinity;
  let jitteredPeriod = period;
  let timer: { readonly id: NodeJS.Timeout; readonly at: number } | undefined;
  let running = false;

  const view = createVendorView(store, keys, ({ record }) => {
    arm(planned(record));
  });

  const needOf = (region: string, canaries: readonly Canary[], now: number): RegionNeed => ({
    region,
    canaries: canaries.map(({ name }) => name),
    askedSince: Math.max(
      starting.has(region) ? startedAt - firstRoundAge : -Infinity,
      wokenAt.get(region) ?? -Infinity,
    ),
    inUse: now - lastUsedAt < usedFor,
    period: jitteredPeriod,
  });
  const needs = (now: number) =>
    [...regions].map(([region, canaries]) => ({ need: needOf(region, canaries, now), canaries }));

  /** What was waited for has been asked, by whomever. */
  const settle = (record: VendorRecord): void => {
    for (const { need } of needs(Date.now())) {
      const asked = need.canaries.map((name) => record.regions[need.region]?.canaries[name]?.askedAt ?? -Infinity);
      if (Math.min(...asked) < need.askedSince) continue;
      starting.delete(need.region);
      wokenAt.delete(need.region);
    }
  };

  /** When this process should have its next round. */
  const planned = (record: VendorRecord): number => {
    const now = Date.now();
    settle(record);
    let at = Infinity;
    let followed = false;
    for (const { need } of needs(now)) {
      const stored = record.regions[need.region];
      const region = stored && ageRegion(stored, now);
      // Time alone has ended a state: somebody has to store it and tell.
      if (region !== stored) at = now;
      if (isActive(region)) followed = record.prober !== me && Math.abs(now - record.savedAt) < proberSilence;
      if (dueCanaries(need, region, now).length > 0)
        at = Math.min(at, nextSlotAt([...record.requests, ...unsaved], now));
      at = Math.min(at, nextDueAt(need, region));
      if (need.inUse) at = Math.min(at, nextTrafficAt(record.traffic[need.region]));
    }
    return followed ? Math.max(at, record.savedAt + proberSilence * (1 + Math.random() / 2)) : at;
  };

  const round = async (): Promise<number> => {
    const at = planned((await view.current()).record);
    if (at > Date.now()) return at;
    const outcome = await withLock(store, keys.lock, async (holds) => {
      const stored = parseRecord((await store.read([keys.record]))[0]);
      const before = { ...stored, requests: [...stored.requests, ...unsaved].sort((a, b) => a - b) };
      const onRequest = (requestedAt: number): void => {
        unsaved = [...recentRequests(unsaved, requestedAt), requestedAt];
      };
      const context = { vendor, counters, p99, signal: abort.signal, onRequest };
      settle(stored);
      const { record, incidents, changed } = await playRound(context, before, needs(Date.now()));
      if (!changed || abort.signal.aborted || !(await holds())) return stored;
      const next = { ...record, prober: me };
      await store.write(keys.record, JSON.stringify(next), recordTtl);
      unsaved = [];
      incidents.forEach(report);
      return next;
    });
    if (outcome === 'busy') return Date.now() + (busyPause * (1 + Math.random())) / 2;
    view.wrote({ record: outcome });
    jitteredPeriod = period * (0.8 + 0.4 * Math.random());
    return planned(outcome);
  };

  const run = async (): Promise<void> => {
    timer = undefined;
    running = true;
    let at = Date.now() + storePause;
    try {
      at = await round();
    } catch (error) {
      const detail = error instanceof Error ? error.name : typeof error;
      report({ kind: 'store_unavailable', vendor, detail, at: Date.now() });
    }
    running = false;
    arm(Math.max(at, Date.now() + shortestPause));
  };

  function arm(at: number): void {
    if (abort.signal.aborted || running || at === Infinity || (timer && timer.at <= at)) return;
    clearTimeout(timer?.id);
    const id = setTimeout(() => void run(), Math.max(0, at - Date.now()));
    id.unref();
    timer = { id, at };
  }

  arm(startedAt);
  return {
    current: view.current,
    suspectedSince: (region) => wokenAt.get(region),
    suspect: (region) => {
      if (wokenAt.has(region) || !regions.has(region)) return;
      wokenAt.set(region, Date.now());
      arm(Date.now());
    },
    used: () => {
      lastUsedAt = Date.now();
      if (!timer) arm(lastUsedAt);
    },
    declare: async (mode, options) => {
      const now = Date.now();
      const before = parseDeclaration((await store.read([keys.declaration]))[0]);
      const declaration: Declaration = newDeclaration(before, mode, options, now);
      await store.write(keys.declaration, JSON.stringify(declaration), declarationTtl(declaration, now));
      view.wrote({ declaration });
      const { reason, until } = declaration;
      report({ kind: 'declared', vendor, mode, reason, at: now, ...(mode === 'automatic' ? {} : { until }) });
    },
    close: () => {
      abort.abort();
      clearTimeout(timer?.id);
    },
  };
}
