import { vi } from 'vitest';

/** A submission that went through: the attributes of its button but for the id, and the form's entries with it. */
export interface OldSubmission {
  readonly button: Record<string, string>;
  readonly entries: Record<string, string>;
}

export interface OldBrowser {
  readonly sent: readonly OldSubmission[];
  /** Submits without any button, as the Enter key does in a form that has none. */
  submit(): void;
  close(): void;
}

const isSubmit = (node: EventTarget): node is HTMLButtonElement =>
  node instanceof HTMLButtonElement && node.type === 'submit';

/** A form in Safari before 15.4: no `requestSubmit`, and `submit` events that do not tell the button. */
export function openOldBrowser(form: HTMLFormElement): OldBrowser {
  const sent: OldSubmission[] = [];
  vi.stubGlobal('SubmitEvent', undefined);
  Object.defineProperty(form, 'requestSubmit', { value: undefined });

  const submit = (button?: HTMLButtonElement) => {
    const isValid = (button && button.formNoValidate) || form.checkValidity();
    if (!isValid || !form.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }))) return;
    const attributes = button ? Array.from(button.attributes, ({ name, value }) => [name, value]) : [];
    sent.push({
      button: Object.fromEntries(attributes.filter(([name]) => name !== 'id')) as Record<string, string>,
      entries: Object.fromEntries(new FormData(form, button)) as Record<string, string>,
    });
  };
  const onClick = (event: Event) => {
    const button = event.composedPath().find(isSubmit);
    if (!button || button.form !== form || event.defaultPrevented) return;
    // What the browser under test would do by itself.
    event.preventDefault();
    submit(button);
  };
  window.addEventListener('click', onClick);
  return { sent, submit: () => submit(), close: () => window.removeEventListener('click', onClick) };
}
