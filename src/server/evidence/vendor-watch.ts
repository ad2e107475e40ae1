import { randomUUID } from 'node:crypto';
import type { Incident } from '../incident.js';
import { callListener } from '../listener.js';
import { SlidingCount } from '../sliding-count.js';
import type { Bid, EvidenceStore } from '../store/evidence-store.js';
import { StoreError } from '../store/store-error.js';
import { withinLimit } from '../time-limit.js';
import type { TargetAnswer } from './ask-target.js';
import { askTargets } from './ask-targets.js';
import type { OnCanary } from './canary-event.js';
import { parseDeclaration, type Declaration } from './declaration.js';
import { judgeRound } from './judge-round.js';
import { Marks, upName } from './marks.js';
import { freshEnough, isSuspicion, nextRoundAt, type Wishes } from './next-round.js';
import type { OwnState } from './own-controls.js';
import { agedRecord, newRecord, parseRecord, type WatchRecord, withoutFuture } from './record.js';
import { faultIncidents, roundIncidents } from './round-incidents.js';
import type { WatchPlan } from './targets.js';

export interface WatchParts {
  readonly plan: WatchPlan;
  readonly store: EvidenceStore;
  /** False: this process only reads what another one finds. */
  readonly isWatching: boolean;
  readonly controls: () => Promise<OwnState>;
  readonly report: (incident: Incident) => void;
  readonly onCanary?: OnCanary | undefined;
}

/** What this process last read of a vendor in one region. */
export interface Seen {
  readonly record: WatchRecord;
  readonly declaration: Declaration | undefined;
  /** The store's clock, at this moment, in ms since 1970. */
  now(): number;
  /** By the store's clock, of a time by this process's monotonic one. */
  stored(monotonicMs: number): number;
}

