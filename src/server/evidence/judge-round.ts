import type { Finding, Round } from './ask-targets.js';
import { admittedSince, agedRecord, outageLimit, type StateName, type WatchRecord } from './record.js';

/** A target that was not up for this long is no evidence, in ms: an egress rule must not open the door for ever. */
export const neverUpAfter = 24 * 3_600_000;
/** An outage takes this many *downs* of one target in a row, */
const downsForOutage = 3;
/** the first and the last asked for at least this far apart, */
const downsSpan = 4000;
/** and at most this far; in ms. */
const rowWindow = 60_000;
/** It is over when all were up in this many rounds in a row, */
const roundsForHealthy = 3;
/** the first and the last begun at least this far apart, in ms. */
const upsSpan = 10_000;

/** What becomes of a record by a round: pure, and the same for every process that shares a store. */
export function judgeRound(stored: WatchRecord, round: Round): WatchRecord {
  const { startedAt, judgedAt } = round;
  const before = agedRecord(stored, judgedAt);
  const targets = round.findings
    .filter((one) => one.target.kind !== 'reference' && isAlive(one, startedAt))
    .map(withRealTickets(startedAt));
  const rows = Object.fromEntries(
    targets.map((one) => [one.target.key, rowAfter(before.rows[one.target.key] ?? [], one, startedAt)]),
  );
  const down = targets.find(({ answer }) => answer === 'down');
  const isAllUp = targets.length > 0 && targets.every(({ answer }) => answer === 'up' || answer === 'throttled');
  const run = { count: before.allUp.count + 1, since: before.allUp.count > 0 ? before.allUp.since : startedAt };
  const hasRecovered = isAllUp && run.count >= roundsForHealthy && startedAt - run.since >= upsSpan;

  const isInQuestion = round.isSuspicion || before.state === 'suspected';

  const next: WatchRecord = {
    ...before,
    roundAt: startedAt,
    judgedAt,
    allUp: isAllUp ? run : { count: 0, since: 0 },
    rows,
    clearedAt: isAllUp && isInQuestion ? judgedAt : before.clearedAt,
    downAt: down ? judgedAt : before.downAt,
    spentMs: hasRecovered ? 0 : before.spentMs + admittedSince(before, judgedAt),
  };
  const proven = targets.find(({ target, answer }) => answer === 'down' && isProven(rows[target.key] ?? [], round));
  const moved = (state: StateName, why: string, since = judgedAt): WatchRecord => ({ ...next, state, since, why });
  const isSpent = next.spentMs >= outageLimit;

  if (before.state === 'outage') {
    if (hasRecovered) return { ...moved('healthy', 'canaries_up'), endedAt: judgedAt, clearedAt: judgedAt };
    return isSpent ? { ...moved('healthy', 'outage_limit'), endedAt: judgedAt } : next;
  }
  if (isAllUp) return moved('healthy', 'canaries_up', before.state === 'healthy' ? before.since : judgedAt);
  if (proven && !isSpent) return moved('outage', `${proven.target.name}: ${proven.why}`);
  if (before.state === 'suspected') return next;
  if (down) return moved('suspected', `${down.target.name}: ${down.why}`, startedAt);
  return round.isSuspicion ? moved('suspected', 'not_all_up', startedAt) : next;
}

function isAlive({ upAt }: Finding, startedAt: number): boolean {
  return startedAt - upAt <= neverUpAfter;
}

/** An API that has just answered a real ticket is up, whatever it made of the canary: a flood may make it drop some. */
function withRealTickets(startedAt: number): (one: Finding) => Finding {
  return (one) => (one.upAt >= startedAt ? { ...one, answer: 'up' } : one);
}

function rowAfter(row: readonly number[], { answer, upAt }: Finding, startedAt: number): readonly number[] {
  const since = row.filter((at) => at > upAt && startedAt - at <= rowWindow);
  if (answer === 'down') return [...since, startedAt];
  // What is vetoed neither counts nor breaks the row.
  return answer === 'vetoed' ? since : [];
}

function isProven(row: readonly number[], { findings, startedAt }: Round): boolean {
  const [first = startedAt] = row;
  if (row.length < downsForOutage || startedAt - first < downsSpan) return false;
  // One that has not answered for a day is no measure of our own egress.
  const references = findings.filter((one) => one.target.kind === 'reference' && isAlive(one, startedAt));
  return references.length === 0 || references.some(({ upAt }) => upAt >= first);
}
