import type { Outcome } from '../../src/index.js';
import { requestLogin, type LoginAnswer } from './login-request.js';

export interface LoginForm {
  submit(): void;
  /** While the captcha gets ready the button shows a spinner. */
  setStarting(starting: boolean): void;
  clear(): void;
}

const dismissed: Record<Extract<Outcome, { status: 'dismissed' }>['reason'], string> = {
  closed: 'You closed the check. Press “Sign in” when you want to try again.',
  timeout: 'The check was open for too long. Press “Sign in” for a new one.',
  removed: 'The check was taken off the page. Press “Sign in” for a new one.',
  superseded: 'Another check took its place.',
  destroyed: 'The check was cancelled. Press “Sign in” to try again.',
};

type Kind = 'busy' | 'good' | 'bad' | 'neutral';

const kinds: Record<LoginAnswer['decision'], Kind> = {
  ask_vendor: 'good',
  policy: 'neutral',
  refuse: 'bad',
  no_answer: 'bad',
};

/**
 * A sign-in that goes through the captcha. Whatever comes of it, the form stays usable: no outcome leaves the button
 * disabled or the fields empty.
 *
 * @param verify resolves with the outcome, or null when there was none
 */
export function createLoginForm(
  form: HTMLFormElement,
  status: HTMLElement,
  verify: () => Promise<Outcome | null>,
): LoginForm {
  const button = form.querySelector('button[type=submit]');
  let busy = false;

  const say = (text: string, kind: Kind) => {
    status.textContent = text;
    status.dataset.kind = kind;
  };
  const post = async (outcome: Extract<Outcome, { proof: object }>) => {
    say('Checked. Signing in.', 'busy');
    const user = new FormData(form).get('user');
    const { decision, message } = await requestLogin(typeof user === 'string' ? user : '', outcome.proof);
    status.dataset.decision = decision;
    say(message, kinds[decision]);
  };
  const signIn = async () => {
    delete status.dataset.decision;
    say('Checking that you are human.', 'busy');
    const outcome = await verify();
    if (!outcome) say('The check was not finished. Nothing was sent, and what you typed is still here.', 'neutral');
    else if (outcome.proof) await post(outcome);
    else if (outcome.status === 'dismissed') say(dismissed[outcome.reason], 'neutral');
    else say('The check is not available at the moment. What you typed is still here; please try again.', 'bad');
  };

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    // The button stays enabled, so that it keeps the focus; a second press while one is on its way does nothing.
    if (busy) return;
    busy = true;
    void signIn().finally(() => (busy = false));
  });
  return {
    submit: () => form.requestSubmit(),
    clear: () => (status.textContent = ''),
    setStarting(starting) {
      button?.classList.toggle('spinning', starting);
      form.setAttribute('aria-busy', String(starting));
    },
  };
}
