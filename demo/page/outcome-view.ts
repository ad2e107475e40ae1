import { isCaptchaError, type CaptchaError, type CaptchaEvent, type Outcome, type Proof } from '../../src/index.js';
import { countDown } from './countdown.js';
import { element } from './element.js';
import { errorView } from './error-view.js';
import { ticketView } from './ticket-view.js';

export interface OutcomeView {
  showOutcome(outcome: Outcome): void;
  /** Thrown by createCaptcha, or the reason with which verify() rejected. */
  showThrown(reason: unknown): void;
  addError(error: CaptchaError): void;
  addEvent(event: CaptchaEvent): void;
  clear(): void;
}

const meanings: Record<Outcome['status'], string> = {
  passed:
    'The vendor reported a passed challenge. The page posts the proof, and the server asks the vendor whether it is true.',
  unverified:
    'Nobody was checked, because no provider could. The page posts the recovery ticket; the server decides what it is worth.',
  dismissed: 'The challenge ended without an answer. There is nothing to post, and the visitor can simply try again.',
  failed: 'No check was possible, and no recovery ticket was wanted. The page stays usable.',
};

/** Everything that is known of one run: the outcome, its parts explained, and the raw values. */
export function createOutcomeView(panel: HTMLElement, json: HTMLElement, log: HTMLElement): OutcomeView {
  let stopCountdown = () => {};
  let errors: CaptchaError[] = [];
  let events: CaptchaEvent[] = [];
  const empty = element('p', { class: 'empty' }, 'No outcome yet.');

  const clear = () => {
    stopCountdown();
    [errors, events] = [[], []];
    panel.replaceChildren(empty);
    json.textContent = '';
    log.textContent = '';
    delete document.body.dataset.outcome;
    delete document.body.dataset.thrown;
  };
  const section = (heading: string, content: Node | null, kind = 'part') =>
    content && element('section', { class: kind }, element('h3', {}, heading), content);
  const show = (status: string, meaning: string, ...sections: (Node | null)[]) => {
    stopCountdown();
    const badge = element('span', { class: `badge ${status}`, 'data-testid': 'outcome-status' }, status);
    const verdict = element('div', { class: 'verdict' }, badge, element('p', { class: 'meaning' }, meaning));
    panel.replaceChildren(verdict, ...sections.filter((part) => part !== null));
  };

  clear();
  return {
    clear,
    addError: (error) => errors.push(error),
    addEvent(event) {
      events.push(event);
      log.textContent = JSON.stringify(events, null, 2);
    },
    showOutcome(outcome) {
      const left = element('p', { class: 'countdown', role: 'timer' });
      const last = 'error' in outcome ? outcome.error : null;
      const earlier = errors.filter(({ provider }) => !last || provider?.vendor !== last.provider?.vendor);
      show(
        outcome.status,
        meanings[outcome.status],
        last && section('What went wrong, and what to do', errorView(last)),
        'errorCode' in outcome ? section('Recovery ticket taken apart', ticketView(outcome.proof.ticket)) : null,
        ...earlier.map((error) => section('Given up on the way', errorView(error))),
        outcome.proof && section('Proof that the page posts', proofView(outcome.proof), 'proof'),
      );
      if ('expiresAt' in outcome) {
        panel.querySelector('.badge')?.after(left);
        stopCountdown = countDown(left, outcome.expiresAt);
      }
      json.textContent = pretty(outcome);
      document.body.dataset.outcome = outcome.status;
    },
    showThrown(reason) {
      if (isCaptchaError(reason)) {
        show('thrown', 'createCaptcha refused its parameters.', section('What to correct', errorView(reason)));
        document.body.dataset.thrown = reason.code;
      } else {
        const name = reason instanceof Error ? reason.name : String(reason);
        show('rejected', `verify() rejected with the caller’s own reason (${name}). Nothing else ever rejects it.`);
        document.body.dataset.thrown = name;
      }
      json.textContent = pretty({ thrown: isCaptchaError(reason) ? reason : String(reason) });
    },
  };
}

function proofView(proof: Proof): HTMLElement {
  return element('pre', { tabindex: '0', 'aria-label': 'Proof', 'data-testid': 'proof' }, pretty(proof));
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
