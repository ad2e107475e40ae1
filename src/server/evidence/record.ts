import { hasFields, isListOf, isMapOf, isNumber, isOneOf, isText, readStored } from '../stored-shape.js';

/** `suspected` and `healthy` admit nobody. */
export type StateName = 'healthy' | 'suspected' | 'outage';

/**
 * What the canaries have found of one vendor in one region, shared by all processes and written by its watcher. All
 * times in ms since 1970 by the store's clock, 0 for never.
 */
export interface WatchRecord {
  readonly version: 2;
  readonly state: StateName;
  readonly since: number;
  readonly why: string;
  /** The last round: when it began, and when it was judged. */
  readonly roundAt: number;
  readonly judgedAt: number;
  /** The rounds in a row, up to the last, in which all were up: how many, and when the first of them began. */
  readonly allUp: { readonly count: number; readonly since: number };
  /** By a target's key: when its *downs* in a row were asked for. Answers come sooner or later by chance. */
  readonly rows: Readonly<Record<string, readonly number[]>>;
  /** When a suspicion or an outage last ended. */
  readonly clearedAt: number;
  /** When any target's *down* last was evidence. */
  readonly downAt: number;
  /** For how long outages have admitted since the vendor was last seen to recover, in ms, up to the last round. */
  readonly spentMs: number;
  /** When the last outage ended. */
  readonly endedAt: number;
}

/** An automatic outage admits no longer than this until a recovery was seen, in ms. */
export const outageLimit = 6 * 3_600_000;
/** Evidence that is older is none: a watcher that has died must not leave the door open. In ms. */
export const evidenceLasts = 30_000;

/** Of a vendor that nobody has asked yet. */
export function newRecord(now: number): WatchRecord {
  const never = { roundAt: 0, judgedAt: 0, clearedAt: 0, downAt: 0, endedAt: 0, spentMs: 0 };
  const state = { state: 'healthy', since: now, why: 'not_asked_yet' } as const;
  return { version: 2, ...state, ...never, allUp: { count: 0, since: 0 }, rows: {} };
}

/** What a state has become by the passing of time alone: readers see it too, and all at the same moment. */
export function agedRecord(record: WatchRecord, now: number): WatchRecord {
  const lapsesAt = Math.max(record.downAt, record.since) + evidenceLasts;
  if (record.state === 'healthy' || now < lapsesAt) return record;
  if (record.state === 'suspected')
    return { ...record, state: 'healthy', since: lapsesAt, why: 'no_evidence', clearedAt: lapsesAt };
  const spentMs = record.spentMs + admittedSince(record, lapsesAt);
  const lapsed = { ...record, state: 'suspected', since: lapsesAt, why: 'evidence_lost', endedAt: lapsesAt } as const;
  return agedRecord({ ...lapsed, spentMs }, now);
}

/** How long an outage has admitted since its last round, in ms. */
export function admittedSince({ state, since, judgedAt }: WatchRecord, until: number): number {
  return state === 'outage' ? Math.max(0, until - Math.max(since, judgedAt)) : 0;
}

/** A record that cannot be read is as good as none. */
export function parseRecord(text: string | null): WatchRecord | undefined {
  return readStored(text, isWatchRecord);
}

/**
 * The same record, in which times ahead of the store's clock, as that was set back, have become now. What else is a
 * number is far below any time.
 */
export function withoutFuture(record: WatchRecord, now: number): WatchRecord {
  const past = (_: string, value: unknown) => (typeof value === 'number' ? Math.min(value, now) : value);
  return JSON.parse(JSON.stringify(record), past) as WatchRecord;
}

function isWatchRecord(value: unknown): value is WatchRecord {
  return hasFields(value, {
    version: (version) => version === 2,
    state: isOneOf('healthy', 'suspected', 'outage'),
    since: isNumber,
    why: isText,
    roundAt: isNumber,
    judgedAt: isNumber,
    allUp: (run) => hasFields(run, { count: isNumber, since: isNumber }),
    rows: isMapOf(isListOf(isNumber)),
    clearedAt: isNumber,
    downAt: isNumber,
    spentMs: isNumber,
    endedAt: isNumber,
  });
}
