export { isCaptchaElement } from './providers/captcha-element.js';
export { createCaptcha } from './captcha/create-captcha.js';
export { CaptchaError, isCaptchaError } from './contract/errors.js';
export { captchaForm } from './forms/captcha-form.js';
export { protectForm } from './forms/protect-form.js';
export { aliyun } from './providers/aliyun/aliyun.js';
export { tencent } from './providers/tencent/tencent.js';
export { toTencentResult } from './contract/tencent-result.js';

export type { ErrorCategory } from './error-category.js';
export type { ParameterIssue } from './contract/errors.js';
export type { CaptchaErrorCode, NextStep } from './contract/error-codes.js';
export type { CaptchaEvent } from './contract/events.js';
export type { ProtectFormOptions } from './forms/protect-form.js';
export type {
  AliyunLanguage,
  AliyunOptions,
  AliyunVendorOptions,
  AliyunVerdict,
  Awaitable,
  Captcha,
  CaptchaOptions,
  CaptchaStatus,
  ElementRef,
  Language,
  TencentLanguage,
  TencentOptions,
  TencentVendorOptions,
} from './contract/options.js';
export type { Provider } from './contract/vendor.js';
export type {
  AliyunProof,
  ChallengeProof,
  DismissedReason,
  Failure,
  Outcome,
  Proof,
  ProofBase,
  RecoveryProof,
  TencentProof,
} from './contract/outcome.js';
export type { Vendor } from './contract/vendor.js';
export type { TencentResult } from './contract/tencent-result.js';
