import type { DecodedResponse, DecodeOptions, VendorResponse } from '../decoded-response.js';
import { captchaaiErrors } from '../captchaai.js';
import { decodeWith } from './decode-with.js';
import { unknownShape, type Finding, type Wire } from './finding.js';
import { readJsonAnswer, readPlainAnswer } from './solver-answer.js';

/** An answer of `in.php` or `res.php`, plain or with `json=1`; errors come with HTTP 200. */
export function decodeCaptchaaiResponse(response: VendorResponse, options?: DecodeOptions): DecodedResponse {
  return decodeWith(captchaaiErrors, readCaptchaai, response, options);
}

function readCaptchaai({ body }: Wire): Finding {
  if ('text' in body) return readPlainAnswer(body.text);
  return 'fields' in body ? readJsonAnswer(body.fields) : unknownShape;
}
