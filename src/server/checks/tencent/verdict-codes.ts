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
 * docs/vendors/tencent.md, T-SRV-CODES. 16 and 21 mean something else for disaster tickets, 1 for evil visitors.
 */
export const TENCENT_VERDICTS: Readonly<Record<string, VerdictMeaning>> = {
  1: 'human',
  6: 'challenge_failed',
  7: 'challenge_failed',
  8: 'expired',
  9: 'replayed',
  10: 'challenge_failed',
  11: 'challenge_failed',
  12: 'challenge_failed',
  13: 'challenge_failed',
  15: 'challenge_failed',
  16: OTHER_TICKET,
  17: 'challenge_failed',
  18: 'challenge_failed',
  19: 'challenge_failed',
  20: 'challenge_failed',
  21: 'risk_refused',
  22: 'challenge_failed',
  23: 'challenge_failed',
  24: 'challenge_failed',
  25: 'risk_refused',
  26: 'vendor_error',
  31: NO_PACKAGE,
  100: OTHER_SECRET,
  104: 'replayed',
};
