import type { ErrorCategory } from '../error-category.js';
import { errorCodes, type CaptchaErrorCode, type NextStep } from './error-codes.js';
import { errorText } from './error-texts.js';
import type { Provider } from './vendor.js';

/** One wrong init parameter. */
export interface ParameterIssue {
  parameter: string;
  problem: 'type' | 'unsupported' | 'missing' | 'not_found';
  received: string;
  expected: string;
  message: string;
}

/** What an error may carry beside its code. */
export interface ErrorDetail {
  provider?: Provider;
  vendorCode?: string;
  category?: ErrorCategory;
  next?: NextStep;
  issues?: readonly ParameterIssue[];
  attempts?: number;
  elapsedMs?: number;
  message?: string;
  cause?: unknown;
}

/** Every failure of this library. Recognise it with `isCaptchaError`, which also works across realms and copies. */
export class CaptchaError extends Error {
  declare readonly code: CaptchaErrorCode;
  declare readonly category: ErrorCategory;
  declare readonly next: NextStep;
  /** Script tags tried before it. */
  declare readonly attempts: number;
  /** From the start of this provider's turn, in ms. */
  declare readonly elapsedMs: number;
  declare readonly provider?: Provider;
  /** The vendor's own code, such as `IllegalScene` or `1006`. */
  declare readonly vendorCode?: string;
  /** `invalid_parameter` only: every problem found. */
  declare readonly issues?: readonly ParameterIssue[];
  /** What was thrown by the vendor's code or the browser, if anything was. */
  declare readonly cause?: unknown;

  /** @internal */
  constructor(code: CaptchaErrorCode, detail: ErrorDetail = {}) {
    super();
    const [category, next] = errorCodes[code];
    const { vendorCode, message = errorText(code) + (vendorCode ? ` (${vendorCode})` : '') } = detail;
    Object.assign(this, { name: 'CaptchaError', code, category, next, attempts: 0, elapsedMs: 0 }, detail, { message });
  }

  /** For logs: never a ticket, never the options. */
  toJSON(): object {
    return Object.assign({}, this, { cause: undefined });
  }
}

/** Tells a `CaptchaError` from any other value, also one of another realm or of another copy of this library. */
export function isCaptchaError(value: unknown): value is CaptchaError {
  const { name, code } = Object(value) as Partial<CaptchaError>;
  return name === 'CaptchaError' && Object.keys(errorCodes).includes(code as string);
}

/** The code of Tencent's table that a recovery ticket carries for this error: the vendor's own where it has one. */
export function ticketCode({ code, vendorCode = '' }: CaptchaError): number {
  const [, , ticketCode] = errorCodes[code];
  const isTencentCode = code === 'vendor_failed' && /^1\d{3}$/.test(vendorCode);
  return Number(isTencentCode ? vendorCode : ticketCode);
}
