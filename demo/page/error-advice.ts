import type { CaptchaError, CaptchaErrorCode } from '../../src/index.js';

const nextSteps: Record<CaptchaError['next'], string> = {
  retry: 'Trying again later may work',
  reload: 'Reload the page',
  fix_configuration: 'Fix the configuration',
  unblock: 'The visitor has to unblock it',
};

const advice: Record<CaptchaErrorCode, string> = {
  invalid_parameter: 'Correct the parameters listed below. Nothing was loaded.',
  not_in_browser: 'Call verify() in a browser only. Creating the captcha elsewhere is harmless.',
  offline: 'Tell the visitor that the device has no network, and keep what was typed in.',
  script_network:
    'The vendor’s host cannot be reached from here. If only some visitors see this, think of ad blockers and company networks.',
  script_timeout: 'The vendor’s host does not answer in time. A second provider covers this; so does a later try.',
  script_empty: 'A filter on the way may have emptied the script. Ask the visitor to allow the vendor’s host.',
  script_invalid: 'Something else on this page holds the vendor’s global. A fresh page is the only way back.',
  csp_blocked: 'Allow the vendor’s hosts in your Content-Security-Policy, or use a nonce with ‘strict-dynamic’.',
  trusted_types_refused: 'Give the page a Trusted Types policy named default that lets the vendor’s own script work.',
  global_conflict: 'One page can hold one site of a vendor. Use the same prefix, region and site everywhere on it.',
  element_missing: 'Render the container before verify() is called.',
  vendor_threw: 'The vendor’s own code failed. A fresh page gives it a fresh start.',
  not_shown: 'The script runs but brings nothing usable on screen. Look at the vendor’s secondary hosts and the CSP.',
  vendor_failed: 'The vendor’s script gave up by itself; its own code says where.',
  vendor_refused:
    'Check ids, prefix, region and the allowed domains in the vendor’s console, and whether the account is in credit.',
  rate_limited: 'Wait before the next try; raise the limit with the vendor if this is ordinary traffic.',
};

/** Init API's codes that deserve more than the general advice. */
const vendorAdvice: Record<string, string> = {
  IllegalScene:
    'The scene id is wrong, or belongs to another account than the prefix. Copy both from the same console.',
  IllegalUserTag: 'The prefix is not known. Copy the identity tag from the overview of the console.',
  IllegalCertifyId: 'UserCertifyId must be the prefix, an underscore and ten letters or digits.',
  'Forbidden.AccountAccessDenied': 'The account is overdue or the service is not active. Settle it in the console.',
};

export function whatToDo(error: CaptchaError): { next: string; advice: string } {
  return {
    next: nextSteps[error.next],
    advice: (error.vendorCode && vendorAdvice[error.vendorCode]) || advice[error.code],
  };
}
