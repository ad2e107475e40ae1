import type { Proof } from '../contract/outcome.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { rememberProof } from './foreign-proof.js';
import { addHiddenField, writeHiddenFields } from './hidden-fields.js';
import type { Submitter } from './submitter.js';

/** One submission of a form: from the user's press until it is sent and nothing of ours is in the form any more. */
export interface Submission {
  /** Ends with it, as its check does, and comes first with the reset of the form. */
  readonly life: Lifetime;
  /** Has the form submitted with this proof, and with what its button says if that is disabled. False when no `submit` event came of it. */
  send(proof: Proof, button: Submitter | null, submit: () => void): boolean;
  /** Takes a `submit` event for the one that sends the form; false when it is the user's. */
  accept(event: Event): boolean;
  /** `sent`: its page, which posts by itself, may still read our fields. */
  phase(): 'checking' | 'sending' | 'sent';
}

/** The hidden fields that carry a proof, by name. */
export type FieldsOf = (proof: Proof) => Record<string, string | undefined>;

export function createSubmission(form: HTMLFormElement, fieldsOf: FieldsOf, parent: Lifetime): Submission {
  const life = createLifetime(parent);
  let phase: ReturnType<Submission['phase']> = 'checking';
  let sendingEvent: Event | undefined;
  const written: (() => void)[] = [];
  const takeBack = () => written.splice(0).forEach((undo) => undo());

  life.defer(() => {
    // Not out from under a submission that the page's own listener is looking at.
    if (phase !== 'sending') takeBack();
  });
  const onReset = (event: Event) => {
    if (event.target === form && !event.defaultPrevented) life.end();
  };
  form.addEventListener('reset', onReset);
  life.defer(() => form.removeEventListener('reset', onReset));

  const write = (proof: Proof) => {
    const values = fieldsOf(proof);
    // Fields that are named for one vendor alone would send the other's proof nowhere, and the form without it.
    const texts: unknown[] =
      Object(values) === values ? Object.values(values).filter((value) => value !== undefined) : [];
    if (!texts.length || !texts.every((value) => typeof value === 'string'))
      throw new TypeError('fields(proof) must return an object of strings.');
    texts.forEach(rememberProof);
    written.push(writeHiddenFields(form, values));
    phase = 'sending';
  };

  /** The event is over: the browser has what it sends, or the page has prevented that, to post by itself. */
  const finish = (event: Event) => {
    phase = 'sent';
    if (life.over) takeBack();
    else if (!event.defaultPrevented) life.soon(life.end);
  };

  return {
    life,
    send(proof, button, submit) {
      write(proof);
      // A disabled button sends neither its name nor its value.
      if (button && button.name && button.matches(':disabled'))
        written.push(addHiddenField(form, button.name, button.value));
      try {
        submit();
      } finally {
        phase = 'checking';
      }
      if (sendingEvent) finish(sendingEvent);
      return !!sendingEvent;
    },
    accept(event) {
      if (phase !== 'sending' || sendingEvent) return false;
      sendingEvent = event;
      return true;
    },
    phase: () => phase,
  };
}
