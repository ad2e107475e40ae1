/** What can be disabled: a field, an option, a fieldset in the form or around it. */
type Control = Element & { disabled: boolean; form?: HTMLFormElement | null; type?: string };

/** Buttons hold nothing of the user's, so they may be disabled. */
const isButton = ({ type }: Control) => /^(submit|image|button|reset)$/.test(String(type));

/** What is enabled of a form's controls, to be compared when the page may have disabled some of it. */
export function enabledControls(form: HTMLFormElement): Control[] {
  const root = form.getRootNode() as Document | ShadowRoot;
  return [...root.querySelectorAll<Control>('input, select, option, textarea, fieldset')].filter(
    (control) => !control.disabled && ((control.form === form && !isButton(control)) || control.contains(form)),
  );
}

export const areEnabled = (controls: Control[]): boolean => !controls.some(({ disabled }) => disabled);

/** Enables what is disabled by now. Returns the way to disable it again. */
export function enable(controls: Control[]): () => void {
  const changed = controls.filter(({ disabled }) => disabled);
  changed.forEach((control) => (control.disabled = false));
  return () => changed.forEach((control) => (control.disabled = true));
}
