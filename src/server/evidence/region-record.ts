import type { ProbeAnswer } from './probe-result.js';
import type { StateName } from './vendor-state.js';

/** What is known of one canary. All times in ms since 1970. */
export interface CanaryRecord {
  /** When it was last asked. */
  askedAt: number;
  /** When it last was up. Without one in the last 24 h nothing it says is evidence. */
  upAt?: number;
  /** Its last answer that was evidence. */
  lastSure?: Exclude<ProbeAnswer, 'unknown'>;
  /** When its *downs* in a row were asked for, those of the last 15 s. Answers come sooner or later by chance. */
  downs: readonly number[];
  /** Its *ups* since any canary was last down. */
  ups: number;
  firstUpAt?: number;
  /** It was down since the vendor was last healthy. */
  fell: boolean;
}

/** The automatic state of one vendor in one region, as the store has it. */
export interface RegionRecord {
  state: StateName;
  since: number;
  why: string;
  /** When anything was last learned. */
  at: number;
  /** By name. */
  canaries: Readonly<Record<string, CanaryRecord>>;
  /** When any canary's *down* last was evidence. */
  lastDownAt?: number;
  /** For how long outages have admitted since the vendor was last seen to recover, in ms; the present one not counted. */
  outageSpentMs: number;
  outageEndedAt?: number;
  /** When the traffic last showed that users are cut off. */
  cutOffSeenAt?: number;
}

/** A region that nobody has asked about yet. */
export function newRegion(at: number): RegionRecord {
  return { state: 'healthy', since: at, why: 'not_asked_yet', at, canaries: {}, outageSpentMs: 0 };
}
