import type { CaptchaEvent, CaptchaStatus, Outcome } from '../../src/index.js';
import { eventText, outcomeText } from './event-text.js';

const texts: Record<CaptchaStatus, string> = {
  idle: 'Nothing is loaded yet.',
  preloading: 'Loading the first vendor’s script ahead of time.',
  ready: 'A challenge can start at once.',
  starting: 'Getting a challenge on screen.',
  challenging: 'A challenge is on screen: it is the visitor’s turn.',
  destroyed: 'Destroyed. The next run makes a new captcha.',
};

/** Says in plain words what is going on: the captcha's status, then each event that a visitor would ask about. */
export function createStatusLine(badge: HTMLElement, line: HTMLElement) {
  return {
    status(status: CaptchaStatus) {
      badge.textContent = status;
      badge.dataset.status = status;
      line.textContent = texts[status];
    },
    event(event: CaptchaEvent) {
      if (event.type === 'attempt_failed' || event.type === 'provider_failed') line.textContent = eventText(event);
    },
    outcome: (outcome: Outcome) => (line.textContent = outcomeText(outcome)),
    say: (text: string) => (line.textContent = text),
  };
}
