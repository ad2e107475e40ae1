import type { CaptchaError } from './errors.js';
import type { CaptchaEvent } from './events.js';
import type { Outcome } from './outcome.js';
import type { Provider } from './vendor.js';

export type Awaitable<T> = T | Promise<T>;

/**
 * A selector, an element, or a function that is called at `verify()`. Where the element may be missing by now, as with
 * `document.getElementById()`, it is `'#id'` or `() => document.getElementById('id')`: a function may find nothing yet.
 */
export type ElementRef = string | HTMLElement | (() => HTMLElement | null);

/** Tencent's own codes (docs/vendors/tencent.md, languages). */
export type TencentLanguage =
  | 'zh-cn'
  | 'zh-hk'
  | 'zh-tw'
  | 'en'
  | 'ar'
  | 'cs-cz'
  | 'de'
  | 'en-in'
  | 'es'
  | 'es-la'
  | 'fil'
  | 'fr'
  | 'he'
  | 'hi'
  | 'id'
  | 'it'
  | 'ja'
  | 'ko'
  | 'lo'
  | 'ms'
  | 'my'
  | 'nl'
  | 'pl'
  | 'pt'
  | 'pt-pt'
  | 'ro-ro'
  | 'ru'
  | 'th'
  | 'tr'
  | 'uk-ua'
  | 'ur'
  | 'vi';

/** Aliyun's own codes (docs/vendors/aliyun.md, languages). */
export type AliyunLanguage =
  'cn' | 'tw' | 'en' | 'ar' | 'de' | 'es' | 'fr' | 'in' | 'it' | 'ja' | 'ko' | 'pt' | 'ru' | 'ms' | 'th' | 'tr' | 'vi';

/** BCP 47, such as `zh-Hant-HK`, or a vendor's own code. */
export type Language = TencentLanguage | AliyunLanguage | (string & Record<never, never>);

/** All times are in ms. */
export interface CaptchaOptions {
  /** Tried in order; one that failed in the last minute is tried last. */
  providers: Provider | readonly Provider[];
  /** `popup` by default. Aliyun's traceless scenes need `popup`. */
  mode?: 'popup' | 'embed';
  /** The box that the challenge is put into; of a selector the first that it finds. Required for `embed` and for Tencent's international site. */
  element?: ElementRef;
  /**
   * For buttons outside forms: a click calls `verify()`, the outcome goes to `onOutcome`, once also where several clicks
   * waited for it. Of a selector every button works that it finds, a later one too.
   */
  button?: ElementRef;
  /**
   * `'auto'`, for most pages: the language of the page (`<html lang>`), else of the user's browser, read at each
   * `verify()` and `preload()`. One language: `createCaptcha` throws if a provider lacks it. A list, also with `'auto'`
   * in it: the first that the provider has. Neither `'auto'` nor a list ever throws. Where a provider has none of them
   * its vendor decides, and Aliyun takes Chinese; `['auto', 'en']` ends in English.
   */
  language?: 'auto' | Language | readonly ('auto' | Language)[];
  /** From `verify()` until a challenge is on screen or there is an outcome: 12000. At least 3000 a provider. */
  deadline?: number;
  /** How long a shown challenge may stay open: 300000 in popup, 0 (no limit) in embed. */
  challengeTimeout?: number;
  /** `limit`: further attempts at a vendor's script, 2. `timeout`: for one attempt, 5000. */
  retry?: { limit?: number; timeout?: number };
  /** When the first provider is prepared: at once, when the page is idle (default), or at `verify()`. */
  preload?: 'eager' | 'idle' | 'none';
  /** `none`: no recovery ticket, the outcome is `failed`. */
  recovery?: 'ticket' | 'none';
  /** For the page's Content-Security-Policy; else copied from the page's own `script[nonce]`. */
  nonce?: string;
  /** Issued by your server; called once a session. Late or failed, the proof goes without. */
  pageToken?: () => Awaitable<string>;
  /** For `button`; not called for `destroyed`. */
  onOutcome?(outcome: Outcome): void;
  /** Once for each provider that failed, before the outcome. */
  onError?(error: CaptchaError): void;
  onEvent?(event: CaptchaEvent): void;
}

/** `starting` is the time for a spinner: from `verify()` until a challenge is on screen. */
export type CaptchaStatus = 'idle' | 'preloading' | 'ready' | 'starting' | 'challenging' | 'destroyed';

