import { development } from '../contract/development.js';
import type { Captcha } from '../contract/options.js';
import type { Proof } from '../contract/outcome.js';
import { createLifetime } from '../page/lifetime.js';
import { checkParameters, ownProperties } from '../parameters/parameter-checks.js';
import { warnOfUnknownOptions, type OptionNames } from '../parameters/unknown-options.js';
import { checkForm } from './check-form.js';
import { carriesForeignProof } from './foreign-proof.js';
import { enterProtection, isForm, likenessOf, successorOf } from './form-target.js';
import { createProofs } from './proofs.js';
import { createSubmission, type Submission } from './submission.js';
import { clickedSubmitter, tellsSubmitter, type Submitter } from './submitter.js';
import { warnOfPosts } from './warn-of-posts.js';

export interface ProtectFormOptions {
  /** Name of the hidden field that carries the proof as JSON: `captcha-proof`. */
  field?: string;
  /**
   * Instead of that one field: those that your back end reads. One that is `undefined` is left out, as a Tencent
   * ticket's is of Aliyun's proof; where all are, and where it throws, that is reported and nothing is sent.
   */
  fields?(proof: Proof): Record<string, string | undefined>;
}

const optionNames: OptionNames<ProtectFormOptions> = { field: true, fields: true };

/**
 * Lets a form be submitted with a proof only. A `submit` event, which comes after the browser's own validation, is held
 * back before any listener of the page's sees it; `verify()` runs; the proof goes into hidden fields; then the form is
 * submitted once more, by the very button that was pressed, and that `submit` event goes its way. Without a proof
 * nothing is submitted. While a check runs further submissions are ignored; it ends when the form is reset or leaves
 * the document.
 *
 * The form is sent as it was pressed: what the page has disabled since, the button or fields, is waited for until it is
 * enabled again, for 500 ms at most. A proof that could not be sent, because a field has become invalid or a re-render
 * has replaced the form, is used for the next submit while it is good; of a replaced form `reportError` is told.
 *
 * The proof's fields go once the form is sent. Where the page prevented that, to post by itself, they stay to be read until
 * the next `submit` or `reset`. Not protected: `form.submit()`, which fires no event, and buttons with
 * `formmethod="dialog"`, which send nothing.
 *
 * Each outcome is an event of the form, too: `captcha-failover:outcome`, which bubbles, with the outcome as its `detail`.
 * It comes before the form is sent.
 *
 * A form is protected once in a page, whichever copy of this library did it: the latest protection that is for it counts.
 *
 * @param captcha what `createCaptcha` returns; of it only `verify` is used
 * @param form the form; or a selector: whatever form of the document matches it when it is submitted, also a later one,
 * but none in a shadow root
 * @returns ends the protection, and a check that runs; the form then submits as if this had never been
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function protectForm(
  captcha: Pick<Captcha, 'verify'>,
  form: HTMLFormElement | string,
  options: ProtectFormOptions = {},
): () => void {
  const { field = 'captcha-proof', fields } = ownProperties(options);
  checkCall(captcha, form, options);
  if (typeof document !== 'object') return () => {};

  const life = createLifetime();
  const isOurs = enterProtection(form, life);
  const proofs = createProofs(captcha);
  const fieldsOf = fields || ((proof: Proof) => ({ [field]: JSON.stringify(proof) }));
  const submissions = new Map<HTMLFormElement, Submission>();
  /** For browsers whose events do not tell it. */
  let clicked: Submitter | null = null;
  /** An event comes by several times, and is judged once. */
  let judged: Event | undefined;

  const begin = (submitted: HTMLFormElement) => {
    const submission = createSubmission(submitted, fieldsOf, life);
    submissions.set(submitted, submission);
    submission.life.defer(() => void submissions.delete(submitted));
    return submission;
  };

  const onSubmit = (event: Event) => {
    const submitted = event.target;
    // Before us only a capturing listener of the window can have refused it.
    if (event === judged || event.defaultPrevented || !isOurs(submitted)) return;
    judged = event;
    const underWay = submissions.get(submitted);
    if (underWay && underWay.accept(event)) return;
    const { submitter = clicked } = event as Partial<SubmitEvent>;
    if (submitter && /^dialog$/i.test(submitter.getAttribute('formmethod') || '')) return;
    if (carriesForeignProof(submitted)) {
      // It may stand in a field of ours.
      if (underWay && underWay.phase() === 'checking') underWay.life.end();
      return;
    }
    submissions.forEach((submission, sent) => {
      if (submission.phase() === 'sent' && (sent === submitted || !sent.isConnected)) submission.life.end();
    });
    event.preventDefault();
    event.stopImmediatePropagation();
    if (submissions.has(submitted)) return;
    const likeness = likenessOf(submitted);
    checkForm({
      form: submitted,
      pressed: submitter as Submitter | null,
      submission: begin(submitted),
      proofs,
      isWanted: () => isOurs(successorOf(submitted, form, likeness)),
    });
  };

  // On the window to come before the page's listeners; of a form in a shadow root the window hears nothing; and the
  // form may move to another root.
  const places = new Set<EventTarget>([window]);
  if (typeof form === 'object') places.add(form.getRootNode()).add(form);
  places.forEach((place) => {
    life.listen(place, 'submit', onSubmit);
    if (tellsSubmitter()) return;
    life.listen(place, 'click', (event) => {
      clicked = clickedSubmitter(event);
      life.soon(() => (clicked = null));
    });
  });
  if (development)
    warnOfPosts((submitted) => {
      const submission = submissions.get(submitted);
      return isOurs(submitted) && (!submission || submission.phase() === 'checking');
    }, life);
  return life.end;
}

/** @throws CaptchaError `invalid_parameter` */
function checkCall(captcha: unknown, form: unknown, options: unknown): void {
  const { check, note, finish } = checkParameters();
  const { field, fields } = ownProperties(options) as Record<keyof ProtectFormOptions, unknown>;
  if (typeof (Object(captcha) as Partial<Captcha>).verify !== 'function')
    note('captcha', captcha === undefined ? 'missing' : 'type', captcha, 'what createCaptcha() returns');
  check('options', options, 'object');
  if (check('field', field, 'string', /./) && fields !== undefined)
    note('field', 'unsupported', field, 'nothing, fields names them all');
  check('fields', fields, 'function');
  if (check('form', form, 'string or object', undefined, true) && typeof document === 'object') {
    try {
      const found = typeof form === 'string' ? document.querySelector(form) : form;
      // A selector may find its form later, but not something else now.
      if (found && !isForm(found)) note('form', 'not_found', form, 'a form of this page');
    } catch {
      note('form', 'unsupported', form, 'a valid selector');
    }
  }
  finish();
  if (development) warnOfUnknownOptions('protectForm()', options, optionNames);
}
