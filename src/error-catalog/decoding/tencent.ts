import type { DecodedResponse, DecodeOptions, VendorResponse } from '../decoded-response.js';
import { tencentErrors } from '../tencent.js';
import { fieldsOf, textOf } from './body.js';
import { decodeWith } from './decode-with.js';
import { ok, unknownShape, type Finding, type Wire } from './finding.js';

/**
 * An answer of `DescribeCaptchaResult` or of the Cloud API before it: `{ Response: { Error: { Code, Message } } }`, which
 * comes with HTTP 200, or `{ Response: { CaptchaCode, CaptchaMsg } }`; also without the outer object, as the vendor's SDK
 * hands it out. In the invisible mode 1 is the code of refused users too, and only `EvilLevel` tells them apart.
 * Source: docs/vendors/tencent.md, server check.
 */
export function decodeTencentResponse(response: VendorResponse, options?: DecodeOptions): DecodedResponse {
  return decodeWith(tencentErrors, readTencent, response, options);
}

function readTencent({ body }: Wire): Finding {
  if (!('fields' in body)) return unknownShape;
  const {
    Error: error,
    CaptchaCode,
    CaptchaMsg,
    EvilLevel,
    RequestId,
  } = fieldsOf(body.fields['Response']) ?? body.fields;
  const found = { kind: 'error', where: 'server_check', requestId: RequestId } as const;
  const refusal = fieldsOf(error);
  if (refusal) {
    return { ...found, layer: 'request', code: textOf(refusal['Code']) ?? '', message: refusal['Message'] };
  }
  const code = textOf(CaptchaCode);
  if (!code || !/^\d{1,9}$/.test(code)) return unknownShape;
  if (code === '1' && textOf(EvilLevel) !== '100') return ok;
  return { ...found, layer: 'verdict', code, message: CaptchaMsg };
}
