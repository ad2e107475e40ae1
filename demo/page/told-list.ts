import { element } from './element.js';

declare global {
  interface Window {
    /** For the callbacks of a page: shows what it was told, in that order. */
    tell(name: string, value: unknown): void;
  }
}

/** A list of what the page's callbacks were called with. */
export function toldList(): HTMLElement {
  const list = element('p', { class: 'told', role: 'status', 'data-testid': 'told' });
  window.tell = (name, value) => {
    list.append(element('span', {}, `${name}: ${JSON.stringify(value)}`), element('br'));
  };
  return list;
}