export interface Captcha {
  readonly status: CaptchaStatus;
  /** Calls back at each change of `status`; returns the way to stop. */
  subscribe(listener: (status: CaptchaStatus) => void): () => void;
  /** Prepares the first provider. Never rejects: `verify()` makes fresh attempts. */
  preload(): Promise<void>;
  /**
   * Runs a challenge. Concurrent calls share it; after an outcome a new one is made. Rejects only with `signal.reason`:
   * a caller that aborts leaves, and the challenge ends when the last one has left.
   */
  verify(options?: { signal?: AbortSignal }): Promise<Outcome>;
  /** Removes everything of ours at any moment; a running `verify()` resolves as `dismissed`, reason `destroyed`. */
  destroy(): void;
}

export interface TencentOptions {
  /** CaptchaAppId, digits as a string (a number makes the vendor's constructor throw). */
  appId: string;
  /** Which of Tencent's two sites the appId belongs to: `cn`. `intl` needs `element`. */
  region?: 'cn' | 'intl';
  /** Made by your server (never ship AppSecretKey). A function is called once a session. */
  aidEncrypted?: string | (() => Awaitable<string>);
  /** Instead of the vendor's own URL; several are tried in turn. */
  scriptUrl?: string | readonly string[];
  vendorOptions?: TencentVendorOptions;
}

/** Passed on to `new TencentCaptcha()`. Source: docs/vendors/tencent.md, options. */
export interface TencentVendorOptions {
  /** Echoed in the vendor's result. */
  bizState?: unknown;
  /** `true` follows the system, `'force'` is always dark. */
  enableDarkMode?: boolean | 'force';
  sdkOpts?: { width: number; height: number } | null;
  /** `false` hides the help button; a string is its link. */
  needFeedBack?: boolean | string;
  /** The loading box while fetching: `true`. */
  loading?: boolean;
  aidEncryptedType?: 'cbc' | 'gcm';
  /** Base64, for `gcm`. */
  aidEncryptedAad?: string;
  /** International: complete the checkbox by itself for requests judged safe. */
  enableAutoCheck?: boolean;
  ready?(size: unknown): void;
  showFn?(shown: unknown): void;
  verifyFn?(attempt: unknown): void;
  /** Undocumented options are passed on as they are. */
  [option: string]: unknown;
}

interface AliyunBase {
  sceneId: string;
  /** The account's identity tag, from the console's overview. */
  prefix: string;
  /** `cn`. Must match the server's endpoint. */
  region?: 'cn' | 'sgp';
  /** For scenes in encryption mode, made by your server. A function is called once a session. */
  encryptedSceneId?: string | (() => Awaitable<string>);
  /** Instead of the vendor's own URL; several are tried in turn. */
  scriptUrl?: string | readonly string[];
  vendorOptions?: AliyunVendorOptions;
}

export interface AliyunVerdict {
  captchaResult: boolean;
  bizResult?: boolean;
}

export type AliyunOptions = AliyunBase &
  (
    | { architecture?: 'v3'; captchaVerifyCallback?: never }
    | {
        architecture: 'v2';
        /** Asks your server; only `captchaResult: true` makes the outcome `passed`. */
        captchaVerifyCallback(param: string): Awaitable<AliyunVerdict>;
      }
  );

/** Passed on to `initAliyunCaptcha()`. Source: docs/vendors/aliyun.md, options. */
export interface AliyunVendorOptions {
  /** px; for sliders only. */
  slideStyle?: { width?: number; height?: number };
  /** Own texts by language. */
  upLang?: Record<string, Record<string, string>>;
  /** Scale on mobile browsers: 1. */
  rem?: number;
  captchaLogoImg?: string;
  dualStack?: boolean;
  immediate?: boolean;
  autoRefresh?: boolean;
  showErrorTip?: boolean;
  delayBeforeSuccess?: boolean;
  /** `<prefix>_` and ten letters or digits; your server gets it back as CertifyId. */
  UserCertifyId?: string;
  zIndex?: number;
  disableMaskClick?: boolean;
  fail?(result: unknown): void;
  onClose?(...closed: unknown[]): void;
  /** Undocumented options are passed on as they are. */
  [option: string]: unknown;
}
