import { development } from './development.js';
import { documents } from './documents.js';
import type { CaptchaErrorCode } from './error-codes.js';

/** What each error says to a developer: what happened, and what to do about it. docs/errors.md has the same texts. */
export const errorTexts: Record<CaptchaErrorCode, string> = {
  invalid_parameter: 'A parameter is wrong.',
  not_in_browser: 'There is no document here: call verify() in a browser.',
  offline: 'The device is offline.',
  script_network:
    "The vendor's script could not be fetched: the vendor may be down, or something on the way holds it back.",
  script_timeout: "The vendor's script did not arrive in time.",
  script_empty: "The vendor's script defined nothing: an ad blocker or a proxy may have emptied it.",
  script_invalid: "The vendor's global exists but is not the captcha function: look for what else takes its name.",
  csp_blocked:
    "The Content-Security-Policy blocks the vendor's script: allow its hosts in script-src, or use a nonce with 'strict-dynamic'.",
  trusted_types_refused:
    "Trusted Types refused the script's URL: allow the policy 'captcha-failover', and add a 'default' policy for the vendor's own script.",
  global_conflict:
    'The page already uses this vendor with another site, prefix or region, and only one works until the page is reloaded.',
  element_missing: 'The captcha element is not in the document: render it before verify().',
  vendor_threw: "The vendor's script threw an error, which is kept with this one.",
  not_shown:
    "Nothing that a user could act on appeared in time: the vendor's other hosts may be blocked, or the page may cover the challenge.",
  vendor_failed: "The vendor's script reports that it cannot go on.",
  vendor_refused: 'The vendor refuses the configuration: check the ids, the prefix, the region and the account.',
  rate_limited: 'The vendor limits the rate: wait, or raise the limit with the vendor.',
};

/** The text where developers read it; in production the code, and where its text can be read. */
export const errorText = (code: CaptchaErrorCode): string =>
  development ? errorTexts[code] : `${code}: ${documents}errors.md#${code}`;
