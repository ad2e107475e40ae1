/** The script-tag build: everything of the main entry, the ticket functions and the messages, as members of `CaptchaFailover`. */
export { isCaptchaElement } from './providers/captcha-element.js';
export { createCaptcha } from './captcha/create-captcha.js';
export { CaptchaError, isCaptchaError } from './contract/errors.js';
export { protectForm } from './forms/protect-form.js';
export { aliyun } from './providers/aliyun/aliyun.js';
export { tencent } from './providers/tencent/tencent.js';
export { userMessage } from './messages/user-message.js';
export { createRecoveryTicket, parseRecoveryTicket } from './recovery-ticket.js';
export { toTencentResult } from './contract/tencent-result.js';
