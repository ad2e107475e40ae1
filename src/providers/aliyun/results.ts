import type { ErrorDetail } from '../../contract/errors.js';
import type { CaptchaErrorCode } from '../../contract/error-codes.js';
import { ownProperties } from '../../parameters/parameter-checks.js';

type Loose = Partial<Record<string, unknown>>;

/** Whether a captchaVerifyParam carries a positive sign of the script's own failover (docs/vendors/aliyun.md, A-DEGRADED). */
export function isDegraded(param: string): boolean {
  return [String, atob].some((decode) => {
    try {
      const { failover, isSign, securityToken } = ownProperties(JSON.parse(decode(param))) as Loose;
      return failover || (isSign && !securityToken);
    } catch {
      return false;
    }
  });
}

/**
 * What the promise of `initAliyunCaptcha` says: the API's own code reaches the page nowhere else (A-CODE-IN-PROMISE).
 * `captchaType` is '' while Init has not answered, `failure` when all is well. `Fail` names a transport failure, of which
 * `onError` knows more.
 */
export function readInitAnswer(value: unknown): { captchaType: string; failure: string } {
  const { CaptchaType, Code, Success, LimitFlow, LimitedFlow } = ownProperties(value) as Loose;
  const code = typeof Code === 'string' && Code !== 'Success' && Code;
  const failure = code || (LimitFlow || LimitedFlow ? 'LIMIT_FLOW' : Success === false ? 'Fail' : '');
  return { captchaType: typeof CaptchaType === 'string' ? CaptchaType : '', failure };
}

/** Names a failure by the API's code, else by that of `onError` (A-API-CODES, A-ONERROR). */
export function readFailure(apiCode: string, errorCode: string): [CaptchaErrorCode, ErrorDetail] {
  const vendorCode = (apiCode !== 'Fail' && apiCode) || errorCode || apiCode;
  const refused = /^(Illegal|Forbidden)/.exec(vendorCode);
  return [
    refused ? 'vendor_refused' : /^(Throttling|LIMIT_FLOW|403)/.test(vendorCode) ? 'rate_limited' : 'vendor_failed',
    { ...(vendorCode && { vendorCode }), ...(refused && refused[1] === 'Forbidden' && { category: 'account' }) },
  ];
}
