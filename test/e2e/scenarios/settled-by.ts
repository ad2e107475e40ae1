import type { CaptchaErrorCode, DismissedReason } from '../../../src/index.js';
import type { Expected } from './expected.js';

const BY_CODE: Record<CaptchaErrorCode, string> = {
  invalid_parameter: 'createCaptcha()',
  not_in_browser: 'verify()',
  offline: 'deadline',
  script_network: 'error event',
  script_timeout: 'time limit of an attempt',
  script_empty: 'load event',
  script_invalid: 'load event',
  csp_blocked: 'violation event',
  trusted_types_refused: 'exception',
  global_conflict: 'state of the page',
  element_missing: 'state of the page',
  vendor_threw: 'exception',
  not_shown: 'deadline',
  vendor_failed: "vendor's callback",
  vendor_refused: "vendor's callback",
  rate_limited: "vendor's callback",
};

const BY_REASON: Record<DismissedReason, string> = {
  closed: 'user',
  timeout: 'challengeTimeout',
  removed: 'page',
  superseded: 'newer session',
  destroyed: 'destroy()',
};

/** What ends such a session: follows from how it ends. */
export function settledBy({ status, code, reason }: Expected): string {
  if (code) return BY_CODE[code];
  if (reason) return BY_REASON[reason];
  if (status === 'rejected') return 'signal';
  return "vendor's callback";
}
