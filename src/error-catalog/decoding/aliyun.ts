import type { DecodedResponse, DecodeOptions, VendorResponse } from '../decoded-response.js';
import { aliyunErrors } from '../aliyun.js';
import { fieldsOf, textOf, type Fields } from './body.js';
import { decodeWith } from './decode-with.js';
import { ok, unknownShape, type Finding, type Wire } from './finding.js';

/**
 * An answer of the Init API, which the vendor's script asks, or of `VerifyIntelligentCaptcha`, which the site's server
 * asks: `{ Success, Code, Message, RequestId }`, the latter with `Result: { VerifyResult, VerifyCode }`. Flow limiting
 * has two more forms: HTTP 403 with the header `x-auth-msg`, whatever the body, and `LimitFlow` in a body that says
 * success. Source: docs/vendors/aliyun.md, Init API and server API.
 */
export function decodeAliyunResponse(response: VendorResponse, options?: DecodeOptions): DecodedResponse {
  return decodeWith(aliyunErrors, readAliyun, response, options);
}

function readAliyun({ status, header, body }: Wire): Finding {
  if (status === 403 && header('x-auth-msg') !== undefined) {
    return { kind: 'error', layer: 'request', code: '403', where: 'init' };
  }
  return 'fields' in body ? readFields(body.fields, status) : unknownShape;
}

function readFields(fields: Fields, status: number): Finding {
  const { Success, Code, Message, RequestId, Result, LimitFlow, LimitedFlow, CaptchaType } = fields;
  const code = textOf(Code);
  const refusal = { kind: 'error', layer: 'request', message: Message, requestId: RequestId } as const;
  if (code && code !== 'Success') return { ...refusal, code };
  if (LimitFlow === true || LimitedFlow === true) return { ...refusal, code: 'LimitFlow', where: 'init' };
  // Of a missing parameter only the status is documented.
  if (status === 400 && textOf(RequestId)) return { ...refusal, code: '400', where: 'server_check' };
  if (Success === false) return { ...refusal, code: '' };
  const result = fieldsOf(Result);
  // Without either part the answer is cut, or another one: no news is not good news here.
  if (!result) return Success === true && textOf(CaptchaType) ? ok : unknownShape;
  return readVerdict(result, RequestId);
}

/** `VerifyResult` decides. A code that contradicts it (T passes, F does not) makes the whole no answer. */
function readVerdict({ VerifyResult, VerifyCode }: Fields, requestId: unknown): Finding {
  const code = textOf(VerifyCode) ?? '';
  if (VerifyResult === true && !code.startsWith('F')) return ok;
  return VerifyResult === false && !code.startsWith('T')
    ? { kind: 'error', layer: 'verdict', code, where: 'server_check', requestId }
    : unknownShape;
}
