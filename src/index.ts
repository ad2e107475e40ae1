export { isCaptchaElement } from './captcha-element.js';
export { createCaptcha } from './create-captcha.js';
export { CaptchaError, isCaptchaError } from './errors.js';
export { protectForm } from './forms/protect-form.js';
export { aliyun } from './providers/aliyun/aliyun.js';
export { tencent } from './providers/tencent/tencent.js';
export { toTencentResult } from './tencent-result.js';

export type { ErrorCategory } from './error-category.js';
export type { CaptchaErrorCode, NextStep, ParameterIssue } from './errors.js';
export type { CaptchaEvent } from './events.js';
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
  Provider,
  TencentLanguage,
  TencentOptions,
  TencentVendorOptions,
} from './options.js';
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
  Vendor,
} from './outcome.js';
export type { TencentResult } from './tencent-result.js';
