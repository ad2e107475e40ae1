import type { Proof } from '../../src/index.js';
import { verdictText } from '../verdict-text.js';
import { element } from './element.js';
import { language } from './language.js';
import { requestLogin } from './login-request.js';
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
  document.addEventListener('captcha-failover:outcome', () => say('', 'busy'));
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    const fields = new FormData(event.target as HTMLFormElement);
    const [user, proof] = ['user', 'captcha-proof'].map((name) => fields.get(name)) as [string, string];
    say(loginTexts.sending, 'busy');
    void requestLogin(user, JSON.parse(proof) as Proof).then((answer) =>
      say(answer ? verdictText(answer, language) : loginTexts.noAnswer, answer?.accepted ? 'good' : 'bad'),
    );
  });
  return line;
}
