import type { CaptchaErrorCode, DismissedReason, Failure, Vendor } from '../../../src/index.js';
import type { Ended } from './page/spec.js';

/**
 * What the simulated user does with a challenge on screen. `gives_up`: tries, sees it fail, closes. `persists`: tries
 * until it is over. `waits`: leaves it alone. `removes`: it is the page that takes it out of the document. Absent: there
 * is no challenge to expect.
 */
export type UserAct = 'solves' | 'persists' | 'gives_up' | 'closes' | 'waits' | 'removes';

/** How a row must end. What is absent is not asked for. */
export interface Expected {
  status: Ended['status'];
  /** Of `createCaptcha()` where that throws. */
  code?: CaptchaErrorCode;
  category?: string;
  vendorCode?: string;
  /** Of the outcome and of its ticket. */
  errorCode?: number;
  reason?: DismissedReason;
  /** Script tags of ours. */
  attempts?: number;
  passedBy?: Vendor;
  /** Of each provider, in the order in which they were tried. */
  failures?: readonly Pick<Failure, 'vendor' | 'code'>[];
  /** How often a challenge comes on screen: 0, or 1 for a user who acts. */
  shown?: number;
  user?: UserAct;
  /** The proof carries the param that Aliyun's own failover made. */
  degradedParam?: true;
  /** Of all calls of `verify()`; absent: one, which ends so. The others stand here in words, the last one above. */
  before?: readonly string[];
  /** Sessions that had an outcome; absent: one for each call. */
  outcomes?: number;
  /**
   * On a busy machine its first vendor may have been too late, by the events' own times: then the second may pass, or
   * fails before it.
   */
  ifInTime?: true;
  /** How many providers failed; absent: all but the one that settled it. */
  failed?: number;
  /** Calls of `onError`; absent: one for each of those. */
  heard?: number;
  /** What the play itself looks at. */
  sees?: Record<string, unknown>;
  /** Requests that the first provider's simulator counts by place. */
  requests?: Partial<Record<'entry' | 'config', number>>;
  /** The vendor's answer comes after the end; then too nothing may appear. */
  lateAnswer?: true;
  /** ms. Absent: more than enough, for what ends by itself. */
  deadline?: number;
  /** ms beyond the deadline that are granted: the page is hidden. */
  slack?: number;
  /** Divides the vendor's own waits. Absent: by as much as is of no account. */
  speed?: number;
  note?: string;
}

/** For what lasts until the deadline: the least that there is, and the vendors' waits as long as they are. */
export const BRIEF = { deadline: 3000, speed: 1 } as const;

export const passed: Expected = { status: 'passed', user: 'solves' };
export const passedUnseen: Expected = { status: 'passed', shown: 0, note: 'a pass with no UI at all' };
export const closed: Expected = { status: 'dismissed', reason: 'closed', user: 'closes' };

/** Failures of the entry script: the documented 1001, after one more attempt. */
const entryFailure = (code: CaptchaErrorCode): Expected => ({
  status: 'unverified',
  code,
  errorCode: 1001,
  attempts: 2,
});
export const network = entryFailure('script_network');
export const timeout: Expected = { ...entryFailure('script_timeout'), ...BRIEF };
export const empty: Expected = { ...entryFailure('script_empty'), note: '`load` fires, the global is not there' };
export const invalid = entryFailure('script_invalid');

/** Nothing on screen and no word from the vendor within the deadline. */
export const unseen: Expected = { status: 'unverified', code: 'not_shown', errorCode: 1002, ...BRIEF };
export const threw: Expected = { status: 'unverified', code: 'vendor_threw', errorCode: 1005 };

/** A result of Tencent's script; its own ticket is passed on. */
export const tencentCode = (number: number, more: Partial<Expected> = {}): Expected => ({
  status: 'unverified',
  code: number === 1014 ? 'rate_limited' : 'vendor_failed',
  vendorCode: String(number),
  errorCode: number,
  ...more,
});

/** A failure that Aliyun's script reports in words: Tencent's table has 1006 for it, 1014 for limits. */
export const aliyunCode = (code: CaptchaErrorCode, vendorCode: string, more: Partial<Expected> = {}): Expected => ({
  status: 'unverified',
  code,
  vendorCode,
  errorCode: code === 'rate_limited' ? 1014 : 1006,
  degradedParam: true,
  ...more,
});

/** One ending in words, as `Expected.before` has them. */
export function endedInWords(ended: Ended | null): string {
  if (!ended) return 'none';
  if (ended.status === 'dismissed') return `dismissed: ${ended.reason}`;
  if (ended.status === 'rejected') return `rejected: ${ended.reason}`;
  if (ended.status === 'threw') return `threw: ${ended.code}`;
  return 'error' in ended ? `${ended.status}: ${ended.error.code}` : ended.status;
}
