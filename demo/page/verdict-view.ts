import { code, descriptionList, type Row } from './description-list.js';
import { element } from './element.js';
import { language, say } from './language.js';
import type { Answer } from './login-request.js';
import { verdictText } from '../verdict-text.js';

/** The server's verdict on one sign-in. */
export function verdictView(answer: Answer): HTMLElement {
  if (!answer) return element('p', { class: 'empty' }, say('The server did not answer.', '服务端没有应答。'));
  const rows: Row[] = [[say('Reason', '原因'), code(answer.reason)]];
  if (answer.accepted) rows.push([say('Assurance', '可信程度'), code(answer.assurance)]);
  const next = 'next' in answer ? answer.next : undefined;
  rows.push([say('Next', '下一步'), next ? code(next) : say('nothing', '无')]);
  if (!answer.accepted && answer.retryAfterMs !== undefined)
    rows.push([say('Again after', '多久后可再试'), `${answer.retryAfterMs} ms`]);
  if (!answer.accepted && answer.vendorCode !== undefined)
    rows.push([say('Vendor’s code', '厂商的错误码'), code(answer.vendorCode)]);
  const kind = !answer.accepted ? 'failed' : answer.assurance === 'human' ? 'passed' : 'unverified';
  return element(
    'div',
    { class: 'server-verdict' },
    element('span', { class: `badge ${kind}` }, answer.accepted ? say('accepted', '放行') : say('refused', '拒绝')),
    element('p', {}, verdictText(answer, language)),
    descriptionList(rows),
  );
}
