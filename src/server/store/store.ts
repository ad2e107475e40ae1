import type { EvidenceStore } from './evidence-store.js';

/**
 * What the server half remembers. `memoryStore` keeps it in one process, `redisStore` for all of them. Evidence, spent
 * tickets and counters live apart, so that none of them can take another's room, and none is needed for a real ticket.
 * Every call may reject; then nobody is let in unchecked, and real tickets go on.
 */
export interface Store extends AdmissionStore {
  readonly evidence: EvidenceStore;
  /** Hears of what a person should mend, such as a Redis that forgets keys to make room: a sentence without secrets. */
  onFault?(listener: (detail: string) => void): void;
}

/** Who was let in: what is spent, and the counters of the budgets. Keys hold addresses and subjects as HMACs only. */
export interface AdmissionStore {
  /**
   * The one atomic operation: takes everything that the request needs, or changes nothing at all. It also changes
   * nothing when its answer would come too late to be heard.
   */
  admit(request: AdmitRequest): Promise<AdmitResult>;
  /**
   * Names the life of the data. Tokens carry it, so that those of an earlier life, whose replay keys are gone, are
   * worth nothing. `now` is the store's own clock in ms since 1970, by which they are dated.
   */
  epoch(): Promise<{ name: string; now: number }>;
}

/** Counts what was let in during the last `windowMs`, whenever they began: a sliding window, in sixty slices. */
export interface Meter {
  key: string;
  windowMs: number;
}

/** Room on a meter: this request counted in, it stays at most `atMost`. Let in, the request counts on it, once. */
export interface Limit {
  meter: Meter;
  atMost: number;
  /**
   * How much of it there is when the store's life begins; the rest comes with time, as if all had been spent before.
   * Else whoever can end a life, such as that of a process, renews the budget. By default all of it.
   */
  atBirth?: number;
}

/** One way in. */
export interface Way {
  /** Open only in this epoch. */
  epoch?: string;
  limits: readonly Limit[];
}

export interface AdmitRequest {
  /** Admits only in this epoch. */
  epoch?: string;
  /** Keys that nobody may take twice. */
  once: readonly { key: string; ttlMs: number }[];
  /** All must have room. */
  limits: readonly Limit[];
  /** The first of these with room is taken. */
  ways: readonly Way[];
  /** Counts the request, and refuses nothing. */
  tally?: Meter;
  /** The present in ms; by default the store's own clock, so that processes with differing clocks share one budget. */
  at?: number;
}

export type AdmitResult =
  /** By which of `ways`; and what `tally` counts, this request included, 0 without one. */
  | { admitted: true; way: number; tally: number }
  | { admitted: false; why: 'other_epoch' }
  | { admitted: false; why: 'spent'; /** Which of `once`. */ once: number }
  /** One of `limits` is full, or every way is. */
  | { admitted: false; why: 'full' };
