import type { ErrorDetail } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import type { Lifetime } from '../page/lifetime.js';
import type { ScriptSource } from '../loading/script-source.js';
import type { Awaitable } from '../contract/options.js';
import type { Provider } from '../contract/vendor.js';
import type { AliyunProof, DismissedReason, ProofBase, TencentProof } from '../contract/outcome.js';
import type { Callable } from '../page/page-state.js';

/**
 * Under it a provider has what it was made of, for what makes captchas anew when a page's options change: it can tell
 * whether two providers are the same, and make one of other functions. Registered, so that copies of the library read
 * each other's; a symbol, so that neither logs nor JSON show the options.
 */
export const madeOf: unique symbol = Symbol.for('captcha-failover.provider') as never;

export interface MadeOf {
  readonly options: object;
  /** What made it. */
  make(options: never): Provider;
}

/** What a vendor implements; to the page it is an opaque `Provider`. */
export interface VendorProvider extends Provider {
  readonly [madeOf]: MadeOf;
  readonly script: ScriptSource;
  /** Needs `element` in every mode. */
  readonly needsElement?: boolean;
  /** The vendor's code for a BCP 47 tag or its own code; undefined where it has no such language. */
  language(tag: string): string | undefined;
  /** Settles the page on this provider's site, prefix or region. False where it is settled on another. */
  claimSite(): boolean;
  /** The encrypted id, or the page's function that gets one; it starts with the session. */
  readonly encryptedId: string | (() => Awaitable<string>) | undefined;
  /** Shows a challenge. May throw what the vendor's code throws. */
  start(stage: Stage): Challenge;
  /**
   * Makes ready before `verify()` what can be, once the script is there: for the session that needs it first, of
   * whichever captcha of the page.
   *
   * @param life of the captcha: what no captcha counts on any more goes
   */
  prepare?(setting: Setting, life: Lifetime): void;
  /** Whether something made ready would serve a session in this place now. */
  isPrepared?(place: Place): boolean;
}

/** What a challenge is like. */
export interface Place {
  readonly mode: 'popup' | 'embed';
  readonly language: string | undefined;
}

/** Where a challenge takes place. */
export interface Setting extends Place {
  readonly vendorGlobal: Callable;
  /** The page's box for it. */
  readonly element: HTMLElement | null;
  /** The encrypted id. */
  readonly encryptedId?: string | undefined;
  /** ms left to get a challenge on screen. */
  left(): number;
}

/** The session's side of a running challenge. After the turn's end everything here is ignored. */
export interface Stage extends Setting {
  /** Ends when the challenge must go: removes nodes, and tears the vendor's instance down. */
  readonly life: Lifetime;
  /** Ends with the provider's turn, when no result is waited for any more. */
  readonly turn: Lifetime;
  readonly emit: (body: CaptchaEventBody) => void;
  /** Whether the vendor's page-wide state belongs to this session, so that its `destroy()` is ours to call. */
  owns(): boolean;
  /** The vendor's own word that its challenge is shown. It is believed unless the page plainly forbids it. */
  shown(): void;
  /**
   * A sign of life with nothing on screen yet: the vendor's API has answered. It may come more than once.
   *
   * @param isTraceless whether its scene may be passed without anything on screen
   */
  alive(isTraceless: boolean): void;
  /** The vendor judged an attempt: what was clicked open is at work. */
  answered(): void;
  /** The user has closed the challenge. A result may still come, but nothing else is shown to that user. */
  closed(): void;
  end(ending: Ending): void;
  failed(code: CaptchaErrorCode, detail?: ErrorDetail, made?: VendorMade): void;
  /** The vendor called back: tells the page when the turn is over by then, and is true then. */
  reportIfLate(): boolean;
}

export type Ending = { passed: PassedResult } | { dismissed: DismissedReason };

export interface PassedResult {
  proof: Omit<TencentProof, keyof ProofBase> | Omit<AliyunProof, keyof ProofBase>;
  /** For how long the proof can be posted, in ms. */
  expiresInMs: number;
  bizResult?: boolean;
}

/** What the vendor's script made of its own failure. */
export interface VendorMade {
  /** Its disaster ticket, passed on unchanged. */
  ticket?: string;
  randstr?: string;
  errorMessage?: string;
  /** What its degraded mode made, for its server to judge. */
  captchaVerifyParam?: string;
  /** A new `show()` may put it right. */
  again?: boolean;
}

/** The vendor's nodes but for its masks and loading boxes. */
export interface ChallengeNodes {
  /** Those that are a challenge once they are laid out. */
  usable: Element[];
  /** All of them: some may be an empty box. */
  any: Element[];
}

export interface Challenge {
  nodes(): ChallengeNodes;
  /** The box of ours that the vendor draws in, if it has one. */
  readonly box: HTMLElement | undefined;
  /** What is in the box only opens the challenge: a checkbox, a button. */
  gate(): unknown;
  /** The page is at work on a result. */
  busy?(): boolean;
  /** What it means when the vendor's nodes vanish without a word. */
  readonly vanished: DismissedReason;
  showAgain?(): void;
}
