export { aicaptchaErrors } from './aicaptcha.js';
export { aliyunErrors } from './aliyun.js';
export { captchaaiErrors } from './captchaai.js';
export { tencentErrors } from './tencent.js';
export { ucaptchaErrors } from './ucaptcha.js';
export { lookUpError } from './look-up.js';
export { describeError, type ErrorVendor } from './describe.js';
export { decodeErrorResponse } from './decode-error-response.js';
export { decodeAicaptchaResponse } from './decoding/aicaptcha.js';
export { decodeAliyunResponse } from './decoding/aliyun.js';
export { decodeCaptchaaiResponse } from './decoding/captchaai.js';
export { decodeTencentResponse } from './decoding/tencent.js';
export { decodeUcaptchaResponse } from './decoding/ucaptcha.js';
export { nextDelay, type DelayOptions } from './next-delay.js';
export type { Backoff } from '../backoff.js';
export type { ErrorCategory } from '../error-category.js';
export type {
  DecodedResponse,
  DecodeOptions,
  ErrorLayer,
  UnrecognizedReason,
  VendorResponse,
} from './decoded-response.js';
export type { ErrorEntry, ErrorPlace, ErrorTable, RetryRule, Sentence } from './error-entry.js';
export type { ResponseHeaders } from './headers.js';
