import { isPageElement } from '../page/element-ref.js';
import type { Lifetime } from '../page/lifetime.js';
import { pageState } from '../page/page-state.js';

/** One form; or a selector: all forms of the document that match it, later ones too. */
export type FormTarget = HTMLFormElement | string;

/** Its tag, unlike its properties, cannot be hidden behind a field's name. */
export function isForm(value: unknown): value is HTMLFormElement {
  return Object.prototype.toString.call(value) === '[object HTMLFormElement]' && isPageElement(value);
}

/**
 * Enters a protection into the page's list, whichever copy of this library the others are of. It ends the one before of
 * the same form or selector. Returns whether a form is this protection's: of several that are for it the latest counts.
 */
export function enterProtection(target: FormTarget, life: Lifetime): (form: unknown) => form is HTMLFormElement {
  const entry = {
    form: target,
    covers: (form: unknown) =>
      typeof target === 'string' ? isForm(form) && form.matches(target) && document.contains(form) : form === target,
    end: life.end,
  };
  const { forms } = pageState();
  forms.filter(({ form }) => form === target).forEach(({ end }) => end());
  forms.push(entry);
  life.defer(() => void forms.splice(forms.indexOf(entry), 1));
  return (form): form is HTMLFormElement => forms.filter(({ covers }) => covers(form)).pop() === entry;
}

/** What tells one form from another: where it is sent to, and the names in it. */
export const likenessOf = (form: Element): string =>
  [
    form.getAttribute('action'),
    ...[...form.querySelectorAll('[name]')].map((field) => field.getAttribute('name')),
  ].join();

/** The form; or the one that a re-render has put in its place, for a selector; undefined when it has left the document. */
export function successorOf(form: HTMLFormElement, target: FormTarget, likeness: string): Element | undefined {
  if (form.isConnected) return form;
  const candidates = typeof target === 'string' ? [...document.querySelectorAll(target)] : [];
  return candidates.find((candidate) => likenessOf(candidate) === likeness);
}
