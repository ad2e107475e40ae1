import type { VerdictMeaning } from '../reply.js';

const OTHER_TICKET = {
  fix: 'CaptchaAppId and ticket do not belong together: appId must be the one that the page uses.',
};
const OTHER_SECRET = {
  fix: 'CaptchaAppId, AppSecretKey and ticket do not belong together: check appId and appSecretKey.',
  isAboutCredentials: true,
};
const NO_PACKAGE = { fix: 'The captcha service is not bought, used up or in arrears.', isAboutCredentials: true };

/**
 * `CaptchaCode` of DescribeCaptchaResult, those that only old clients and mini-programs know included. Source:
 * docs/vendors/tencent.md, T-SRV-CODES. A code that is not in here, such as 15, refuses the challenge. 16 and 21 mean something else for disaster tickets, 1 for evil visitors.
 */
export const TENCENT_VERDICTS: Readonly<Record<string, VerdictMeaning>> = {
  1: 'human',
  8: 'expired',
  9: 'replayed',
  16: OTHER_TICKET,
  21: 'risk_refused',
  25: 'risk_refused',
  26: 'vendor_error',
  31: NO_PACKAGE,
  100: OTHER_SECRET,
  104: 'replayed',
};
