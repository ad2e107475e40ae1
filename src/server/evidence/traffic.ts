/** Human verdicts and page tokens of one minute. */
export interface TrafficMinute {
  readonly humans: number;
  readonly tokens: number;
}

/** What is remembered of a region's traffic. */
export interface Traffic {
  /** The last whole minute that is in it, since 1970. */
  readonly minute: number;
  /** The latest minutes, the oldest first. They enter the averages only when they leave this window. */
  readonly recent: readonly TrafficMinute[];
  /** Slow averages a minute. */
  readonly humans: number;
  readonly tokens: number;
  /** How many minutes have made the averages. */
  readonly learned: number;
}

/** In ms. */
export const trafficMinute = 60_000;
/** Minutes that are kept apart from the averages, and the longest span that is judged. */
export const recentMinutes = 15;
/** The shortest span that is judged, in minutes: one slow minute of our own is no sign. */
const shortestSpan = 3;
/** The averages forget over about this many minutes. */
const memory = 120;
/** Averages of fewer minutes than this say nothing. */
const enoughLearned = 30;
/** So many human verdicts must be expected in the span, else a fall may be chance. */
const expectedHumans = 30;
/** Human verdicts below this part of the expected have fallen; */
const fallen = 1 / 5;
/** from here on, in a third of the span, they are back. */
const back = 1 / 2;
/** Page tokens of at least this part of the expected: visitors still come. */
const stillComing = 1 / 2;

export function newTraffic(minute: number): Traffic {
  return { minute, recent: [], humans: 0, tokens: 0, learned: 0 };
}

/**
 * Adds one more minute.
 *
 * @param learning whether minutes may enter the averages: never those of an outage or of cut-off users
 */
export function addMinute(traffic: Traffic, next: TrafficMinute, learning: boolean): Traffic {
  const recent = [...traffic.recent, next];
  const left = recent.length > recentMinutes ? recent.shift() : undefined;
  const moved = { ...traffic, minute: traffic.minute + 1, recent };
  if (!left || !learning) return moved;
  const learned = Math.min(traffic.learned + 1, memory);
  return {
    ...moved,
    learned,
    humans: traffic.humans + (left.humans - traffic.humans) / learned,
    tokens: traffic.tokens + (left.tokens - traffic.tokens) / learned,
  };
}

/**
 * Whether users are cut off though the canaries are up: human verdicts below a fifth of what their slow average lets
 * expect (at least 30 of them), while page tokens are still issued at half their own average or more.
 *
 * @param already it was so before: then human verdicts have to come back to half the average to end it
 */
export function isCutOff({ recent, humans, tokens, learned }: Traffic, already: boolean): boolean {
  if (learned < enoughLearned || humans <= 0 || tokens <= 0) return false;
  const span = Math.max(shortestSpan, Math.ceil(expectedHumans / humans));
  if (span > recentMinutes || recent.length < span) return false;
  const judged = recent.slice(-span);
  if (total(judged, 'tokens') < tokens * span * stillComing) return false;
  if (!already) return total(judged, 'humans') < humans * span * fallen;
  const latest = recent.slice(-Math.ceil(span / 3));
  return total(latest, 'humans') < humans * latest.length * back;
}

function total(minutes: readonly TrafficMinute[], what: keyof TrafficMinute): number {
  return minutes.reduce((sum, minute) => sum + minute[what], 0);
}
