import type { CaptchaErrorCode } from '../../errors.js';
import type { ProviderFailure } from '../provider.js';

const record = (value: unknown) => (typeof value === 'object' && value ? (value as Record<string, unknown>) : {});

const decoders = [(param: string) => param, (param: string) => atob(param)];

/** Whether a captchaVerifyParam carries a positive sign of the script's own failover (docs/vendors/aliyun.md, A-DEGRADED). */
export function isDegraded(param: string): boolean {
  return decoders.some((decode) => {
    try {
      const { failover, isSign, securityToken } = record(JSON.parse(decode(param)));
      return !!failover || (!!isSign && !securityToken);
    } catch {
      return false;
    }
  });
}

/** What the promise of `initAliyunCaptcha` says: the API's own code reaches the page nowhere else (A-CODE-IN-PROMISE). */
export interface InitAnswer {
  captchaType: string;
  /** '' when all is well; `Fail` names a transport failure, of which `onError` knows more. */
  failure: string;
}

export function readInitAnswer(value: unknown): InitAnswer {
  const { CaptchaType, Code, Success, LimitFlow, LimitedFlow } = record(value);
  const code = typeof Code === 'string' && Code !== 'Success' ? Code : '';
  const failure = LimitFlow || LimitedFlow ? code || 'LIMIT_FLOW' : code || (Success === false ? 'Fail' : '');
  return { captchaType: typeof CaptchaType === 'string' ? CaptchaType : '', failure };
}

/** Names a failure by the API's code, else by that of `onError` (A-API-CODES, A-ONERROR). */
export function readFailure(apiCode: string, errorCode: string): { code: CaptchaErrorCode; made: ProviderFailure } {
  const vendorCode = (apiCode !== 'Fail' && apiCode) || errorCode || apiCode;
  const made: ProviderFailure = { vendorCode };
  if (/^Forbidden/.test(vendorCode)) made.category = 'account';
  const code = /^(Illegal|Forbidden)/.test(vendorCode)
    ? 'vendor_refused'
    : /^(Throttling|LIMIT_FLOW|403)/.test(vendorCode)
      ? 'rate_limited'
      : 'vendor_failed';
  return { code, made };
}

export function readErrorCode(error: unknown): string {
  const { code } = record(error);
  return typeof code === 'string' ? code : '';
}
