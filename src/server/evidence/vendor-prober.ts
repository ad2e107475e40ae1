import { randomUUID } from 'node:crypto';
import type { Incident } from '../incident.js';
import type { ServerVendor } from '../sites.js';
import type { Canary } from './canaries.js';
import { declarationTtl, type DeclarationMode, type DeclareOptions, newDeclaration } from './declaration.js';
import { nextRoundAt } from './probe-plan.js';
import { createRegionNeeds } from './region-needs.js';
import { recentRequests } from './request-pace.js';
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
  /** Since when somebody waits for the canaries of this region, in ms since 1970. */
  suspectedSince(region: string): number | undefined;
  suspect(region: string): void;
  used(): void;
  declare(mode: DeclarationMode, options: DeclareOptions): Promise<void>;
  close(): void;
}

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
  const startedAt = Date.now();
  const needs = createRegionNeeds(regions, startedAt);
  const abort = new AbortController();
  /** Requests whose round could not be stored; they count all the same. */
  let unsaved: number[] = [];
  let timer: { readonly id: NodeJS.Timeout; readonly at: number } | undefined;
  let running = false;

  const view = createVendorView(store, keys, ({ record }) => {
    arm(planned(record));
  });

  /** Ascending: another process may have asked since our own round was lost. */
  const allRequests = ({ requests }: VendorRecord): number[] => [...requests, ...unsaved].sort((a, b) => a - b);

  const planned = (record: VendorRecord): number => {
    const now = Date.now();
    needs.settle(record, now);
    const wanted = needs.all(now).map(({ need }) => need);
    return nextRoundAt(record, wanted, allRequests(record), me, now);
  };

  const round = async (): Promise<number> => {
    const at = planned((await view.current()).record);
    if (at > Date.now()) return at;
    const record = await withLock(store, keys.lock, async (holds) => {
      const stored = parseRecord((await store.read([keys.record]))[0]);
      const before = { ...stored, requests: allRequests(stored) };
      const onRequest = (requestedAt: number): void => {
        unsaved = [...recentRequests(unsaved, requestedAt), requestedAt];
      };
      needs.settle(stored, Date.now());
      const context = { vendor, counters, p99, signal: abort.signal, onRequest };
      const result = await playRound(context, before, needs.all(Date.now()));
      // Who was away for so long that another has taken over, or is closed, has found nothing.
      if (!result.changed || abort.signal.aborted || !(await holds())) return stored;
      const next = { ...result.record, prober: me };
      await store.write(keys.record, JSON.stringify(next), recordTtl);
      unsaved = [];
      result.incidents.forEach(report);
      return next;
    });
    if (record === 'busy') return Date.now() + (busyPause * (1 + Math.random())) / 2;
    view.wrote({ record });
    needs.jitter();
    return planned(record);
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
    suspectedSince: needs.suspectedSince,
    suspect: (region) => {
      const now = Date.now();
      if (needs.suspect(region, now)) arm(now);
    },
    used: () => {
      const now = Date.now();
      needs.used(now);
      if (!timer) arm(now);
    },
    declare: async (mode, options) => {
      const now = Date.now();
      const before = parseDeclaration((await store.read([keys.declaration]))[0]);
      const declaration = newDeclaration(before, mode, options, now);
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
