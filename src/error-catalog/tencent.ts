import type { ErrorTable } from './error-entry.js';
import { tencentApiCodes } from './tencent-api-codes.js';
import { tencentCaptchaCodes } from './tencent-captcha-codes.js';
import { tencentWebCodes } from './tencent-web-codes.js';

/** Tencent Captcha (天御验证码): web codes, `CaptchaCode` and `Error.Code`. Source: docs/vendors/tencent.md. */
export const tencentErrors: ErrorTable = /* @__PURE__ */ tencentWebCodes.concat(tencentCaptchaCodes, tencentApiCodes);
