import { protectForm, type Outcome, type Proof } from '../../src/index.js';
import { userMessage } from '../../src/messages/index.js';
import { loginAnswers } from './login-answers.js';
import type { Answer } from './login-request.js';
import { language } from './language.js';
import { loginTexts, type AnswerKind } from './login-texts.js';
import { verdictText } from '../verdict-text.js';

export interface LoginForm {
  submit(): void;
  /** While the captcha gets ready the button shows a spinner. */
  setStarting(starting: boolean): void;
  clear(): void;
}

type Kind = 'busy' | 'good' | 'bad' | 'neutral';

/** What the sign-in tells others on the page. */
export interface LoginObserver {
  answered(answer: Answer): void;
}

/** Where there is none: the visitor's part was not done, as when the challenge is closed. */
const noOutcome: Outcome = { status: 'dismissed', proof: null, reason: 'closed' };

const kinds: Record<AnswerKind, Kind> = { human: 'good', admitted: 'neutral', refused: 'bad', no_answer: 'bad' };

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
  /** Counts what the line is about, so that a late answer to something else is left aside. */
  let run = 0;
  const say = (text: string, kind: Kind) => {
    status.textContent = text;
    status.dataset.kind = kind;
  };
  const tell = (what: Parameters<typeof userMessage>[0], kind: Kind) => say(userMessage(what, language) ?? '', kind);

  protectForm(
    {
      async verify() {
        delete status.dataset.verdict;
        tell('starting', 'busy');
        const outcome = (await verify()) ?? noOutcome;
        tell(outcome, outcome.status === 'failed' ? 'bad' : 'neutral');
        return outcome;
      },
    },
    form,
  );

  const textOf = (answer: Answer) => (answer ? verdictText(answer, language) : loginTexts.noAnswer);
  const show = (answer: Answer) => {
    status.dataset.verdict = verdictOf(answer);
    say(textOf(answer), kinds[kindOf(answer)]);
    observer.answered(answer);
  };
  const post = async (fields: FormData) => {
    const [user, proof] = ['user', 'captcha-proof'].map((name) => fields.get(name)) as [string, string];
    say(loginTexts.sending, 'busy');
    const own = (run += 1);
    const isWanted = () => own === run;
    for await (const { answer, comesAgain } of loginAnswers(user, JSON.parse(proof) as Proof, isWanted)) {
      // Meanwhile another case was chosen, or the form was sent again: this answer is no news any more.
      if (!isWanted()) return;
      show(answer);
      if (comesAgain) say(`${textOf(answer)} ${loginTexts.again}`, 'busy');
    }
  };

  // It hears of a submission only when the proof is among the fields.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void post(new FormData(form));
  });

  return {
    submit: () => form.requestSubmit(),
    clear() {
      run += 1;
      delete status.dataset.verdict;
      say('', 'neutral');
    },
    setStarting(starting) {
      button?.classList.toggle('spinning', starting);
      form.setAttribute('aria-busy', String(starting));
    },
  };
}

function kindOf(answer: Answer): AnswerKind {
  if (!answer) return 'no_answer';
  if (!answer.accepted) return 'refused';
  return answer.assurance === 'human' ? 'human' : 'admitted';
}

function verdictOf(answer: Answer): string {
  if (!answer) return 'no_answer';
  return answer.accepted ? answer.assurance : answer.reason;
}
