import type { Outcome } from '../../src/index.js';
import { requestLogin, type Answer } from './login-request.js';

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

/** What the sign-in tells others on the page. */
export interface LoginObserver {
  answered(answer: Answer): void;
}

/** The server may ask for the same proof once more: so often it gets it, and waits no longer than this, in ms. */
const MAX_REPEATS = 3;
const MAX_PAUSE = 6000;

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
  observer: LoginObserver,
): LoginForm {
  const button = form.querySelector('button[type=submit]');
  let busy = false;

  const say = (text: string, kind: Kind) => {
    status.textContent = text;
    status.dataset.kind = kind;
  };
  const show = (answer: Answer) => {
    status.dataset.verdict = verdictOf(answer);
    say(answer?.message ?? 'The server did not answer. Please try again.', kindOf(answer));
    observer.answered(answer);
  };
  const post = async (outcome: Extract<Outcome, { proof: object }>) => {
    say('Checked. Signing in.', 'busy');
    const user = new FormData(form).get('user');
    for (let repeats = 0; ; repeats += 1) {
      const answer = await requestLogin(typeof user === 'string' ? user : '', outcome.proof);
      show(answer);
      const pause = repeats < MAX_REPEATS ? pauseBeforeRepeat(answer) : undefined;
      if (pause === undefined) return;
      say(`${answer?.message ?? ''} Asking once more in a few seconds.`, 'busy');
      await new Promise((resolve) => window.setTimeout(resolve, pause));
    }
  };
  const signIn = async () => {
    delete status.dataset.verdict;
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

function verdictOf(answer: Answer): string {
  if (!answer) return 'no_answer';
  return answer.accepted ? answer.assurance : answer.reason;
}

function kindOf(answer: Answer): Kind {
  if (!answer?.accepted) return 'bad';
  return answer.assurance === 'human' ? 'good' : 'neutral';
}

/** In ms; undefined: the same proof is not to come again. */
function pauseBeforeRepeat(answer: Answer): number | undefined {
  if (!answer || answer.accepted || answer.next !== 'retry') return undefined;
  const { retryAfterMs } = answer;
  return retryAfterMs !== undefined && retryAfterMs <= MAX_PAUSE ? retryAfterMs : undefined;
}
