import { aliyunCallCodes } from './aliyun-call-codes.js';
import { aliyunInitCodes } from './aliyun-init-codes.js';
import { aliyunOnErrorCodes } from './aliyun-on-error-codes.js';
import { aliyunParameterChecks } from './aliyun-parameter-checks.js';
import { aliyunVerifyCodes } from './aliyun-verify-codes.js';
import type { ErrorTable } from './error-entry.js';

/**
 * Aliyun Captcha 2.0 (阿里云验证码 2.0): parameter checks, Init, `onError`, verify codes and the server's call.
 * Source: docs/vendors/aliyun.md.
 */
export const aliyunErrors: ErrorTable = /* @__PURE__ */ aliyunParameterChecks.concat(
  aliyunInitCodes,
  aliyunOnErrorCodes,
  aliyunVerifyCodes,
  aliyunCallCodes,
);
