import { ticketCode, type CaptchaError } from './errors.js';
import type { Failure, Outcome, RecoveryProof } from './outcome.js';
import type { Provider } from './options.js';
import type { ProviderFailure } from './providers/provider.js';
import { createRecoveryTicket } from './recovery-ticket.js';

/** A provider's turn that came to nothing, with what the vendor's script left for it. */
export interface FailedTurn {
  provider: Provider;
  error: CaptchaError;
  made: ProviderFailure;
}

/** The turn that an outcome speaks of: the first provider's, since all have been tried by then. */
export function decidingTurn(turns: readonly FailedTurn[], first: Provider): FailedTurn {
  return turns.find((turn) => turn.provider === first) as FailedTurn;
}

const lifeMs = 300000;

/** Tencent's names for its codes, as its script reports them; `jsload_error` is the one that a page reports. */
const messages: Record<number, string> = {
  1001: 'jsload_error',
  1002: 'captcha_show_timeout',
  1005: 'framejs_run_error',
  1014: 'rate_limit',
};

function randstr(): string {
  const tail = Array.from({ length: 11 }, () => Math.floor(Math.random() * 36).toString(36));
  return `@${tail.join('')}`;
}

/**
 * What the page gets when no provider could check anyone: the documented disaster-recovery ticket of the first
 * provider. One that the vendor's script made is passed on unchanged.
 */
export function createRecovery(turns: readonly FailedTurn[], first: Provider, pageToken: string | undefined): Outcome {
  const { provider, error, made } = decidingTurn(turns, first);
  const errorCode = ticketCode(error);
  const now = Date.now();
  const proof: RecoveryProof = {
    v: 1,
    id: provider.id,
    vendor: provider.vendor,
    ticket: made.ticket || createRecoveryTicket({ code: errorCode, id: provider.id, now }),
    randstr: made.randstr || randstr(),
    failures: turns.map(({ error: { code, category, vendorCode }, provider: { vendor } }) => {
      const failure: Failure = { vendor, code, category };
      if (vendorCode) failure.vendorCode = vendorCode;
      return failure;
    }),
  };
  if (made.captchaVerifyParam) proof.captchaVerifyParam = made.captchaVerifyParam;
  if (pageToken) proof.pageToken = pageToken;
  return {
    status: 'unverified',
    proof,
    expiresAt: now + lifeMs,
    error,
    errorCode,
    errorMessage: made.errorMessage || messages[errorCode] || 'get_captcha_config_request_error',
  };
}
