export { aicaptchaErrors } from './aicaptcha.js';
export { aliyunErrors } from './aliyun.js';
export { captchaaiErrors } from './captchaai.js';
export { tencentErrors } from './tencent.js';
export { ucaptchaErrors } from './ucaptcha.js';
export type { Backoff } from '../backoff.js';
export type { ErrorCategory } from '../error-category.js';
export type { ErrorEntry, ErrorPlace, ErrorTable, RetryRule, Sentence } from './error-entry.js';
