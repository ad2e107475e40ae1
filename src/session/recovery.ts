import { ticketCode, type CaptchaError } from '../contract/errors.js';
import type { Outcome, RecoveryProof } from '../contract/outcome.js';
import type { Provider } from '../contract/vendor.js';
import type { VendorMade } from '../providers/provider.js';
import { createRecoveryTicket } from '../recovery-ticket.js';
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
  const { captchaVerifyParam } = made;
  const tail = Array.from({ length: 11 }, () => Math.floor(Math.random() * 36).toString(36));
  const proof: RecoveryProof = {
    v: 1,
    id,
    vendor,
    ticket: made.ticket || createRecoveryTicket({ code: errorCode, id }),
    randstr: made.randstr || `@${tail.join('')}`,
    failures: turns.map(({ error: { code, category, vendorCode }, provider: { vendor } }) => ({
      vendor,
      code,
      category,
      ...(vendorCode && { vendorCode }),
    })),
    ...(captchaVerifyParam && { captchaVerifyParam }),
    ...(pageToken && { pageToken }),
  };
  const errorMessage = made.errorMessage || messages[errorCode] || 'get_captcha_config_request_error';
  return { status: 'unverified', proof, expiresAt: Date.now() + lifeMs, error, errorCode, errorMessage };
}
