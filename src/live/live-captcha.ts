import { gatherCallers } from '../captcha/callers.js';
import { createCaptcha } from '../captcha/create-captcha.js';
import { development } from '../contract/development.js';
import type { Captcha, CaptchaOptions, CaptchaStatus } from '../contract/options.js';
import type { Outcome } from '../contract/outcome.js';
import { protectForm, type ProtectFormOptions } from '../forms/protect-form.js';
import { callPage } from '../page/page-callback.js';
import { dataOf } from './data-of.js';
import { forwardFunctions } from './forward-functions.js';

/** What a component says of its captcha, each time it renders. */
export interface LiveOptions extends CaptchaOptions, ProtectFormOptions {
  /**
   * Hears of every outcome, also that of a check which ends as `destroyed` because its component goes. (Of
   * `createCaptcha` it hears only those of `button`.)
   */
  onOutcome?(outcome: Outcome): void;
}

/** @param outcome that of the last check, null before it and from when the next one begins */
export type Tell = (status: CaptchaStatus, outcome: Outcome | null) => void;

/** The captcha of a component: it comes and goes with it, and follows its options. */
export interface LiveCaptcha {
  /**
   * Makes the captcha, if there is none.
   *
   * @throws CaptchaError `invalid_parameter`
   */
  mount(): void;
  unmount(): void;
  /**
   * Takes the options of the last render. Functions are called from then on; where the data have changed, it makes
   * another captcha: while a check runs, once it has ended.
   */
  follow(options: LiveOptions): void;
  readonly handles: LiveHandles;
}

/** What a page gets of it, the same at each render. */
export interface LiveHandles {
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

/** @param tell is called at each change, between mount and unmount */
export function createLiveCaptcha(options: LiveOptions, tell: Tell): LiveCaptcha {
  let latest = options;
  /** There while it is mounted; and the data of the options that it was made of, from its first mount on. */
  let captcha: Captcha | undefined;
  let data: string | undefined;
  let outcome: Outcome | null = null;
  let form: HTMLFormElement | undefined;
  let endProtection: (() => void) | undefined;
  let box: HTMLElement | null = null;
  let patience: ReturnType<typeof setTimeout> | undefined;
  /** Those who asked before there was a captcha, until it has come or their time is up. */
  const early = gatherCallers<undefined>(() => clearTimeout(patience));

  const replace = (next: Captcha | undefined) => {
    const former = captcha;
    captcha = next;
    if (former) former.destroy();
  };

  const make = () => {
    const { element = () => box, onEvent, onOutcome, ...own } = forwardFunctions(() => latest);
    if (development) {
      // It would warn of what is protectForm()'s.
      delete own.field;
      delete own.fields;
    }
    /** Of a captcha that is gone nothing is shown: there may be another by now. */
    const show = (next: Outcome | null) => {
      if (made !== captcha) return;
      outcome = next;
      tell(made.status, outcome);
    };
    const made = createCaptcha({
      ...own,
      element,
      // It hears of each outcome once, however many callers have it.
      onEvent(event) {
        callPage(onEvent, event);
        if (event.type !== 'outcome') return;
        show(event.outcome);
        callPage(onOutcome, event.outcome);
      },
    });
    data = dataOf(latest);
    replace(made);
    show(outcome);
    made.subscribe((status) => {
      show(status === 'starting' ? null : outcome);
      // By then those who waited for the check that has just ended have its outcome.
      void Promise.resolve().then(() => callPage(refresh));
    });
  };

  const refresh = () => {
    if (!captcha || data === dataOf(latest)) return;
    const { status } = captcha;
    if (status !== 'starting' && status !== 'challenging') make();
  };

  /** By whichever captcha there is when it is submitted. */
  const protect = () => {
    if (endProtection) endProtection();
    endProtection =
      form &&
      captcha &&
      protectForm({ verify }, form, {
        // Read when it is sent: to protect it anew would end the check that it is sent after.
        fields: (proof) =>
          latest.fields ? latest.fields(proof) : { [latest.field || 'captcha-proof']: JSON.stringify(proof) },
      });
  };

  const mount = () => {
    if (captcha) return;
    outcome = null;
    make();
    protect();
    clearTimeout(patience);
    early.settle(undefined);
  };

  const unmount = () => {
    // Before the form lets go of it, so that its check has an outcome.
    replace(undefined);
    protect();
  };

  const verify: Captcha['verify'] = async (given = {}) => {
    const { signal } = given;
    // There nothing is mounted, and a captcha says what is wrong with that.
    if (typeof document !== 'object') make();
    if (!captcha) {
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the caller's own reason, whatever it is
      if (signal && signal.aborted) return Promise.reject(signal.reason);
      // What was mounted may be so again at once, as in React's StrictMode, where each effect runs twice.
      const wait = data ? 0 : latest.deadline || 12000;
      if (!early.areWaiting()) patience = setTimeout(() => early.settle(undefined), wait);
      await early.join(signal);
    }
    if (captcha) return captcha.verify(given);
    const never: Outcome = { status: 'dismissed', proof: null, reason: 'destroyed' };
    callPage(latest.onOutcome, never);
    return never;
  };

  return {
    mount,
    unmount,
    follow(next) {
      latest = next;
      refresh();
    },
    handles: {
      verify,
      formRef(next) {
        // A framework takes a form back also when it only hides it.
        if (!next || next === form) return;
        form = next;
        protect();
      },
      boxRef(next) {
        box = next;
      },
      reset() {
        if (!captcha) return;
        unmount();
        mount();
      },
    },
  };
}
