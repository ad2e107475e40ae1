import type { DecodedResponse, DecodeOptions, VendorResponse } from '../decoded-response.js';
import { aicaptchaErrors } from '../aicaptcha.js';
import { textOf } from './body.js';
import { decodeWith } from './decode-with.js';
import { ok, unknownShape, type Finding, type Wire } from './finding.js';

/**
 * An answer of `siteverify`: `{ status, result, reason }`. `status` says only that the call worked, `result` is the
 * verdict, `reason` holds the code of either. Source: aicaptcha-docs.pages.dev/installation/server.
 */
export function decodeAicaptchaResponse(response: VendorResponse, options?: DecodeOptions): DecodedResponse {
  return decodeWith(aicaptchaErrors, readAicaptcha, response, options);
}

function readAicaptcha({ body }: Wire): Finding {
  if (!('fields' in body)) return unknownShape;
  const { status, result, reason } = body.fields;
  const found = { kind: 'error', where: 'server_check', code: textOf(reason) ?? '' } as const;
  if (typeof status !== 'string' || !status) return unknownShape;
  if (status !== 'success') return { ...found, layer: 'request' };
  if (typeof result !== 'string' || !result) return unknownShape;
  return result === 'success' ? ok : { ...found, layer: 'verdict' };
}
