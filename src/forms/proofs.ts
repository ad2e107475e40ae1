import { development } from '../contract/development.js';
import type { Captcha } from '../contract/options.js';
import type { Outcome, Proof } from '../contract/outcome.js';
import { warn } from '../contract/warn.js';

/** Proofs that a form has: concurrent calls of `verify()` share one, and a server takes each only once. */
const taken = new WeakSet<Proof>();

/** An outcome that has a proof. */
export type Proven = Extract<Outcome, { proof: Proof }>;

/** The proofs of one protection. */
export interface Proofs {
  /**
   * A proof that was never sent: one that was kept, or that of a new check. Null when the check ended without one.
   * Rejects as `verify()` does. The form hears each outcome.
   */
  ask(form: HTMLFormElement, signal: AbortSignal): Promise<Proven | null>;
  /** Keeps a proof that could not be sent, for the next submission while it is good. */
  keep(outcome: Proven): void;
}

export function createProofs(captcha: Pick<Captcha, 'verify'>): Proofs {
  let kept: Proven | null = null;
  return {
    async ask(form, signal) {
      const before = kept;
      kept = null;
      if (before && before.expiresAt > Date.now()) return before;
      while (!signal.aborted) {
        const outcome = await captcha.verify({ signal });
        form.dispatchEvent(new CustomEvent('captcha-failover:outcome', { bubbles: true, detail: outcome }));
        if (!outcome.proof) break;
        if (taken.has(outcome.proof)) continue;
        taken.add(outcome.proof);
        return outcome;
      }
      return null;
    },
    keep(outcome) {
      kept = outcome;
      if (development)
        warn(
          'unsent_proof',
          'A form was not sent after its check: it had left the page, or a field had become invalid. The next submission sends its proof.',
        );
    },
  };
}
