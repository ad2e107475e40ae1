/**
 * Writes values into hidden fields of a form: into its own where it has one of that name, else into new ones at its
 * end. `undefined` is no value: a field of the page's own stays as it is. Returns the way to take all of it back.
 */
export function writeHiddenFields(form: HTMLFormElement, values: Record<string, string | undefined>): () => void {
  const changes: (() => void)[] = [];
  const own = hiddenFields(form);
  for (const name of Object.keys(values)) {
    const value = values[name];
    if (value === undefined) continue;
    const found = own.find((field) => field.name === name);
    if (found) {
      const before = found.value;
      found.value = value;
      changes.push(() => (found.value = before));
    } else changes.push(addHiddenField(form, name, value));
  }
  return () => changes.splice(0).forEach((undo) => undo());
}

/** Adds a hidden field, whether or not there is one of that name. Returns the way to take it back. */
export function addHiddenField(form: HTMLFormElement, name: string, value: string): () => void {
  const field = document.createElement('input');
  field.type = 'hidden';
  field.name = name;
  field.value = value;
  form.appendChild(field);
  return () => field.remove();
}

export const hiddenFields = (form: HTMLFormElement): HTMLInputElement[] => [
  ...form.querySelectorAll<HTMLInputElement>('input[type=hidden]'),
];
