import type { AliyunBehaviour, TencentBehaviour, TencentCode } from 'captcha-failover-simulator/cases';
import { aliyunCode, closed, passed, passedUnseen, tencentCode, threw, unseen, type Expected } from './expected.js';

/** After the challenge was shown, 1002 to 1010 are answered by one new show() before they count; the others count at once. */
const shownTwice = (code: TencentCode) => tencentCode(code, { user: 'waits', shown: 2 });
const shownOnce = (code: TencentCode) => tencentCode(code, { user: 'waits', shown: 1 });

/** What Tencent's script does once it runs. */
export const TENCENT_BEHAVIOURS: Record<TencentBehaviour, Expected> = {
  pass: passed,
  smart_pass: passedUnseen,
  constructor_throws: threw,
  init_throws: threw,
  no_callback: unseen,
  never_ready: { ...unseen, note: "drawn, but never revealed; the vendor's own 1008 comes after 20 s" },
  show_never_opens: unseen,
  loading_only: { ...unseen, note: 'a loading box is no challenge' },
  close_null: closed,
  close_empty: closed,
  close_absent: closed,
  terror: tencentCode(1006, { note: 'the old prefix is passed on unchanged' }),
  sid: tencentCode(1006, { note: 'the fifth part is passed on unchanged' }),
  stale_1006: { ...passed, shown: 2, note: 'the stale result is answered by a new show(), which the user solves' },
  frame_create_throws: { ...unseen, note: 'no callback, no error event' },
  code_1002: tencentCode(1002),
  code_1003: tencentCode(1003),
  code_1004: tencentCode(1004),
  code_1005: tencentCode(1005),
  code_1006: tencentCode(1006),
  code_1007: tencentCode(1007),
  code_1008: tencentCode(1008),
  code_1009: tencentCode(1009),
  code_1010: tencentCode(1010),
  code_1011: tencentCode(1011),
  code_1012: tencentCode(1012),
  code_1013: tencentCode(1013),
  code_1014: tencentCode(1014, { category: 'rate_limit' }),
  code_1085: tencentCode(1085),
  code_1002_after_shown: shownTwice(1002),
  code_1003_after_shown: shownTwice(1003),
  code_1004_after_shown: shownTwice(1004),
  code_1005_after_shown: shownTwice(1005),
  code_1006_after_shown: shownTwice(1006),
  code_1007_after_shown: shownTwice(1007),
  code_1008_after_shown: shownTwice(1008),
  code_1009_after_shown: shownTwice(1009),
  code_1010_after_shown: shownTwice(1010),
  code_1011_after_shown: shownOnce(1011),
  code_1012_after_shown: shownOnce(1012),
  code_1013_after_shown: shownOnce(1013),
  code_1014_after_shown: shownOnce(1014),
  code_1085_after_shown: shownOnce(1085),
};

/** A "success" after a solved challenge that carries a positive sign of the script's own failover. */
const degraded: Expected = {
  status: 'unverified',
  code: 'vendor_failed',
  errorCode: 1006,
  user: 'solves',
  degradedParam: true,
};

/** What Aliyun's script does once it runs; V3 but for `degraded_v2`. */
export const ALIYUN_BEHAVIOURS: Record<AliyunBehaviour, Expected> = {
  pass: passed,
  smart_pass: passedUnseen,
  constructor_throws: { ...unseen, note: 'thrown after the promise is resolved, out of reach of the page' },
  init_throws: threw,
  no_callback: { ...unseen, note: 'the promise never settles' },
  never_ready: { ...unseen, note: 'no getInstance' },
  show_never_opens: unseen,
  loading_only: { ...unseen, note: 'a loading box is no challenge' },
  degraded_127: { ...degraded, note: 'isSign without securityToken' },
  degraded_120: { ...passed, note: 'a plain certifyId is no positive sign: the server of the vendor decides' },
  degraded_2026: { ...degraded, note: 'failover "T" in the param' },
  degraded_v2: { ...degraded, note: 'V2; the check of the page is not asked' },
  traceless_then_challenge: { ...passed, note: 'the traceless attempt fails, a puzzle follows' },
};

/** How each version of the script writes the param when Init fails: a success before getInstance, whatever is in it. */
export const DEGRADED_AFTER_FAILURE: Partial<Record<AliyunBehaviour, Expected>> = {
  degraded_127: aliyunCode('vendor_failed', 'INIT_FAIL'),
  degraded_120: aliyunCode('vendor_failed', 'INIT_FAIL'),
  degraded_2026: aliyunCode('vendor_failed', 'INIT_FAIL'),
};
