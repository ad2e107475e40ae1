import { protectForm, type Outcome, type Proof } from '../../src/index.js';
import { userMessage } from '../../src/messages/index.js';
import { loginTexts, type FormLanguage, type LoginTexts } from './login-texts.js';
import { requestLogin, type LoginAnswer } from './login-request.js';

export interface LoginForm {
  submit(): void;
  /** While the captcha gets ready the button shows a spinner. */
  setStarting(starting: boolean): void;
  setLanguage(language: FormLanguage): void;
  clear(): void;
}

type Kind = 'busy' | 'good' | 'bad' | 'neutral';

const kinds: Record<LoginAnswer['decision'], Kind> = {
  ask_vendor: 'good',
  policy: 'neutral',
  refuse: 'bad',
  no_answer: 'bad',
};

/** Where there is none: the visitor's part was not done, as when the challenge is closed. */
const noOutcome: Outcome = { status: 'dismissed', proof: null, reason: 'closed' };

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
  let language: FormLanguage = 'en';
  /** What is on the line now, to say it anew in another language. */
  let line = (): string => '';

  const say = (text: () => string, kind: Kind) => {
    line = text;
    status.textContent = text();
    status.dataset.kind = kind;
  };
  const tell = (what: Parameters<typeof userMessage>[0], kind: Kind) =>
    say(() => userMessage(what, language) ?? '', kind);

  protectForm(
    {
      async verify() {
        delete status.dataset.decision;
        tell('starting', 'busy');
        const outcome = (await verify()) ?? noOutcome;
        tell(outcome, outcome.status === 'failed' ? 'bad' : 'neutral');
        return outcome;
      },
    },
    form,
  );

  const post = async (data: FormData) => {
    const [user, proof] = ['user', 'captcha-proof'].map((name) => data.get(name)) as [string, string];
    say(() => loginTexts[language].sending, 'busy');
    const { decision } = await requestLogin(user, JSON.parse(proof) as Proof);
    status.dataset.decision = decision;
    say(() => loginTexts[language].answers[decision], kinds[decision]);
  };

  // It hears of a submission only when the proof is among the fields.
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void post(new FormData(form));
  });

  return {
    submit: () => form.requestSubmit(),
    clear: () => say(() => '', 'neutral'),
    setStarting(starting) {
      button?.classList.toggle('spinning', starting);
      form.setAttribute('aria-busy', String(starting));
    },
    setLanguage(next) {
      language = next;
      form.lang = next;
      for (const part of form.querySelectorAll<HTMLElement>('[data-text]'))
        part.textContent = loginTexts[next][part.dataset.text as Exclude<keyof LoginTexts, 'answers'>];
      status.textContent = line();
    },
  };
}
