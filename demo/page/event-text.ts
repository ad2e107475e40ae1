import type { CaptchaEvent, Outcome } from '../../src/index.js';
import { duration, vendorNames } from './names.js';

/** An event as a sentence, for the list beside the timeline and for the status line. */
export function eventText(event: CaptchaEvent): string {
  const who = event.provider ? vendorNames[event.provider.vendor] : 'The page';
  switch (event.type) {
    case 'attempt':
      if (event.standby) return `${who}: the script is fetched ahead, in case its turn comes.`;
      return event.attempt === 1
        ? `${who}: the script is requested.`
        : `${who}: the script is requested again, attempt ${event.attempt}.`;
    case 'attempt_failed':
      return `${who}: the attempt failed (${event.error.code}). ${nextAttempt(event.retryInMs)}`;
    case 'loaded':
      return `${who}: the script is loaded and usable.`;
    case 'ready':
      return `${who}: the challenge is prepared.`;
    case 'shown':
      return `${who}: the challenge is on screen.`;
    case 'hidden':
      return `${who}: the challenge is gone.`;
    case 'expired':
      return 'The proof is too old to be posted now.';
    case 'late':
      return event.what === 'script'
        ? `${who}: a script that had been given up arrived late and was ignored.`
        : `${who}: the vendor called back too late and was ignored.`;
    case 'provider_failed':
      return `${who} is given up: ${codeOf(event.error)}.`;
    case 'outcome':
      return outcomeText(event.outcome);
  }
}

function nextAttempt(retryInMs: number | 'online' | null): string {
  if (retryInMs === 'online') return 'The next one waits until the device is online.';
  return retryInMs === null ? 'No further attempt.' : `Next one in ${duration(retryInMs)}.`;
}

export function outcomeText(outcome: Outcome): string {
  switch (outcome.status) {
    case 'passed':
      return `Outcome: passed, by ${vendorNames[outcome.proof.vendor]}.`;
    case 'unverified':
      return `Outcome: unverified (${codeOf(outcome.error)}). Nobody was checked; the server decides.`;
    case 'dismissed':
      return `Outcome: dismissed (${outcome.reason}).`;
    case 'failed':
      return `Outcome: failed (${codeOf(outcome.error)}).`;
  }
}

function codeOf({ code, vendorCode }: { code: string; vendorCode?: string }): string {
  return vendorCode ? `${code}, ${vendorCode}` : code;
}
