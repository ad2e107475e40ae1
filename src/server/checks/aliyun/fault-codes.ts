import type { FaultTable } from '../code-tables.js';

const KEYS = {
  fix: 'The AccessKey pair is refused: check accessKeyId and accessKeySecret.',
  isAboutCredentials: true,
};
const CLOCK = { fix: 'The signature is expired: set the clock of this machine.', isAboutCredentials: true };
const PERMISSION = {
  fix: 'The RAM user may not call VerifyIntelligentCaptcha: give it AliyunYundunAFSFullAccess.',
  isAboutCredentials: true,
};
const ACCOUNT = {
  fix: 'The captcha service is not activated for this account, or the account is in arrears.',
  isAboutCredentials: true,
};
const PARAMETER = { fix: 'The API refuses a parameter: check sceneId, endpoint and region.' };

/**
 * `Code` of a call that the API refused. Source: docs/vendors/aliyun.md, A-SRV-SDK; the vendor's whole list is not known.
 * Whatever has "Throttling" in it is throttling, see `isThrottling`.
 */
export const ALIYUN_FAULTS: FaultTable = {
  InternalError: 'vendor_error',
  ServiceUnavailable: 'vendor_error',
  Forbidden: PERMISSION,
  'Forbidden.AccountAccessDenied': ACCOUNT,
  'Forbidden.NoPermission': PERMISSION,
  'Forbidden.RAMUserAccessDenied': PERMISSION,
  NoPermission: PERMISSION,
  InvalidAccessKeyId: KEYS,
  InvalidCredentials: KEYS,
  InvalidSecurityToken: KEYS,
  IncompleteSignature: KEYS,
  SignatureDoesNotMatch: KEYS,
  InvalidTimeStamp: CLOCK,
  InvalidParameter: PARAMETER,
  MissingParameter: PARAMETER,
  MissingCaptchaVerifyParam: PARAMETER,
  MissingSceneId: PARAMETER,
};

/** The rule by which the vendor's SDK knows them. */
export function isThrottling(code: string): boolean {
  return code.includes('Throttling');
}
