import { isCaptchaError, type CaptchaError, type CaptchaEvent, type Outcome } from '../../src/index.js';
import { countDown } from './countdown.js';
import { element } from './element.js';
import { errorView } from './error-view.js';
import { say } from './language.js';
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
  passed: say(
    'The vendor reported a passed challenge. The page posts the proof, and the server asks the vendor whether it is true.',
    '厂商报告验证通过。页面提交凭证，由服务端向厂商核实真假。',
  ),
  unverified: say(
    'Nobody was checked, because no provider could. The page posts the recovery ticket; the server decides what it is worth.',
    '没有验证过任何人，因为没有一家能够验证。页面提交容灾票据，算不算数由服务端决定。',
  ),
  dismissed: say(
    'The challenge ended without an answer. There is nothing to post, and the visitor can simply try again.',
    '验证没有结果就结束了。没有凭证可以提交，访客再试一次即可。',
  ),
  failed: say(
    'No check was possible, and no recovery ticket was wanted. The page stays usable.',
    '无法验证，也没有要容灾票据。页面仍然可用。',
  ),
};

/** Everything that is known of one run: the outcome, its parts explained, and the raw values. */
export function createOutcomeView(panel: HTMLElement, json: HTMLElement, log: HTMLElement): OutcomeView {
  let stopCountdown = () => {};
  let errors: CaptchaError[] = [];
  let events: CaptchaEvent[] = [];
  const empty = element('p', { class: 'empty' }, say('No outcome yet.', '还没有结果。'));

  const clear = () => {
    stopCountdown();
    [errors, events] = [[], []];
    panel.replaceChildren(empty);
    json.textContent = '';
    log.textContent = '';
    delete document.body.dataset.outcome;
    delete document.body.dataset.thrown;
  };
  const section = (heading: string, content: Node | null) =>
    content && element('section', {}, element('h3', {}, heading), content);
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
        last && section(say('What went wrong, and what to do', '哪里出了问题，怎么办'), errorView(last)),
        'errorCode' in outcome
          ? section(say('Recovery ticket taken apart', '拆开看容灾票据'), ticketView(outcome.proof.ticket))
          : null,
        ...earlier.map((error) => section(say('Given up on the way', '途中放弃的'), errorView(error))),
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
        show(
          'thrown',
          say('createCaptcha refused its parameters.', 'createCaptcha 拒绝了参数。'),
          section(say('What to correct', '需要改正'), errorView(reason)),
        );
        document.body.dataset.thrown = reason.code;
      } else {
        const name = reason instanceof Error ? reason.name : String(reason);
        show(
          'rejected',
          say(
            `verify() rejected with the caller’s own reason (${name}). Nothing else ever rejects it.`,
            `verify() 以调用者自己的原因（${name}）reject。除此之外从不 reject。`,
          ),
        );
        document.body.dataset.thrown = name;
      }
      json.textContent = pretty({ thrown: isCaptchaError(reason) ? reason : String(reason) });
    },
  };
}

function pretty(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
