import type { RecoveryReason } from '../verdict.js';

/** What admission needs to know of the evidence on one vendor. */
export interface SeenState {
  state: 'healthy' | 'suspected' | 'outage' | 'cut_off';
  /** ms since 1970. */
  since: number;
  /** Its return begins to show. */
  halved: boolean;
  /** A person said so. */
  declared: boolean;
  /** When the last outage ended, in ms since 1970. */
  outageEndedAt?: number;
}

/** That somebody may be let in unchecked, and whom. */
export interface Door {
  reason: RecoveryReason;
  /** From when on it has been open, in ms since 1970. */
  since: number;
  /** Half the budget. */
  half: boolean;
  /** Nobody without a pass token. */
  returningOnly: boolean;
  /** Nobody without a page token, unless the site does without them. */
  pageTokenNeeded: boolean;
  /** The outage is over: only page tokens that were issued in it, up to this time in ms since 1970. */
  endedAt?: number;
}

/** For so long after an outage the tokens that were issued in it are honored, in ms. */
const graceMs = 60_000;

/**
 * Step 2 of the admission order: open only when every vendor of the action is away. One that answers is enough to
 * keep it shut, else a client would choose the weakest. The strictest state sets the terms.
 */
export function recoveryDoor(
  policy: 'never' | 'during_outage' | 'always',
  states: readonly SeenState[],
  now: number,
): Door | null {
  switch (policy) {
    case 'never':
      return null;
    case 'always':
      return alwaysOpen(states, now);
    case 'during_outage':
      return openInOutage(states, now);
  }
}

/** The terms never get worse than they are without an outage. */
function alwaysOpen(states: readonly SeenState[], now: number): Door {
  const outage = states.length > 0 && states.every(({ state }) => state === 'outage');
  return {
    reason: outage ? outageReason(states) : 'policy_always',
    since: outage ? lastOf(states) : now,
    half: false,
    returningOnly: false,
    pageTokenNeeded: false,
  };
}

function openInOutage(states: readonly SeenState[], now: number): Door | null {
  const away = states.filter(isAway);
  const ended = states.flatMap(({ state, outageEndedAt }) =>
    isAway({ state }) || outageEndedAt === undefined || now - outageEndedAt > graceMs ? [] : [outageEndedAt],
  );
  if (states.length === 0 || away.length + ended.length < states.length) return null;
  const cutOff = away.some(({ state }) => state === 'cut_off');
  return {
    reason: cutOff ? 'users_cut_off' : outageReason(away),
    since: Math.max(lastOf(away), ...ended),
    half: cutOff || states.some(({ halved }) => halved),
    returningOnly: cutOff,
    pageTokenNeeded: true,
    ...(ended.length > 0 && { endedAt: Math.min(...ended) }),
  };
}

const isAway = ({ state }: Pick<SeenState, 'state'>): boolean => state === 'outage' || state === 'cut_off';

const lastOf = (states: readonly SeenState[]): number => Math.max(...states.map(({ since }) => since));

const outageReason = (states: readonly SeenState[]): RecoveryReason =>
  states.some(({ declared }) => declared) ? 'declared_outage' : 'vendor_outage';
