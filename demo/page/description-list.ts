import { element } from './element.js';

export type Row = readonly [name: string, value: string | Node];

export function descriptionList(rows: readonly Row[]): HTMLDListElement {
  return element(
    'dl',
    {},
    ...rows.map(([name, value]) => element('div', {}, element('dt', {}, name), element('dd', {}, value))),
  );
}

export const code = (text: string) => element('code', {}, text);
