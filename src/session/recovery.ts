import { ticketCode, type CaptchaError } from '../contract/errors.js';
import type { Outcome, RecoveryProof } from '../contract/outcome.js';
import type { Provider } from '../contract/vendor.js';
import type { VendorMade } from '../providers/provider.js';
import { formatRecoveryTicket } from '../recovery-ticket.js';
import type { SessionOptions } from './session-options.js';

/** A provider's turn that came to nothing, with what the vendor's script left for it. */
export interface FailedTurn {
  provider: Provider;
  error: CaptchaError;
  made: VendorMade;
}

const lifeMs = 300000;

/** Tencent's names for its codes, as its script reports them; `jsload_error` is the one that a page reports. */
const messages: Record<number, string> = {
  1001: 'jsload_error',
  1002: 'captcha_show_timeout',
  1005: 'framejs_run_error',
  1014: 'rate_limit',
};

/** In Tencent's form: `@` and 11 characters of base 36. */
export function randomRandstr(): string {
  let text = '@';
  while (text.length < 12) text += Math.floor(Math.random() * 36).toString(36);
  return text;
}

/** Lets a list travel as one where a library of the page has given all arrays a `toJSON` (Prototype 1.6). */
const asPlainList = <T>(list: T[]): T[] => Object.defineProperty(list, 'toJSON', { value: undefined });

/**
 * What the page gets when no provider could check anyone: the documented disaster-recovery ticket of the first
 * provider. One that the vendor's script made is passed on unchanged.
 */
export function recover(
  { recovery, providers }: SessionOptions,
  turns: readonly FailedTurn[],
  pageToken?: string,
): Outcome {
  // All have been tried by now.
  const { provider, error, made } = turns.find((turn) => turn.provider === providers[0]) as FailedTurn;
  if (recovery === 'none') return { status: 'failed', proof: null, error };
  const { id, vendor } = provider;
  const errorCode = ticketCode(error);
  const now = Date.now();
  const { captchaVerifyParam } = made;
  const proof: RecoveryProof = {
    v: 1,
    id,
    vendor,
    ticket: made.ticket || formatRecoveryTicket(errorCode, id, now),
    randstr: made.randstr || randomRandstr(),
    failures: asPlainList(
      turns.map(({ error: { code, category, vendorCode }, provider: { vendor } }) => ({
        vendor,
        code,
        category,
        ...(vendorCode && { vendorCode }),
      })),
    ),
    ...(captchaVerifyParam && { captchaVerifyParam }),
    ...(pageToken && { pageToken }),
  };
  const errorMessage = made.errorMessage || messages[errorCode] || 'get_captcha_config_request_error';
  return { status: 'unverified', proof, expiresAt: now + lifeMs, error, errorCode, errorMessage };
}
