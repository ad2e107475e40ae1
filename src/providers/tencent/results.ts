import type { ErrorDetail } from '../../contract/errors.js';
import type { CaptchaErrorCode } from '../../contract/error-codes.js';
import { ownProperties } from '../../parameters/parameter-checks.js';
import { parseRecoveryTicket } from '../../recovery-ticket.js';
import type { VendorMade } from '../provider.js';

/** What a callback of Tencent's script says: passed, closed (null) or failed. */
export type TencentReading =
  { ticket: string; randstr: string } | { code: CaptchaErrorCode; detail: ErrorDetail; made: VendorMade } | null;

/**
 * Reads a result by its ticket and errorCode: `ret` is 0 for passes and for disaster tickets alike
 * (docs/vendors/tencent.md, T-RET-NO-VERDICT), and a closed challenge has the ticket null, "" or none (T-CLOSED).
 */
export function readTencentResult(value: unknown): TencentReading {
  const { ticket, randstr, errorCode, errorMessage } = ownProperties(value) as Partial<Record<string, unknown>>;
  const hasTicket = ticket && typeof ticket === 'string';
  const hasRandstr = randstr && typeof randstr === 'string';
  const isDisaster = errorCode || (hasTicket && /^tr?error_/.test(ticket));
  if (Object(value) === value && !isDisaster) {
    if (!ticket) return null;
    if (hasTicket && hasRandstr) return { ticket, randstr };
  }
  const parsed = parseRecoveryTicket(ticket);
  const number = Number(errorCode) || (parsed && parsed.code) || 0;
  const detail: ErrorDetail = {};
  if (number) detail.vendorCode = String(number);
  // In one build a failed frame script stays failed until reload (T-FRAME-DEAD).
  if (number === 1003 || number === 1004) detail.next = 'reload';
  const made: VendorMade = { again: number > 1001 && number < 1011 };
  if (hasTicket && parsed) made.ticket = ticket;
  if (hasRandstr) made.randstr = randstr;
  if (typeof errorMessage === 'string') made.errorMessage = errorMessage;
  return { code: number === 1014 ? 'rate_limited' : 'vendor_failed', detail, made };
}
