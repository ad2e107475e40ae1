import { protectByAttributes } from './attributes/protect-by-attributes.js';
import { createCaptcha } from './captcha/create-captcha.js';
import { CaptchaError, isCaptchaError } from './contract/errors.js';
import { toTencentResult } from './contract/tencent-result.js';
import { captchaForm } from './forms/captcha-form.js';
import { protectForm } from './forms/protect-form.js';
import { userMessage } from './messages/user-message.js';
import { aliyun } from './providers/aliyun/aliyun.js';
import { isCaptchaElement } from './providers/captcha-element.js';
import { tencent } from './providers/tencent/tencent.js';
import { createRecoveryTicket, parseRecoveryTicket } from './recovery-ticket.js';

/** The script-tag build: everything of the main entry, the ticket functions and the messages, in one global. */
const CaptchaFailover = {
  createCaptcha,
  tencent,
  aliyun,
  captchaForm,
  protectForm,
  isCaptchaElement,
  CaptchaError,
  isCaptchaError,
  toTencentResult,
  userMessage,
  createRecoveryTicket,
  parseRecoveryTicket,
};
export type CaptchaFailoverGlobal = typeof CaptchaFailover;

// A `var` would be global in a classic script only. The file is also imported as a module, or evaluated in a function
// that has a `window` of its own, as qiankun's sandbox does.
if (typeof window === 'object') Object.assign(window, { CaptchaFailover });
if (typeof document === 'object') protectByAttributes();
