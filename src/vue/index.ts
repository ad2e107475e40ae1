/** `captcha-failover/vue`: a captcha that lives as long as its component. */
export { useCaptcha } from './use-captcha.js';
export { vCaptchaForm } from './captcha-form.js';

export type { UseCaptcha, UseCaptchaOptions } from './use-captcha.js';