/** Watches one vendor in one region, in turn with the other processes of the same store. */
export interface VendorWatch {
  readonly plan: WatchPlan;
  /** At most two seconds old. Rejects when the store does. */
  current(): Promise<Seen>;
  /** Reads anew. Rejects when the store does. */
  look(): Promise<Seen>;
  /** What `current` gave last, unless the store is away. */
  readonly latest: Seen | undefined;
  suspect(): void;
  /** @param key of the API */
  answered(key: string): void;
  used(): void;
  /** Resolves when the canaries have answered since this process began, or shortly before. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

/** How often the store is asked, in ms. */
const lookEvery = 1000;
/** What one call of the store may take, in ms. */
const storeLimit = 2000;
/** How old what was read may be, in ms. */
const staleAfter = 2000;
/** Who asked in vain so long ago may see more now, in ms. */
const vainFor = 60_000;
/** How often the store hears that an API answers, and that anybody is verified, in ms. */
const upEvery = 1000;
const usedEvery = 60_000;

export function createVendorWatch(parts: WatchParts): VendorWatch {
  const { plan, store, isWatching, controls, report, onCanary } = parts;
  const { vendor, region, targets } = plan;
  const me = randomUUID();
  const closing = new AbortController();
  const marks = new Marks();
  const spoiled = new SlidingCount();
  let seen: (Seen & { readonly isWatcher: boolean; readonly at: number }) | undefined;
  let looking: Promise<Seen> | undefined;
  /** Outlives a store that is flushed or away. */
  let record: WatchRecord | undefined;
  let recordText: string | null = null;
  /** What this process last saw itself: whether the vendor answered it, and when it found that out. */
  let own = { isSure: false, vainAt: -Infinity };
  let isAsking = false;
  let timer: NodeJS.Timeout | undefined;
  let jitter = Math.random();
  let becomeReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));

  marks.set('begun', 0);
  marks.set('used', 0);
  const begunAt = marks.at('begun');

  /** What this process is worth as an observer, at this moment. */
  const bid = (): Bid => {
    if (!isWatching) return 'none';
    if (own.isSure) return 'sure';
    return performance.now() - own.vainAt < vainFor ? 'vain' : 'untried';
  };

  const look = async (): Promise<Seen> => {
    const at = performance.now();
    const answer = await bounded(() => store.look(plan, { me, bid: bid(), marks: marks.toTell(at) }));
    marks.learn(answer.marks, answer.now, at);
    if (answer.record !== recordText) record = parseRecord(answer.record) ?? record;
    recordText = answer.record;
    record = record ? withoutFuture(record, answer.now) : newRecord(answer.now);
    const stored = (monotonicMs: number) => answer.now + monotonicMs - at;
    const now = () => stored(performance.now());
    seen = { record, declaration: parseDeclaration(answer.declaration), isWatcher: answer.isWatcher, at, stored, now };
    if (record.roundAt + freshEnough >= stored(begunAt)) becomeReady();
    return seen;
  };

  const lookOnce = (): Promise<Seen> =>
    (looking ??= look().finally(() => {
      looking = undefined;
    }));

  const wishes = ({ stored }: Seen): Wishes => ({
    suspectedAt: stored(marks.at('suspected')),
    begunAt: stored(marks.at('begun')),
    usedAt: stored(marks.at('used')),
  });

  /** In ms from now. */
  const nextRoundIn = (before: Seen): number => {
    const now = before.now();
    return nextRoundAt(agedRecord(before.record, now), wishes(before), jitter) - now;
  };

  const askAll = async (before: Seen): Promise<void> => {
    const round = await askTargets({
      targets,
      marks,
      controls,
      closing: closing.signal,
      seen: before,
      isSuspicion: isSuspicion(before.record, wishes(before)),
    });
    const { findings } = round;
    if (closing.signal.aborted) return;
    const isSure = findings.some(isVendors) && !findings.some(({ answer }) => answer === 'vetoed');
    own = { isSure, vainAt: performance.now() };
    for (const { target, answer, why, ms } of findings)
      callListener('onCanary', onCanary, { vendor, region, canary: target.name, answer, why, ms });
    faultIncidents(plan, findings, spoiled).forEach(report);

    const stored = (seen ?? before).record;
    const next = judgeRound(stored, round);
    const text = JSON.stringify(next);
    // Who was away for so long that another has taken over has found nothing.
    if (!(await bounded(() => store.save(plan, me, text)))) return;
    record = next;
    recordText = text;
    if (seen) seen = { ...seen, record };
    jitter = Math.random();
    roundIncidents(plan, stored, next, round).forEach(report);
  };

  const tellStore = (error: unknown): void => {
    const detail = error instanceof Error ? error.name : typeof error;
    report({ kind: 'store_unavailable', vendor, detail, at: Date.now() });
  };

  const round = async (before: Seen): Promise<void> => {
    isAsking = true;
    await askAll(before).catch(tellStore);
    isAsking = false;
    arm(0);
  };

  const turn = async (): Promise<void> => {
    timer = undefined;
    try {
      await lookOnce();
    } catch (error) {
      seen = undefined;
      tellStore(error);
    }
    if (closing.signal.aborted) return;
    if (seen?.isWatcher && !isAsking && nextRoundIn(seen) <= 0) void round(seen);
    const wait = seen?.isWatcher && !isAsking ? nextRoundIn(seen) : lookEvery;
    arm(Math.min(lookEvery, Math.max(0, wait)));
  };

  function arm(ms: number): void {
    if (closing.signal.aborted) return;
    clearTimeout(timer);
    timer = setTimeout(() => void turn(), Math.ceil(ms));
    timer.unref();
  }

  arm(0);
  return {
    plan,
    get latest() {
      return seen;
    },
    look,
    current: () => (seen && performance.now() - seen.at < staleAfter ? Promise.resolve(seen) : lookOnce()),
    suspect: () => {
      marks.set('used', usedEvery);
      // One that nobody has looked into yet will do.
      if (seen && isSuspicion(seen.record, wishes(seen))) return;
      marks.set('suspected', 0);
      if (seen?.record.state === 'healthy' && timer) arm(0);
    },
    answered: (key) => {
      marks.set('used', usedEvery);
      marks.set(upName(key), upEvery);
      own = { ...own, isSure: true };
    },
    used: () => marks.set('used', usedEvery),
    ready,
    close: async () => {
      closing.abort();
      clearTimeout(timer);
      await bounded(() => store.release(plan, me)).catch(() => undefined);
    },
  };
}

/** Only who reaches the vendor, or a reference, gets such an answer. */
const isVendors = ({ answer }: TargetAnswer): boolean => answer === 'up' || answer === 'throttled';

/** Nobody waits longer for a store, of whatever make. */
function bounded<T>(work: () => Promise<T>): Promise<T> {
  const late = (): never => {
    throw new StoreError('store_unreachable', `The store gave no answer within ${storeLimit} ms.`);
  };
  return withinLimit({ ms: storeLimit, work, late });
}
