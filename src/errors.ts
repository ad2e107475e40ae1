import type { ErrorCategory } from './error-category.js';
import type { Provider } from './options.js';

export type CaptchaErrorCode = keyof typeof catalog;

/** What can be done about an error. `unblock`: by the user, whose browser or network holds the vendor's script back. */
export type NextStep = 'retry' | 'reload' | 'fix_configuration' | 'unblock';

/** One wrong init parameter. */
export interface ParameterIssue {
  parameter: string;
  problem: 'type' | 'unsupported' | 'missing' | 'not_found';
  received: string;
  expected: string;
  message: string;
}

/** Per code: category, what to do next, the recovery ticket's code (Tencent's table, for both vendors), the text. */
const catalog = {
  invalid_parameter: ['configuration', 'fix_configuration', 0, ''],
  not_in_browser: ['environment', 'fix_configuration', 0, 'There is no document here: call verify() in a browser.'],
  offline: ['network', 'retry', 1001, 'The device is offline.'],
  script_network: ['network', 'retry', 1001, "The vendor's script could not be fetched."],
  script_timeout: ['timeout', 'retry', 1001, "The vendor's script did not arrive in time."],
  script_empty: [
    'vendor',
    'unblock',
    1001,
    "The vendor's script loaded but defined nothing: an ad blocker or a proxy may have emptied it.",
  ],
  script_invalid: ['vendor', 'reload', 1001, "The vendor's global exists but is not the captcha function."],
  csp_blocked: [
    'page',
    'fix_configuration',
    1001,
    "The page's Content-Security-Policy blocks the vendor's script: allow its hosts in script-src, or use a nonce with 'strict-dynamic'.",
  ],
  trusted_types_refused: [
    'page',
    'fix_configuration',
    1001,
    "Trusted Types refuse the script URL: allow the policy 'captcha-failover' and add a 'default' policy for the vendor's script.",
  ],
  global_conflict: [
    'page',
    'fix_configuration',
    1001,
    'The page already uses this vendor with another site, prefix or region: one per page, until it is reloaded.',
  ],
  element_missing: [
    'page',
    'fix_configuration',
    1001,
    'The captcha element is not in the document: render it before verify().',
  ],
  vendor_threw: ['vendor', 'reload', 1005, "The vendor's script threw."],
  not_shown: ['timeout', 'retry', 1002, 'Nothing usable appeared in time.'],
  vendor_failed: ['vendor', 'retry', 1006, "The vendor's script reports a failure."],
  vendor_refused: [
    'configuration',
    'fix_configuration',
    1006,
    'The vendor refuses the configuration: check ids, prefix, region and the account.',
  ],
  rate_limited: ['rate_limit', 'retry', 1014, 'The vendor limits the rate.'],
} satisfies Record<string, readonly [ErrorCategory, NextStep, number, string]>;

/** What an error may carry beside its code. */
export interface ErrorDetail {
  provider?: Provider | undefined;
  vendorCode?: string | undefined;
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
  readonly code: CaptchaErrorCode;
  readonly category: ErrorCategory;
  readonly next: NextStep;
  /** Script tags tried before it. */
  readonly attempts: number;
  /** From the start of this provider's turn, in ms. */
  readonly elapsedMs: number;
  readonly provider?: Provider;
  /** The vendor's own code, such as `IllegalScene` or `1006`. */
  readonly vendorCode?: string;
  /** `invalid_parameter` only: every problem found. */
  readonly issues?: readonly ParameterIssue[];
  /** What was thrown by the vendor's code or the browser, if anything was. */
  override readonly cause?: unknown;

  /** @internal */
  constructor(code: CaptchaErrorCode, detail: ErrorDetail = {}) {
    const [category, next, , text] = catalog[code];
    super(detail.message || (detail.vendorCode ? `${text} (${detail.vendorCode})` : text));
    this.name = 'CaptchaError';
    this.code = code;
    this.category = detail.category || category;
    this.next = detail.next || next;
    this.attempts = detail.attempts || 0;
    this.elapsedMs = Math.round(detail.elapsedMs || 0);
    if (detail.provider) this.provider = { vendor: detail.provider.vendor, id: detail.provider.id };
    if (detail.vendorCode) this.vendorCode = detail.vendorCode;
    if (detail.issues) this.issues = detail.issues;
    if ('cause' in detail) Object.defineProperty(this, 'cause', { value: detail.cause });
  }

  /** For logs: never a ticket, never the options. */
  toJSON(): object {
    const { name, message, code, category, next, provider, vendorCode, issues, attempts, elapsedMs } = this;
    return { name, message, code, category, next, provider, vendorCode, issues, attempts, elapsedMs };
  }
}

/** Tells a `CaptchaError` from any other value, also one of another realm or of another copy of this library. */
export function isCaptchaError(value: unknown): value is CaptchaError {
  const error = value as Partial<CaptchaError> | null | undefined;
  return typeof error === 'object' && error !== null && error.name === 'CaptchaError' && String(error.code) in catalog;
}

/** The code of Tencent's table that a recovery ticket carries for this error. */
export function ticketCode({ code, vendorCode }: CaptchaError): number {
  return code === 'vendor_failed' && /^1\d{3}$/.test(vendorCode || '') ? Number(vendorCode) : catalog[code][2];
}
