import { code, descriptionList, type Row } from './description-list.js';
import { element } from './element.js';
import type { Answer } from './login-request.js';

/** The server's verdict on one sign-in. */
export function verdictView(answer: Answer): HTMLElement {
  if (!answer) return element('p', { class: 'empty' }, 'The server did not answer.');
  const rows: Row[] = [['Reason', code(answer.reason)]];
  if (answer.accepted) rows.push(['Assurance', code(answer.assurance)]);
  const next = 'next' in answer ? answer.next : undefined;
  rows.push(['Next', next ? code(next) : 'nothing']);
  if (!answer.accepted && answer.retryAfterMs !== undefined) rows.push(['Again after', `${answer.retryAfterMs} ms`]);
  if (!answer.accepted && answer.vendorCode !== undefined) rows.push(['Vendor’s code', code(answer.vendorCode)]);
  const kind = !answer.accepted ? 'failed' : answer.assurance === 'human' ? 'passed' : 'unverified';
  return element(
    'div',
    { class: 'server-verdict' },
    element('span', { class: `badge ${kind}` }, answer.accepted ? 'accepted' : 'refused'),
    element('p', {}, answer.message),
    descriptionList(rows),
  );
}
