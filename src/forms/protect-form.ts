import { isPageElement } from '../page/element-ref.js';
import { createLifetime } from '../page/lifetime.js';
import { development } from '../contract/development.js';
import type { Captcha } from '../contract/options.js';
import type { Outcome, Proof } from '../contract/outcome.js';
import { reportPageError } from '../page/page-callback.js';
import { checkParameters, ownProperties } from '../parameters/parameter-checks.js';
import { warnOfUnknownOptions, type OptionNames } from '../parameters/unknown-options.js';
import { writeHiddenFields } from './hidden-fields.js';
import { pressedSubmitter, submitAs, tellsSubmitter, type Submitter } from './submitter.js';

export interface ProtectFormOptions {
  /** Name of the hidden field that carries the proof as JSON: `captcha-proof`. */
  field?: string;
  /** Instead of that one field: those that your back end reads. What it throws is reported, and nothing is sent. */
  fields?(proof: Proof): Record<string, string>;
}

const optionNames: OptionNames<ProtectFormOptions> = { field: true, fields: true };

/** A form has one protection: a new one ends the one before. */
const protections = new WeakMap<HTMLFormElement, () => void>();

/** Concurrent calls of `verify()` share a proof, and a server takes each only once. */
const sentProofs = new WeakSet<Proof>();

/**
 * Lets a form be submitted with a proof only. A `submit` event, which comes after the browser's own validation, is held
 * back before any listener of the page's sees it; `verify()` runs; the proof goes into hidden fields; then the form is
 * submitted once more, by the same button, and that `submit` event goes its way. Without a proof nothing is submitted.
 * While a check runs further submissions are ignored; resetting the form ends it.
 *
 * The fields go once the form is sent. Where the page prevented that, to post by itself, they stay to be read until
 * the next `submit` or `reset`. Not protected: `form.submit()`, which fires no event, and buttons with
 * `formmethod="dialog"`, which send nothing.
 *
 * @param captcha what `createCaptcha` returns; of it only `verify` is used
 * @param form the form, or a selector that finds it now
 * @returns ends the protection, and a check that runs; the form then submits as if this had never been
 * @throws CaptchaError `invalid_parameter` with every issue found
 */
export function protectForm(
  captcha: Pick<Captcha, 'verify'>,
  form: HTMLFormElement | string,
  options: ProtectFormOptions = {},
): () => void {
  const { field = 'captcha-proof', fields } = ownProperties(options);
  const target = checkForm(captcha, form, options);
  if (!target) return () => {};

  const end = protections.get(target);
  if (end) end();
  const life = createLifetime();
  let running: AbortController | undefined;
  let pressed: Submitter | null = null;
  /** Our own submission, under way: how its event ended. */
  let sending: { event?: Event; abandoned?: boolean } | undefined;
  let takeBack = () => {};

  const abandon = () => {
    if (running) running.abort();
    running = undefined;
    // Not out from under a submission that the page's own listener is looking at.
    if (sending) sending.abandoned = true;
    else takeBack();
  };

  const send = (proof: Proof, submitter: Submitter | null) => {
    if (!target.isConnected) return;
    const values = fields ? fields(proof) : { [field]: JSON.stringify(proof) };
    const isText = (value: unknown) => typeof value === 'string';
    if (Object(values) !== values || !Object.values(values).every(isText))
      throw new TypeError('fields(proof) must return an object of strings.');
    takeBack = writeHiddenFields(target, values);
    sentProofs.add(proof);
    const now: typeof sending = (sending = {});
    try {
      submitAs(target, submitter);
    } finally {
      sending = undefined;
    }
    // Validation came out otherwise this time; or the browser has what it sends.
    if (!now.event || now.abandoned) takeBack();
    else if (!now.event.defaultPrevented) life.soon(takeBack);
  };

  const check = async (submitter: Submitter | null) => {
    const controller = new AbortController();
    const { signal } = controller;
    running = controller;
    try {
      let proof: Outcome['proof'];
      do ({ proof } = await captcha.verify({ signal }));
      while (proof && sentProofs.has(proof) && !signal.aborted);
      if (signal.aborted) return;
      running = undefined;
      if (proof) send(proof, submitter);
    } catch (error) {
      if (!signal.aborted) reportPageError(error);
    }
    if (running === controller) running = undefined;
  };

  const onSubmit = (event: Event) => {
    if (event.target !== target) return;
    if (sending) {
      sending.event = event;
      return;
    }
    // Before us only a capturing listener of the window can have refused it.
    if (event.defaultPrevented) return;
    const { submitter = pressed } = event as Partial<SubmitEvent>;
    if (submitter && /^dialog$/i.test(submitter.getAttribute('formmethod') || '')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (running) return;
    takeBack();
    void check(submitter as Submitter | null);
  };

  // On the window to come before the page's listeners; of a form in a shadow root the window hears nothing; and the
  // form may move to another root.
  const places = new Set<EventTarget>([window, target.getRootNode(), target]);
  places.forEach((place) => {
    life.listen(place, 'submit', onSubmit);
    if (tellsSubmitter()) return;
    life.listen(place, 'click', (event) => {
      pressed = pressedSubmitter(target, event);
      life.soon(() => (pressed = null));
    });
  });
  const onReset = (event: Event) => {
    if (event.target === target && !event.defaultPrevented) abandon();
  };
  target.addEventListener('reset', onReset);
  life.defer(() => target.removeEventListener('reset', onReset));
  life.defer(abandon);
  life.defer(() => void protections.delete(target));
  protections.set(target, life.end);
  return life.end;
}

/** The form, or null outside a browser. */
function checkForm(captcha: unknown, form: unknown, options: unknown): HTMLFormElement | null {
  const { check, note, finish } = checkParameters();
  const { field, fields } = ownProperties(options) as Record<keyof ProtectFormOptions, unknown>;
  if (typeof (Object(captcha) as Partial<Captcha>).verify !== 'function')
    note('captcha', captcha === undefined ? 'missing' : 'type', captcha, 'what createCaptcha() returns');
  check('options', options, 'object');
  if (check('field', field, 'string', /./) && fields !== undefined)
    note('field', 'unsupported', field, 'nothing, fields names them all');
  check('fields', fields, 'function');
  let found: unknown = null;
  if (check('form', form, 'string or object', undefined, true) && typeof document === 'object') {
    try {
      found = typeof form === 'string' ? document.querySelector(form) : form;
      // Its tag, unlike its properties, cannot be hidden behind a field's name.
      const isForm = isPageElement(found) && Object.prototype.toString.call(found) === '[object HTMLFormElement]';
      if (!isForm) note('form', 'not_found', form, 'a form of this page');
    } catch {
      note('form', 'unsupported', form, 'a valid selector');
    }
  }
  finish();
  if (development) warnOfUnknownOptions('protectForm()', options, optionNames);
  return found as HTMLFormElement | null;
}
