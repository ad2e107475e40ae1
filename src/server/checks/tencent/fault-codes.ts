import type { FaultTable } from '../code-tables.js';

const KEYS = { fix: 'The Cloud API key pair is refused: check secretId and secretKey.', isAboutCredentials: true };
const CLOCK = { fix: 'The signature is expired: set the clock of this machine.', isAboutCredentials: true };
const PERMISSION = {
  fix: 'The Cloud API key pair may not call DescribeCaptchaResult: give its user the permission.',
  isAboutCredentials: true,
};
const ACCOUNT = {
  fix: 'The captcha service is not enabled for this account, its package is used up, or it is in arrears.',
  isAboutCredentials: true,
};
const PARAMETER = { fix: 'The API refuses a parameter: check appId, appSecretKey, endpoint and region.' };

/**
 * `Error.Code` of Tencent Cloud's API: the product's own and the common ones. Source: docs/vendors/tencent.md,
 * T-SRV-OUTAGE for what the vendor calls its own failure.
 */
export const TENCENT_FAULTS: FaultTable = {
  RequestLimitExceeded: 'throttled',
  LimitExceeded: 'throttled',
  InternalError: 'vendor_error',
  AuthFailure: KEYS,
  'AuthFailure.SignatureExpire': CLOCK,
  'AuthFailure.UnauthorizedOperation': PERMISSION,
  UnauthorizedOperation: PERMISSION,
  'UnauthorizedOperation.ErrAuth': KEYS,
  'UnauthorizedOperation.Unauthorized': ACCOUNT,
  MissingParameter: PARAMETER,
  InvalidParameter: PARAMETER,
  InvalidParameterValue: PARAMETER,
  UnknownParameter: PARAMETER,
  InvalidRequest: PARAMETER,
};
