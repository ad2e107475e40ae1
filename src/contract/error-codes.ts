import type { ErrorCategory } from '../error-category.js';

/** What can be done about an error. `unblock`: by the user, whose browser or network holds the vendor's script back. */
export type NextStep = 'retry' | 'reload' | 'fix_configuration' | 'unblock';

export type CaptchaErrorCode =
  | 'invalid_parameter'
  | 'not_in_browser'
  | 'offline'
  | 'script_network'
  | 'script_timeout'
  | 'script_empty'
  | 'script_invalid'
  | 'csp_blocked'
  | 'trusted_types_refused'
  | 'global_conflict'
  | 'element_missing'
  | 'vendor_threw'
  | 'not_shown'
  | 'vendor_failed'
  | 'vendor_refused'
  | 'rate_limited';

/** The ticket code is Tencent's, for both vendors; it is absent where no recovery ticket is ever made. */
type Meaning = readonly [category: ErrorCategory, next: NextStep, ticketCode?: number];

export const errorCodes: Record<CaptchaErrorCode, Meaning> = {
  invalid_parameter: ['configuration', 'fix_configuration'],
  not_in_browser: ['environment', 'fix_configuration'],
  offline: ['network', 'retry', 1001],
  script_network: ['network', 'retry', 1001],
  script_timeout: ['timeout', 'retry', 1001],
  script_empty: ['vendor', 'unblock', 1001],
  script_invalid: ['vendor', 'reload', 1001],
  csp_blocked: ['page', 'fix_configuration', 1001],
  trusted_types_refused: ['page', 'fix_configuration', 1001],
  global_conflict: ['page', 'fix_configuration', 1001],
  element_missing: ['page', 'fix_configuration', 1001],
  vendor_threw: ['vendor', 'reload', 1005],
  not_shown: ['timeout', 'retry', 1002],
  vendor_failed: ['vendor', 'retry', 1006],
  vendor_refused: ['configuration', 'fix_configuration', 1006],
  rate_limited: ['rate_limit', 'retry', 1014],
};
