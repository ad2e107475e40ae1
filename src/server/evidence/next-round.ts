import type { WatchRecord } from './record.js';

/** What processes want of the watcher, in ms by the store's clock, -Infinity for never. */
export interface Wishes {
  /** When somebody last suspected the vendor. */
  readonly suspectedAt: number;
  /** When a process last began, which wants to know at once how things are. */
  readonly begunAt: number;
  /** When anybody last was verified. */
  readonly usedAt: number;
}

/** After a suspicion rounds follow each other as closely as they may for so long, in ms, */
const closeRounds = 6000;
/** and then so far apart, as in an outage, in ms. */
const laterRounds = 10_000;
/** After a suspicion nobody is suspected anew for so long, in ms: strangers can suspect as often as they like. */
export const quiet = 30_000;
/** Between rounds while nothing is suspected, in ms, give or take a fifth. */
const routine = 300_000;
/** "In use" lasts so long after the last sign of it, in ms. */
const usedFor = 600_000;
/** A round that is no older is a beginning process's first one, too, in ms. */
export const freshEnough = 60_000;
/** No two rounds begin closer, in ms: so a target is asked thirty times a minute at most. */
const closest = 2000;

/**
 * When the next round is due, in ms by the store's clock; Infinity for not at all.
 *
 * @param jitter from 0 to 1, so that servers do not stay in step
 */
export function nextRoundAt(record: WatchRecord, wishes: Wishes, jitter: number): number {
  return Math.max(dueAt(record, wishes, jitter), record.roundAt + closest);
}

/** Whether the round that is due is one of suspicion. */
export function isSuspicion({ roundAt }: WatchRecord, { suspectedAt }: Wishes): boolean {
  return suspectedAt > roundAt;
}

function dueAt(record: WatchRecord, wishes: Wishes, jitter: number): number {
  const { state, since, roundAt, clearedAt } = record;
  switch (state) {
    case 'outage':
      return roundAt + laterRounds;
    case 'suspected':
      return roundAt < since + closeRounds ? since : roundAt + laterRounds;
    case 'healthy': {
      const bySuspicion = isSuspicion(record, wishes) ? Math.max(wishes.suspectedAt, clearedAt + quiet) : Infinity;
      const byBeginning = wishes.begunAt > roundAt + freshEnough ? wishes.begunAt : Infinity;
      const routinely = roundAt + routine * (0.8 + 0.4 * jitter);
      return Math.min(bySuspicion, byBeginning, routinely <= wishes.usedAt + usedFor ? routinely : Infinity);
    }
  }
}
