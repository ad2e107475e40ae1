import type { RegionRecord } from './region-record.js';
import { isEligible } from './age-region.js';
import type { VendorState } from './vendor-state.js';

/** A person's switch for one vendor, as the store has it. All times in ms since 1970. */
export interface Declaration {
  readonly mode: 'outage' | 'healthy' | 'automatic';
  readonly at: number;
  /** From when the declared state counts; for one that is prolonged, from its first declaration. */
  readonly since: number;
  /** The canaries decide again from here on. */
  readonly until: number;
  readonly reason: string;
  /** When a declared outage before this one ended. */
  readonly outageEndedAt?: number;
}

export type DeclarationMode = Declaration['mode'];

export interface DeclareOptions {
  /**
   * When the canaries decide again: ms since 1970 or a Date, in the future and at most 7 days ahead. By default 6 h for
   * `outage`, 24 h for `healthy`. Not for `automatic`.
   */
  until?: number | Date;
  /** Shown in the state and in incidents: 1 to 200 characters, none of them control characters. */
  reason: string;
}

const hour = 3_600_000;
const lasts = { outage: 6 * hour, healthy: 24 * hour };
const longest = 7 * 24 * hour;

/**
 * @param before what is declared so far
 * @throws TypeError for a wrong mode, reason or `until`
 */
export function newDeclaration(
  before: Declaration | undefined,
  mode: DeclarationMode,
  { until, reason }: DeclareOptions,
  now: number,
): Declaration {
  if (!['outage', 'healthy', 'automatic'].includes(mode)) {
    throw new TypeError("declare: the mode is 'outage', 'healthy' or 'automatic'.");
  }
  if (typeof reason !== 'string' || !/^\P{Cc}{1,200}$/u.test(reason)) {
    throw new TypeError('declare: reason is one line of 1 to 200 characters.');
  }
  const outageSince = before?.mode === 'outage' && now < before.until ? before.since : undefined;
  // The end of the outage that runs counts, not that of one before it.
  const endedBefore = outageSince !== undefined && mode === 'automatic' ? now : endOfOutage(before, now);
  const common = { at: now, reason, ...(endedBefore === undefined ? {} : { outageEndedAt: endedBefore }) };
  if (mode === 'automatic') {
    if (until !== undefined) throw new TypeError("declare: 'automatic' has no until.");
    return { ...common, mode, since: now, until: now };
  }
  const end = until === undefined ? now + lasts[mode] : Number(until);
  if (!(end > now && end <= now + longest)) {
    throw new TypeError('declare: until is a time in the future, at most 7 days ahead.');
  }
  return { ...common, mode, since: mode === 'outage' ? (outageSince ?? now) : now, until: end };
}

/** How long the store has to keep it, in ms: past its end, for the sake of the tokens that were issued in it. */
export function declarationTtl({ until }: Declaration, now: number): number {
  return Math.max(0, until - now) + hour;
}

/** The state at `now`: what a person declared, else what the canaries saw. */
export function viewState(region: RegionRecord, declaration: Declaration | undefined, now: number): VendorState {
  if (declaration && declaration.mode !== 'automatic' && now < declaration.until) {
    const { mode: state, since, reason } = declaration;
    // A door that a person closes is closed at once: no grace for tokens of the outage.
    return { state, since, why: `declared: ${reason}`, halved: false, declared: true };
  }
  const { state, since, why, canaries } = region;
  const all = Object.values(canaries);
  const halved = state === 'outage' && all.some(({ fell, lastSure }) => fell && lastSure === 'up');
  const blind = state === 'healthy' && all.length > 0 && !all.some((one) => isEligible(one, now));
  const automatic = { state, since, why: blind ? 'never_up' : why, halved, declared: false };
  if (state === 'outage') return automatic;
  const ends = [region.outageEndedAt, endOfOutage(declaration, now)].filter((end) => end !== undefined);
  return ends.length === 0 ? automatic : { ...automatic, outageEndedAt: Math.max(...ends) };
}

function endOfOutage(declaration: Declaration | undefined, now: number): number | undefined {
  if (!declaration) return undefined;
  return declaration.mode === 'outage' && now >= declaration.until ? declaration.until : declaration.outageEndedAt;
}
