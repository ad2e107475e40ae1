import type { VendorEvidence } from '../evidence/vendor-evidence.js';
import type { RecoveryReason } from '../verdict.js';

/** That somebody may be let in unchecked. */
export interface Door {
  reason: RecoveryReason;
  /** For how long it has been open, in ms. */
  openMs: number;
  /** The outage is over: for page tokens alone that were issued in it. */
  isGrace: boolean;
}

/**
 * Open only when every vendor of the action is away: one that answers is enough to keep it shut, else a client would
 * choose the weakest.
 *
 * @param now ms since 1970 by this process's clock
 */
export function recoveryDoor(
  policy: 'during_outage' | 'always',
  states: readonly VendorEvidence[],
  now: number,
): Door | null {
  const away = states.filter(({ state }) => state === 'outage');
  const justBack = states.filter(({ graceUntil = 0 }) => now < graceUntil);
  const isOpen = states.length > 0 && away.length + justBack.length === states.length;
  const isDeclared = away.some(({ declared }) => declared);
  const isGrace = justBack.length > 0;
  if (isOpen && !(isGrace && policy === 'always')) {
    const reason = isDeclared ? 'declared_outage' : 'vendor_outage';
    return { reason, openMs: isGrace ? 0 : Math.min(...away.map(({ since }) => now - since)), isGrace };
  }
  return policy === 'always' ? { reason: 'policy_always', openMs: 0, isGrace: false } : null;
}
