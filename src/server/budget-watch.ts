import type { Incident } from './incident.js';
import type { Action } from './policy.js';

const hourMs = 3_600_000;
/** A budget is far off when it is less than a half of the humans a minute, or more than thirty times as much. */
const leastShare = 0.5;
const mostTimes = 30;

/** Hears of each human verdict, and tells when an action's budget is far from what an hour of this process has seen. */
export function watchBudgets(tell: (incident: Incident) => void): (action: Action) => void {
  const hours = new Map<string, { since: number; humans: number }>();
  return ({ name, recoveryPerMinute, acceptRecovery }) => {
    const now = performance.now();
    const hour = hours.get(name) ?? { since: now, humans: 0 };
    hour.humans += 1;
    hours.set(name, hour);
    const age = now - hour.since;
    if (age < hourMs) return;
    hours.delete(name);
    const humansPerMinute = Math.round((hour.humans / age) * 60_000 * 10) / 10;
    const isFarOff =
      recoveryPerMinute < humansPerMinute * leastShare || recoveryPerMinute > Math.max(1, humansPerMinute * mostTimes);
    if (isFarOff && acceptRecovery !== 'never')
      tell({ kind: 'budget_far_off', action: name, recoveryPerMinute, humansPerMinute, at: Date.now() });
  };
}
