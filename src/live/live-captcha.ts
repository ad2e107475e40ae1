import { createCaptcha } from '../captcha/create-captcha.js';
import { CaptchaError } from '../contract/errors.js';
import type { Captcha, CaptchaOptions, CaptchaStatus } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { protectForm, type ProtectFormOptions } from '../forms/protect-form.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { callPage } from '../page/page-callback.js';
import { gatherMountWaiters } from './await-mount.js';
import { forwardFunctions } from './forward-functions.js';
import { isSameData } from './same-data.js';

/** What a component says of its captcha, each time it renders. */
export interface LiveOptions extends CaptchaOptions, ProtectFormOptions {
  /**
   * Hears of every outcome, also that of a check which ends as `destroyed` because its component goes. (Of
   * `createCaptcha` it hears only those of `button`.)
   */
  onOutcome?(outcome: Outcome): void;
}

export interface LiveState {
  readonly status: CaptchaStatus;
  /** Of the last check, until the next one begins. */
  readonly outcome: Outcome | null;
}

/** The captcha of a component: it comes and goes with it, and follows its options. */
export interface LiveCaptcha {
  state(): LiveState;
  /**
   * Makes the captcha, and returns what destroys it.
   *
   * @throws CaptchaError `invalid_parameter`
   */
  mount(changed: (state: LiveState) => void): () => void;
  /** Makes another captcha where the data of the options have changed; while a check runs, once it has ended. */
  follow(): void;
  /** Protects this form from now on, and no other. */
  readonly formRef: (form: HTMLFormElement | null) => void;
  /** The box for a challenge, where `element` names none. */
  readonly boxRef: (box: HTMLElement | null) => void;
  /**
   * As that of a captcha. Before the mount it waits for it, for the deadline at most, and without one resolves as
   * `dismissed`, reason `destroyed`. It rejects with the signal's reason only.
   */
  readonly verify: Captcha['verify'];
  /** Ends what runs, as `destroyed`, and begins afresh: without an outcome, and with an empty box. */
  readonly reset: () => void;
}

const isChecking = ({ status }: Captcha) => status === 'starting' || status === 'challenging';

/** @param latest gives the options of the last render */
export function createLiveCaptcha(latest: () => LiveOptions): LiveCaptcha {
  const waiters = gatherMountWaiters();
  const heard = new WeakSet<Outcome>();
  let state: LiveState = { status: 'idle', outcome: null };
  let changed: ((state: LiveState) => void) | undefined;
  /** There while it is mounted, and a copy of what it was made of, as the page may change its own. */
  let captcha: Captcha | undefined;
  let madeWith: LiveOptions | undefined;
  /** From a mount to its end. */
  let life = createLifetime();
  let form: HTMLFormElement | undefined;
  let box: HTMLElement | null = null;
  let endProtection: (() => void) | undefined;

  const setState = (next: LiveState) => {
    if (next.status === state.status && next.outcome === state.outcome) return;
    state = next;
    if (changed) changed(state);
  };

  /** Tells the page of an outcome once, however many callers have it. */
  const hear = (outcome: Outcome, asked: Lifetime): Outcome => {
    if (heard.has(outcome)) return outcome;
    heard.add(outcome);
    if (!asked.over) setState({ status: state.status, outcome });
    callPage(latest().onOutcome, outcome);
    return outcome;
  };

  const make = (outcome: Outcome | null) => {
    const options = forwardFunctions(latest(), latest) as LiveOptions;
    const { element = () => box } = options;
    const own: LiveOptions = { ...options, element, onOutcome: (told) => void hear(told, life) };
    // Those are protectForm()'s.
    delete own.field;
    delete own.fields;
    const made = createCaptcha(own);
    const former = captcha;
    captcha = made;
    madeWith = options;
    if (former) former.destroy();
    setState({ status: made.status, outcome });
    made.subscribe((status) => {
      if (made !== captcha) return;
      setState({ status, outcome: status === 'starting' ? null : state.outcome });
      // By then those who waited for the check that has just ended have its outcome.
      void Promise.resolve().then(() => callPage(follow));
    });
  };

  const follow = () => {
    if (captcha && !isChecking(captcha) && !isSameData(madeWith, latest())) make(state.outcome);
  };

  const protect = () => {
    if (!form || endProtection) return;
    endProtection = protectForm({ verify }, form, {
      fields(proof) {
        const { field = 'captcha-proof', fields } = latest();
        return fields ? fields(proof) : { [field]: JSON.stringify(proof) };
      },
    });
  };
  const unprotect = () => {
    if (endProtection) endProtection();
    endProtection = undefined;
  };

  const mount: LiveCaptcha['mount'] = (tell) => {
    life = createLifetime();
    changed = tell;
    try {
      make(null);
    } catch (error) {
      unmount();
      throw error;
    }
    protect();
    waiters.mounted();
    return unmount;
  };

  const unmount = () => {
    const former = captcha;
    captcha = changed = undefined;
    life.end();
    // Before the form lets go of it, so that its check has an outcome.
    if (former) former.destroy();
    unprotect();
  };

  const verify: Captcha['verify'] = async (given) => {
    const { signal } = Object(given) as NonNullable<typeof given>;
    if (typeof document !== 'object')
      return { status: 'failed', proof: null, error: new CaptchaError('not_in_browser') };
    while (!captcha) {
      // One that was mounted may be so again at once, as in React's StrictMode, where each effect runs twice.
      const { deadline = 12000 } = latest();
      if (await waiters.wait(life.over ? 0 : deadline, signal)) continue;
      return hear({ status: 'dismissed', proof: null, reason: 'destroyed' }, life);
    }
    const asked = life;
    return hear(await captcha.verify(given), asked);
  };

  return {
    state: () => state,
    mount,
    follow,
    verify,
    formRef(next) {
      // A framework takes a form back also when it only hides it.
      if (!next || next === form) return;
      unprotect();
      form = next;
      protect();
    },
    boxRef(next) {
      box = next;
    },
    reset() {
      const tell = changed;
      if (!tell) return;
      unmount();
      mount(tell);
    },
  };
}
