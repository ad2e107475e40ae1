import { parseRecoveryTicket } from '../../recovery-ticket.js';
import type { CaptchaErrorCode } from '../../errors.js';
import type { ProviderFailure } from '../provider.js';

/** What a callback of Tencent's script says. */
export type TencentReading =
  | { kind: 'passed'; ticket: string; randstr: string }
  | { kind: 'closed' }
  | { kind: 'failed'; code: CaptchaErrorCode; made: ProviderFailure };

const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);

/**
 * Reads a result by its ticket and errorCode: `ret` is 0 for passes and for disaster tickets alike
 * (docs/vendors/tencent.md, T-RET-NO-VERDICT), and a closed challenge has the ticket null, "" or none (T-CLOSED).
 */
export function readTencentResult(value: unknown): TencentReading {
  if (typeof value !== 'object' || !value) return { kind: 'failed', code: 'vendor_failed', made: {} };
  const result = value as Record<string, unknown>;
  const ticket = text(result['ticket']);
  const randstr = text(result['randstr']);
  const errorCode = result['errorCode'] || undefined;
  if (errorCode !== undefined || (ticket && /^tr?error_/.test(ticket)))
    return readDisaster(errorCode, ticket, randstr, text(result['errorMessage']));
  if (!ticket) return { kind: 'closed' };
  if (!randstr) return { kind: 'failed', code: 'vendor_failed', made: {} };
  return { kind: 'passed', ticket, randstr };
}

function readDisaster(errorCode: unknown, ticket?: string, randstr?: string, errorMessage?: string): TencentReading {
  const parsed = parseRecoveryTicket(ticket);
  const code = Number(errorCode) || (parsed ? parsed.code : 0);
  const made: ProviderFailure = {};
  if (code) made.vendorCode = String(code);
  if (ticket && parsed) made.ticket = ticket;
  if (randstr) made.randstr = randstr;
  if (errorMessage) made.errorMessage = errorMessage;
  // Loading failures may pass at a second try; in one build a failed frame script stays failed until reload (T-FRAME-DEAD).
  if (code >= 1002 && code <= 1010) made.again = true;
  if (code === 1003 || code === 1004) made.next = 'reload';
  return { kind: 'failed', code: code === 1014 ? 'rate_limited' : 'vendor_failed', made };
}
