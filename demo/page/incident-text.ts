import type { Incident } from '../../src/server/index.js';
import { code } from './description-list.js';
import { element } from './element.js';

/** An incident in one line: when, what, and the rest of it as it is. */
export function incidentText({ kind, at, ...rest }: Incident): Node[] {
  const details = Object.entries(rest).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return [
    element('span', { class: 'at' }, new Date(at).toLocaleTimeString('en-GB')),
    element('span', {}, element('strong', {}, code(kind)), ` ${details.join(', ')}`),
  ];
}
