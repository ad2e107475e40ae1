/**
 * Habits of the vendors' scripts that a loader has to live with (docs/vendors/). They are facts, so all are on unless a
 * case lists the ones that it wants.
 */
export const TENCENT_TRAPS = [
  /** A second evaluation throws, and the tag's `load` event still fires. */
  'load-twice-throws',
  /** Mainland and international build share `TencentCaptcha`; only `TCaptchaGlobal` tells which one is there. */
  'shared-global',
  'numeric-app-id-throws',
  /** The constructor writes its own keys into the caller's options and keeps the object. */
  'tencent-options-mutated',
  /** Showing B ends A, and A's callback never comes. */
  'show-kills-other',
  /** `destroy()` of one instance takes down whatever the page shows. */
  'destroy-page-wide',
  /** `destroy()` delivers nothing for the session that it interrupts. */
  'destroy-suppresses-callback',
  /** `destroy()` while the secondary script is loading leaves the queued `show()` to open later. */
  'destroy-keeps-queued-show',
  'callback-exceptions-swallowed',
  /** After a failed secondary script the result comes synchronously, so `show()` in the callback recurses. */
  'show-in-callback-recurses',
  /** 1002, 1003 and 1004 come from the entry script and lack `appid` and `bizState`. */
  'entry-error-lacks-appid',
  /** A closed challenge has `ticket: ""`; off, it is `null`. */
  'closed-ticket-empty',
  /** A secondary script that failed is not fetched again until the page is reloaded. */
  'failed-secondary-stays-failed',
  /** The timer of a failed prehandle runs on and sends 1006 into the challenge of the retry. */
  'stale-config-timer',
  /** An exception in the secondary script's constructor gives no callback and no error event. */
  'create-throws-silently',
  /** The API host is that of the first script whose URL matches /captcha\.js/i or whose id is CaptchaScript. */
  'api-host-from-script-tag',
  /** Plain `innerHTML`: refused under enforced Trusted Types without a default policy. */
  'tencent-inner-html',
  /** Scripts are added by plain `src`, without the page's nonce. */
  'tencent-script-src',
] as const;

export const ALIYUN_TRAPS = [
  /** Invalid parameters are only written to the console; init goes on. */
  'validation-console-only',
  /** `region` and `prefix` are written into the caller's options; a frozen object makes init reject. */
  'aliyun-options-mutated',
  /** Options are kept in one shared object: a key left out by a later call keeps its earlier value. */
  'options-persist',
  /** Init during init changes the shared options at once: events of the first call reach the second's callbacks. */
  'init-steals-callbacks',
  /** Init during init sends nothing and resolves `undefined`. */
  'init-in-flight-ignored',
  /** A dynamic script that comes after a second init builds the first's instance with the second's options. */
  'late-init-builds-with-later-options',
  /** A failure calls V3 `success` with a degraded param, and only then `onError`. */
  'success-before-error',
  /** `onError` lacks the API's code; only the resolved promise value has it. */
  'api-code-only-in-promise',
  /** A dynamic script that runs without defining its global: silence. */
  'dynamic-without-global-hangs',
  /** An image that never answers: silence. */
  'image-without-answer-hangs',
  /** A region outside the list: the promise never settles. */
  'unknown-region-never-settles',
  /** Each failure also raises an unhandled rejection. */
  'unhandled-rejection',
  /** Clicks on the trigger before `getInstance` do nothing. */
  'clicks-before-instance-lost',
  /** Nodes left in the body make callbacks fire twice after a remount. */
  'leftovers-fire-twice',
  /** A TRACELESS scene starts by a click on the trigger, not by `show()`. */
  'traceless-needs-click',
  /** A failure shows a congestion tip of the vendor's unless `onFallback` is given. */
  'congestion-tip',
  /** A second copy of the script replaces the global and forgets what the first one knew. */
  'second-copy-replaces-global',
  /** Plain `innerHTML`: refused under enforced Trusted Types without a default policy. */
  'aliyun-inner-html',
  /** Scripts are added by plain `src`, without the page's nonce. */
  'aliyun-script-src',
] as const;

export type TencentTrap = (typeof TENCENT_TRAPS)[number];
export type AliyunTrap = (typeof ALIYUN_TRAPS)[number];
export type Trap = TencentTrap | AliyunTrap;

export const TRAPS: readonly Trap[] = [...TENCENT_TRAPS, ...ALIYUN_TRAPS];

export function isTrap(word: string): word is Trap {
  return TRAPS.some((trap) => trap === word);
}

/** All traps but the named ones: the case in which one trap is switched off. */
export function trapsExcept(...off: readonly Trap[]): Trap[] {
  return TRAPS.filter((trap) => !off.includes(trap));
}
