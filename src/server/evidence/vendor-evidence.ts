import type { ServerVendor } from '../sites.js';
import { declaredEnd, isInForce } from './declaration.js';
import { quiet } from './next-round.js';
import { agedRecord, type StateName } from './record.js';
import type { VendorWatch } from './vendor-watch.js';

/** The state of one vendor in one region, at the moment it was asked for. */
export interface VendorEvidence {
  /** `suspected` admits nobody: something is down, or is just being looked at. */
  readonly state: StateName;
  /** When it began, in ms since 1970 by this process's clock. */
  readonly since: number;
  /** Short and free of secrets, such as `script https://…/TJCaptcha.js: ECONNREFUSED` or `declared: <reason>`. */
  readonly why: string;
  /** Set by a person, not by the canaries. */
  readonly declared: boolean;
  /** The outage is one of the vendor's API, as the canaries see it: real tickets cannot be checked. */
  readonly apiDown: boolean;
  /**
   * An outage has just ended: page tokens that were issued in it are honored until then (60 s after its end), in ms
   * since 1970 by this process's clock. Unset in an outage, and when a person declared the vendor healthy.
   */
  readonly graceUntil?: number;
}

/** A state with what it is the state of. */
export interface WatchedEvidence extends VendorEvidence {
  readonly vendor: ServerVendor;
  /** `cn`, `intl`, `sgp`; `global` for a vendor without regions. */
  readonly region: string;
}

/** For so long after an outage the tokens that were issued in it are honored, in ms. */
export const grace = 60_000;
/** A matter that has not been decided after this leaves nothing to wait for, in ms. */
const undecidedFor = 20_000;
/** Canaries that have not been asked after this will not be: nobody watches. In ms. */
const unansweredFor = 60_000;

/** What a person declared, else what the canaries saw. Never rejects. */
export async function evidenceOf(watch: VendorWatch): Promise<VendorEvidence> {
  try {
    const seen = await watch.current();
    const now = seen.now();
    const ours = (at: number) => Math.round(Date.now() - (now - at));
    const { declaration } = seen;
    if (isInForce(declaration, now)) {
      const { mode: state, since, reason } = declaration;
      return { state, since: ours(since), why: `declared: ${reason}`, declared: true, apiDown: false };
    }
    const { state, since, why, rows, endedAt } = agedRecord(seen.record, now);
    const apis = watch.plan.targets.filter(({ kind }) => kind === 'api');
    const apiDown = state === 'outage' && apis.some(({ key }) => (rows[key] ?? []).length > 0);
    const graceUntil = Math.max(endedAt, declaration ? declaredEnd(declaration) : 0) + grace;
    const inGrace = state !== 'outage' && now < graceUntil;
    return {
      state,
      since: ours(since),
      why,
      declared: false,
      apiDown,
      ...(inGrace && { graceUntil: ours(graceUntil) }),
    };
  } catch {
    return noEvidence('store_unavailable');
  }
}

export function noEvidence(why: string): VendorEvidence {
  return { state: 'healthy', since: Date.now(), why, declared: false, apiDown: false };
}

/** See `Evidence.judged`. */
export function judgedSince({ latest }: VendorWatch, sinceMonotonicMs: number): 'pending' | 'all_up' | 'row_open' {
  const waited = performance.now() - sinceMonotonicMs;
  if (!latest) return waited < unansweredFor ? 'pending' : 'all_up';
  const now = latest.now();
  if (isInForce(latest.declaration, now)) return 'all_up';
  const { state, since, judgedAt, clearedAt } = agedRecord(latest.record, now);
  // Nobody will look again so soon after a suspicion that came to nothing.
  if (state === 'healthy' && now - clearedAt < quiet) return 'all_up';
  if (state === 'suspected') return now - since < undecidedFor ? 'row_open' : 'all_up';
  return judgedAt < latest.stored(sinceMonotonicMs) && waited < unansweredFor ? 'pending' : 'all_up';
}
