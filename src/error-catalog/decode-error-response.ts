import type { DecodedResponse, DecodeOptions, VendorResponse } from './decoded-response.js';
import { decodeAicaptchaResponse } from './decoding/aicaptcha.js';
import { decodeAliyunResponse } from './decoding/aliyun.js';
import { decodeCaptchaaiResponse } from './decoding/captchaai.js';
import { decodeTencentResponse } from './decoding/tencent.js';
import { decodeUcaptchaResponse } from './decoding/ucaptcha.js';
import type { ErrorVendor } from './describe.js';

type Decoder = (response: VendorResponse, options?: DecodeOptions) => DecodedResponse;

const decoders: Readonly<Record<ErrorVendor, Decoder>> = {
  tencent: decodeTencentResponse,
  aliyun: decodeAliyunResponse,
  aicaptcha: decodeAicaptchaResponse,
  captchaai: decodeCaptchaaiResponse,
  ucaptcha: decodeUcaptchaResponse,
};

/**
 * Reads the error out of a response of one of the five systems, in any of its documented forms. Never throws: what has
 * no such form (HTML of a proxy, cut JSON, an empty body, another vendor's answer) is `unrecognized`, and of a body above
 * 64 KiB nothing is parsed. All five tables come with it into a bundle; `decodeTencentResponse` and its like take one.
 *
 * It names errors. It is no check of a ticket or token: `ok` means that the form has no error in it, no more.
 *
 * @param response status, headers and unparsed body
 */
export function decodeErrorResponse(
  vendor: ErrorVendor,
  response: VendorResponse,
  options?: DecodeOptions,
): DecodedResponse {
  const isKnown = typeof vendor === 'string' && Object.prototype.hasOwnProperty.call(decoders, vendor);
  return isKnown ? decoders[vendor](response, options) : { kind: 'unrecognized', why: 'unknown_shape' };
}
