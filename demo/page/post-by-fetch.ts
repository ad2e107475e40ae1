import type { Proof } from '../../src/index.js';
import { verdictText } from '../verdict-text.js';
import { element } from './element.js';
import { language } from './language.js';
import { loginAnswers } from './login-answers.js';
import { loginTexts } from './login-texts.js';

/**
 * A line with what the server says of the page's form, which is posted by fetch for that. A form is heard of here only
 * when there is a proof in it.
 */
export function answerLine(): HTMLElement {
  const line = element('p', { class: 'login-status', role: 'status', 'data-testid': 'login-status' });
  const say = (text: string, kind: 'busy' | 'good' | 'bad') => {
    line.textContent = text;
    line.dataset.kind = kind;
  };
  /** Counts what the line is about, so that a late answer to something else is left aside. */
  let run = 0;
  const show = async (user: string, proof: Proof) => {
    const own = (run += 1);
    const isWanted = () => own === run;
    for await (const { answer, comesAgain } of loginAnswers(user, proof, isWanted)) {
      if (!isWanted()) return;
      const text = answer ? verdictText(answer, language) : loginTexts.noAnswer;
      if (comesAgain) say(`${text} ${loginTexts.again}`, 'busy');
      else say(text, answer?.accepted ? 'good' : 'bad');
    }
  };
  document.addEventListener('captcha-failover:outcome', () => {
    run += 1;
    say('', 'busy');
  });
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const [user, proof] = ['user', 'captcha-proof'].map((name) => fields.get(name)) as [string, string];
    say(loginTexts.sending, 'busy');
    void show(user, JSON.parse(proof) as Proof);
  });
  return line;
}
