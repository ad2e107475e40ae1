import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { ScriptSource } from './script-source.js';

/** How a load has gone so far. */
export interface AttemptsMade {
  /** Those that count, with the one that just failed. */
  attempts: number;
  /** Of these, the ones that ended without an answer. */
  timeouts: number;
}

/**
 * Whether another attempt may follow one that failed with this code.
 *
 * @param limit further attempts after the first
 */
export function mayTryAgain(
  code: CaptchaErrorCode,
  { attempts, timeouts }: AttemptsMade,
  { urls, tagsAfterTimeout }: Pick<ScriptSource, 'urls' | 'tagsAfterTimeout'>,
  limit: number,
): boolean {
  // The page's own policies stay as they are: one may let another address through, the other refuses them all.
  if (code === 'csp_blocked') return attempts < urls.length;
  if (code === 'trusted_types_refused' || attempts > limit) return false;
  return code !== 'script_timeout' || timeouts <= tagsAfterTimeout;
}
