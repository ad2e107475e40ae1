/**
 * What the server half remembers: replay keys, budgets, states and counts. `memoryStore` keeps it in one process,
 * `redisStore` for all of them. Keys that hold an address or a subject arrive here as HMACs. Every call may reject;
 * then nobody is let in unchecked, and real tickets go on.
 */
export interface Store {
  /** The texts under the keys, `null` where there is none. Counts of `count` are read as texts. */
  read(keys: readonly string[]): Promise<(string | null)[]>;
  write(key: string, value: string, ttlMs: number): Promise<void>;
  /** Writes only where nothing stands. `true`: this call wrote it. */
  claim(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Removes the key only while it holds that value. */
  release(key: string, value: string): Promise<void>;
  /** Adds up, and gives the new counts. A count lives for `ttlMs` from its first increment. */
  count(increments: readonly Increment[]): Promise<number[]>;
  /** The one atomic operation: takes everything that the request needs, or changes nothing at all. */
  admit(request: AdmitRequest): Promise<AdmitResult>;
  /**
   * Names the life of the data. Tokens carry it, so that those of an earlier life, whose replay keys are gone, are
   * worth nothing.
   */
  epoch(): Promise<string>;
  close?(): Promise<void>;
}

export interface Increment {
  key: string;
  by: number;
  ttlMs: number;
}

/** Counts what was let in during the last `windowMs`, whenever they began: a sliding window, in sixty slices. */
export interface Meter {
  key: string;
  windowMs: number;
}

/**
 * Room on a meter: this request counted in, `weight × count(meter) + count(beside)` stays at most `atMost`. Let in, the
 * request counts on `meter`, never on `beside`.
 */
export interface Limit {
  meter: Meter;
  atMost: number;
  /** 1 by default. */
  weight?: number;
  beside?: Meter;
  /** Lifts `atMost` to this many times the number that stands under the key, where that is more. */
  raise?: { key: string; times: number };
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
  | {
      admitted: true;
      /** Which of `ways`. */ way: number;
      /** On `tally`, this request included; 0 without one. */ tally: number;
    }
  | { admitted: false; why: 'other_epoch' }
  | { admitted: false; why: 'spent'; /** Which of `once`. */ once: number }
  /** One of `limits` is full, or every way is. Before `retryAfterMs` there is no room. */
  | { admitted: false; why: 'limits_full' | 'ways_full'; retryAfterMs: number };

/** Slices of a meter's window. */
export const slices = 60;
