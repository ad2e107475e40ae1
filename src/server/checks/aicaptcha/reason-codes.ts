import type { VerdictMeaning } from '../reply.js';

const NO_SUCH_SITE = { fix: 'The vendor knows no such site key: check siteKey and secret.' };
const SITE_STOPPED = {
  fix: 'The site is deleted or paused: start it in the console of AICaptcha, or use another key.',
};
const DOMAIN = {
  fix: "The page's domain is not allowed: add it to the associated domains in the console of AICaptcha.",
};

/**
 * `reason` of siteverify. Source: aicaptcha-docs.pages.dev, installation/error-description, server codes. One that is
 * not in here, such as `token_err`, refuses the challenge.
 */
export const AICAPTCHA_REASONS: Readonly<Record<string, VerdictMeaning>> = {
  tno_expired: 'expired',
  payload_used: 'replayed',
  referer_denied: DOMAIN,
  no_sitekey: NO_SUCH_SITE,
  sitekey_invalid: NO_SUCH_SITE,
  site_deleted: SITE_STOPPED,
  site_paused: SITE_STOPPED,
  runtime_err: 'vendor_error',
};
