export { isCaptchaElement } from './providers/captcha-element.js';
export { createCaptcha } from './captcha/create-captcha.js';
export { CaptchaError, isCaptchaError } from './contract/errors.js';
export { protectForm } from './forms/protect-form.js';
export { aliyun } from './providers/aliyun/aliyun.js';
export { tencent } from './providers/tencent/tencent.js';
export { toTencentResult } from './contract/tencent-result.js';

export type { ErrorCategory } from './error-category.js';
export type { CaptchaErrorCode, NextStep, ParameterIssue } from './contract/errors.js';
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
  Provider,
  TencentLanguage,
  TencentOptions,
  TencentVendorOptions,
} from './contract/options.js';
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
} from './contract/outcome.js';
export type { TencentResult } from './contract/tencent-result.js';
