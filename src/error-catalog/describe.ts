import { aicaptchaErrors } from './aicaptcha.js';
import { aliyunErrors } from './aliyun.js';
import { captchaaiErrors } from './captchaai.js';
import type { ErrorEntry, ErrorPlace, ErrorTable } from './error-entry.js';
import { lookUpError, unknownEntry } from './look-up.js';
import { tencentErrors } from './tencent.js';
import { ucaptchaErrors } from './ucaptcha.js';

/** The systems whose codes are listed. */
export type ErrorVendor = 'tencent' | 'aliyun' | 'aicaptcha' | 'captchaai' | 'ucaptcha';

const tables: Readonly<Record<ErrorVendor, ErrorTable>> = {
  tencent: tencentErrors,
  aliyun: aliyunErrors,
  aicaptcha: aicaptchaErrors,
  captchaai: captchaaiErrors,
  ucaptcha: ucaptchaErrors,
};

/**
 * What a code means at one of the five systems. Never throws: an unknown code, or an unknown vendor, gives an entry of
 * category `unknown` that keeps the code. All five tables come with it into a bundle; `lookUpError` takes one.
 *
 * @param code as it came: text or number
 * @param where the place where the code arose, if known; see `lookUpError` for what it changes
 */
export function describeError(vendor: ErrorVendor, code: unknown, where?: ErrorPlace): ErrorEntry {
  const isKnown = typeof vendor === 'string' && Object.prototype.hasOwnProperty.call(tables, vendor);
  return isKnown ? lookUpError(tables[vendor], code, where) : unknownEntry(code, where);
}
