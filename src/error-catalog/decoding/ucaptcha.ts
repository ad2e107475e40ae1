import type { DecodedResponse, DecodeOptions, VendorResponse } from '../decoded-response.js';
import { ucaptchaErrors } from '../ucaptcha.js';
import { textOf, type Fields } from './body.js';
import { decodeWith } from './decode-with.js';
import { ok, unknownShape, type Finding, type Wire } from './finding.js';
import { isCode, readJsonAnswer, readPlainAnswer } from './solver-answer.js';

/**
 * An answer in one of the service's three protocols: modern JSON (`errorId`), `in.php` and `res.php`, plain or with
 * `json=1`, and DeathByCaptcha's (`{ "status": 255, "error" }`, with HTTP 503 also for "not found").
 * Source: ucaptcha.net/docs/api/error-codes.
 */
export function decodeUcaptchaResponse(response: VendorResponse, options?: DecodeOptions): DecodedResponse {
  return decodeWith(ucaptchaErrors, readUcaptcha, response, options);
}

function readUcaptcha({ body }: Wire): Finding {
  if ('text' in body) return readPlainAnswer(body.text);
  if (!('fields' in body)) return unknownShape;
  const { fields } = body;
  if ('errorId' in fields) return readModern(fields);
  if (fields['status'] !== 255) return readJsonAnswer(fields);
  // "error" is a code or a sentence.
  const error = textOf(fields['error']) ?? '';
  return { kind: 'error', layer: 'request', code: isCode(error) ? error : '255', message: error };
}

/** Two layers: `errorId` 1 is a refused request; a task that failed has `errorId` 0 and may have no code. */
function readModern({ errorId, status, errorCode, errorDescription }: Fields): Finding {
  if (typeof errorId !== 'number') return unknownShape;
  const failure = { kind: 'error', code: textOf(errorCode) ?? '', message: errorDescription } as const;
  if (errorId !== 0) return { ...failure, layer: 'request' };
  switch (status) {
    case 'failed':
      return { ...failure, layer: 'task', where: 'poll' };
    case 'processing':
      // The state has a code in the older protocol only.
      return { kind: 'pending', code: 'CAPCHA_NOT_READY' };
    case undefined:
    case 'ready':
      return ok;
    default:
      return unknownShape;
  }
}
