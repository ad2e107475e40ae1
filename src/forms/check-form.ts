import { createLifetime } from '../page/lifetime.js';
import { reportPageError } from '../page/page-callback.js';
import { areEnabled, enable, enabledControls } from './enabled-controls.js';
import type { Proofs } from './proofs.js';
import type { Submission } from './submission.js';
import { findSubmitter, submitBy, type Submitter } from './submitter.js';

/** ms between looks whether the form is still in the page: two in a row must miss it. */
const formInterval = 100;
/** ms between looks whether the form can be sent as it was at the press. */
const readyInterval = 10;
/** How long a page may take to leave its checking state once it has the outcome, ms; React takes 2 to 74. */
const patience = 500;

export interface Check {
  readonly form: HTMLFormElement;
  readonly pressed: Submitter | null;
  readonly submission: Submission;
  readonly proofs: Proofs;
  /** False when the form has left the page, or is another protection's by now. */
  isWanted(): boolean;
}

/** Checks the user, then sends the form as it would have been sent when the button was pressed. */
export function checkForm({ form, pressed, submission, proofs, isWanted }: Check): void {
  const { life } = submission;
  const controls = enabledControls(form);
  const copy = pressed && (pressed.cloneNode(true) as Submitter);
  const findButton = () => pressed && copy && findSubmitter(form, pressed, copy);
  const isAsPressed = () => {
    const button = findButton();
    return areEnabled(controls) && (button ? !button.matches(':disabled') : !pressed);
  };

  /** Never ends when the submission has ended meanwhile. */
  const pause = (ms: number) => new Promise<void>((resolve) => life.soon(resolve, ms));

  const run = async () => {
    const controller = new AbortController();
    life.defer(() => controller.abort());
    const watch = createLifetime(life);
    let misses = 0;
    watch.every(formInterval, () => {
      misses = isWanted() ? 0 : misses + 1;
      // A framework takes a form out before it ends what belongs to it, and that tells more: its captcha has gone.
      if (misses > 1) life.end();
    });
    // As long as the user's event is under way, a browser ignores another submission of its form.
    const [outcome] = await Promise.all([proofs.ask(form, controller.signal), pause(0)]);
    if (life.over) return;
    if (!outcome) {
      life.end();
      return;
    }
    watch.end();
    const latest = performance.now() + patience;
    while (!isAsPressed() && performance.now() < latest) await pause(readyInterval);
    if (!form.isConnected) {
      proofs.keep(outcome);
      throw new Error('A form was replaced during its check. The proof is kept for the next submit.');
    }
    let isSent = false;
    const disable = enable(controls);
    try {
      const button = findButton();
      isSent = submission.send(outcome.proof, button, () => submitBy(form, button, copy));
    } finally {
      disable();
      if (!isSent) proofs.keep(outcome);
    }
    // A field has become invalid, as the browser tells the user; or a listener of the page's has refused the event.
    if (!isSent) life.end();
  };
  run().catch((error: unknown) => {
    // Who ended it knows.
    if (life.over) return;
    reportPageError(error);
    life.end();
  });
}
