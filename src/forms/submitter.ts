/** A button that submits its form, of whichever kind. */
export type Submitter = HTMLButtonElement | HTMLInputElement;

/** What a button says about the submission. */
const attributes = ['name', 'value', 'formaction', 'formenctype', 'formmethod', 'formnovalidate', 'formtarget'];

function isSubmitterOf(form: HTMLFormElement, value: EventTarget): boolean {
  const button = value as Partial<Submitter>;
  return button.form === form && /^(submit|image)$/.test(button.type || '');
}

/** The button of a click's path that submits this form. */
export function pressedSubmitter(form: HTMLFormElement, click: Event): Submitter | null {
  const pressed = click.composedPath().find((node) => isSubmitterOf(form, node));
  return (pressed as Submitter | undefined) || null;
}

/** Whether browsers tell which button a form was submitted by (Safari: since 15.4). */
export const tellsSubmitter = (): boolean => typeof SubmitEvent === 'function' && 'submitter' in SubmitEvent.prototype;

/**
 * Submits a form as its user did: with validation, a `submit` event, and what the button says. A button that has been
 * removed or disabled meanwhile has a stand-in, and so has every one where there is no `requestSubmit` (Safari before
 * 16, or a field of that name): its click does the same.
 */
export function submitAs(form: HTMLFormElement, submitter: Submitter | null): void {
  const canRequest = typeof form.requestSubmit === 'function';
  if (canRequest && (!submitter || (isSubmitterOf(form, submitter) && !submitter.matches(':disabled')))) {
    form.requestSubmit(submitter);
    return;
  }
  const standIn = document.createElement('button');
  standIn.hidden = true;
  for (const name of attributes) {
    const value = submitter && submitter.getAttribute(name);
    if (value !== null) standIn.setAttribute(name, value);
  }
  form.appendChild(standIn);
  if (canRequest) form.requestSubmit(standIn);
  else standIn.click();
  standIn.remove();
}
