import type { Place } from 'captcha-failover-simulator/cases';
import type { CaptchaEvent, CaptchaOptions, Outcome } from '../../../../src/index.js';
import type { UserAct } from '../expected.js';
import type { PlainProvider } from '../row.js';
import type { PlayName } from './plays.js';

/** What a page is told to do; plain data. */
export interface Spec {
  providers: readonly PlainProvider[];
  options: PageOptions;
  play: PlayName;
  /** Chooses among the ways of a play. */
  how: string;
  /** How often a challenge comes on screen before the user acts. */
  shown: number;
  user: UserAct | null;
  /** What comes after the outcome and must show nothing: part of its URL. */
  late: string | null;
  /** The simulator's run of each provider. */
  runs: readonly string[];
  /** The same page under another origin. */
  elsewhere: string;
  /** `preload()` comes first, and `verify()` when this was asked for. */
  preloads: Place | null;
  /** Does not wait for the page's `load` event. */
  isEarly: boolean;
}

export type PageOptions = Pick<
  CaptchaOptions,
  'deadline' | 'retry' | 'preload' | 'mode' | 'recovery' | 'challengeTimeout' | 'language' | 'nonce'
> & { element?: string };

/** How a call of `verify()` ended. */
export type Ended = Outcome | { status: 'rejected'; reason: string } | { status: 'threw'; code: string };

/** What a page has seen when its row is over. Times in ms. */
export interface Result {
  /** Of each call of `verify()`, in the order of the calls; null for one that never ended. */
  ended: (Ended | null)[];
  events: CaptchaEvent[];
  /** Calls of `onError`. */
  errors: number;
  /** From the first `verify()` to the first challenge or outcome. */
  firstMs: number;
  /** From the first `verify()` to the last outcome. */
  wholeMs: number;
  /** For how long the main thread, or the whole machine, was not free. */
  busyMs: number;
  /** What is to be seen of the vendor when the late answer is in. */
  appeared: string[];
  /** Entry tags of the vendors on the page at the end. */
  entryTags: number;
  /** What is left after `destroy()`. */
  left: string[];
  /** Unhandled rejections and uncaught errors of the library. */
  faults: string[];
  console: string[];
  /** What the play itself looked at. */
  sees: Record<string, unknown>;
}
