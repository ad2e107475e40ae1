'use client';

/** `captcha-failover/react`: a captcha that lives as long as its component. */
export { useCaptcha } from './use-captcha.js';

export type { UseCaptcha, UseCaptchaOptions } from './use-captcha.js';
