import { cutText } from '../cut-text.js';
import type { DecodedResponse, DecodeOptions, VendorResponse } from '../decoded-response.js';
import type { ErrorTable } from '../error-entry.js';
import { headerWait } from '../header-wait.js';
import { readHeader } from '../headers.js';
import { lookUpError } from '../look-up.js';
import { readBody } from './body.js';
import type { Finding, Wire } from './finding.js';

const longestMessage = 500;
const longestRequestId = 100;
const longestWait = 24 * 60 * 60 * 1000;

/** Opens a response, has the vendor's form read, and looks its code up. Never throws. */
export function decodeWith(
  table: ErrorTable,
  read: (wire: Wire) => Finding,
  response: VendorResponse,
  options: DecodeOptions = {},
): DecodedResponse {
  try {
    const { status, headers } = response;
    const body = readBody(response.body);
    const finding = read({ status, header: (name) => readHeader(headers, name), body });
    switch (finding.kind) {
      case 'ok':
        return finding;
      case 'unrecognized':
        return 'unrecognized' in body ? { kind: 'unrecognized', why: body.unrecognized } : finding;
      case 'pending': {
        const entry = lookUpError(table, finding.code, options.where ?? 'poll');
        return { kind: 'pending', code: entry.code, entry };
      }
      case 'error': {
        const { layer, message, requestId } = finding;
        const { now = Date.now() } = options;
        const entry = lookUpError(table, finding.code, options.where ?? finding.where);
        const wait = headerWait(entry.retry, headers, now);
        return {
          kind: 'error',
          layer,
          code: entry.code,
          entry,
          ...(typeof message === 'string' && message && { message: cutText(message, longestMessage) }),
          ...(typeof requestId === 'string' && requestId && { requestId: cutText(requestId, longestRequestId) }),
          ...(wait !== undefined && { retryAfterMs: Math.min(wait, longestWait) }),
        };
      }
    }
  } catch {
    // A response that is none, or one with getters that throw.
    return { kind: 'unrecognized', why: 'unknown_shape' };
  }
}
