import type { CaptchaErrorCode } from './error-codes.js';

/** What each error says to a developer: what happened, and the fix. */
export const errorTexts: Record<Exclude<CaptchaErrorCode, 'invalid_parameter'>, string> = {
  not_in_browser: 'No document here: call verify() in a browser.',
  offline: 'The device is offline.',
  script_network: "The vendor's script could not be fetched.",
  script_timeout: "The vendor's script did not arrive in time.",
  script_empty: "The vendor's script defined nothing: an ad blocker or a proxy may have emptied it.",
  script_invalid: "The vendor's global exists but is not the captcha function.",
  csp_blocked:
    "The Content-Security-Policy blocks the vendor's script: allow its hosts in script-src, or use a nonce with 'strict-dynamic'.",
  trusted_types_refused:
    "Trusted Types refuse the script URL: allow the policy 'captcha-failover', and add a 'default' policy for the vendor's script.",
  global_conflict: 'The page already uses this vendor with another site, prefix or region: one a page, until reload.',
  element_missing: 'The captcha element is not in the document: render it before verify().',
  vendor_threw: "The vendor's script threw.",
  not_shown: 'Nothing usable appeared in time.',
  vendor_failed: "The vendor's script reports a failure.",
  vendor_refused: 'The vendor refuses the configuration: check ids, prefix, region and the account.',
  rate_limited: 'The vendor limits the rate.',
};
