/**
 * What the store keeps of the vendors' states, apart from spent tickets and counters: strangers can fill those, and not
 * this. What is watched is named `tencent:cn`; a declaration is one for the whole vendor.
 */
export interface EvidenceStore {
  /** Whether other processes see it too. */
  readonly isShared: boolean;
  /** Everything at once, in one round trip: asked for every second. Rejects when the store does not answer. */
  look(watched: Watched, look: LookRequest): Promise<Look>;
  /** Keeps a record, only while this process is the watcher; false when it is not. */
  save(watched: Watched, me: string, record: string): Promise<boolean>;
  /** @param ttlMs how long it has to be kept */
  declare(vendor: string, declaration: string, ttlMs: number): Promise<void>;
  /** Lets another process watch at once. */
  release(watched: Watched, me: string): Promise<void>;
}

export interface Watched {
  readonly vendor: string;
  readonly region: string;
}

/** No watcher; asked last in vain; never asked yet; has seen the vendor answer. */
export type Bid = 'none' | 'vain' | 'untried' | 'sure';

/** What a bid is worth. */
export const rankOf: Readonly<Record<Bid, number>> = { none: 0, vain: 1, untried: 2, sure: 3 };

export interface LookRequest {
  /** This process's random name. */
  readonly me: string;
  /**
   * Whether this process would watch for all, and what it is worth. One is the watcher at a time, for five seconds after
   * it last said so. Where nobody watches, one that has seen the vendor answer takes over at once, any other after ten
   * seconds: it may be what has no way out. Whoever is worth more takes over at once: so what one process saw in vain
   * is seen by another, too.
   */
  readonly bid: Bid;
  /** Marks to set, each with its age in ms. The latest of a name counts. */
  readonly marks: Readonly<Record<string, number>>;
}

export interface Look {
  /** By the store's clock, in ms since 1970: what processes share is timed by nothing else. */
  readonly now: number;
  readonly isWatcher: boolean;
  readonly record: string | null;
  readonly declaration: string | null;
  /** When each was last set. None is ahead of `now`: one that was, as clocks are set back, has been rewritten as now. */
  readonly marks: Readonly<Record<string, number>>;
}

/** In ms. */
export const watchFor = 5000;
export const unsureWait = 10_000;
/** How long marks and records are kept, in ms: longer than an *up* counts. */
export const evidenceKept = 25 * 3_600_000;
