/** A button that submits its form, of whichever kind. */
export type Submitter = HTMLButtonElement | HTMLInputElement;

function isSubmitterOf(form: HTMLFormElement | null | undefined, value: EventTarget): value is Submitter {
  const button = value as Partial<Submitter>;
  return !!form && button.form === form && /^(submit|image)$/.test(String(button.type));
}

/** The button of a click's path that submits a form. */
export function clickedSubmitter(click: Event): Submitter | null {
  const isSubmitter = (node: EventTarget): node is Submitter => isSubmitterOf((node as Partial<Submitter>).form, node);
  return click.composedPath().find(isSubmitter) || null;
}

/** Whether browsers tell which button a form was submitted by (Safari: since 15.4). */
export const tellsSubmitter = (): boolean => typeof SubmitEvent === 'function' && 'submitter' in SubmitEvent.prototype;

/** The button, or the one that a re-render has put in its place, which looks as `copy` does; null while there is none. */
export function findSubmitter(form: HTMLFormElement, pressed: Submitter, copy: Submitter): Submitter | null {
  if (isSubmitterOf(form, pressed)) return pressed;
  const buttons = [...form.querySelectorAll<Submitter>('button, input')];
  return buttons.find((button) => isSubmitterOf(form, button) && button.isEqualNode(copy)) || null;
}

/**
 * Submits a form as its user did: with validation, a `submit` event, and what the button says. A button that has gone
 * has a stand-in. Where there is no `requestSubmit` (Safari before 16, or a field of that name) a click does the same,
 * and a stand-in's click where the button is disabled, or where there is none.
 */
export function submitBy(form: HTMLFormElement, button: Submitter | null, standIn: Submitter | null): void {
  const canRequest = typeof form.requestSubmit === 'function';
  if (canRequest && (button || !standIn)) form.requestSubmit(button);
  else if (button && !button.matches(':disabled')) button.click();
  else {
    const added = standIn || document.createElement('button');
    added.hidden = true;
    form.appendChild(added);
    if (canRequest) form.requestSubmit(added);
    else added.click();
    added.remove();
  }
}
