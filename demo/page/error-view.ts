import type { CaptchaError } from '../../src/index.js';
import { code, descriptionList, type Row } from './description-list.js';
import { element } from './element.js';
import { whatToDo } from './error-advice.js';
import { say } from './language.js';
import { duration, vendorNames } from './names.js';

/** An error and what can be done about it. */
export function errorView(error: CaptchaError): HTMLElement {
  const { next, advice } = whatToDo(error);
  const rows: Row[] = [
    [say('Code', '错误码'), code(error.code)],
    [say('Category', '类别'), code(error.category)],
  ];
  if (error.provider)
    rows.unshift([say('Provider', '厂商'), `${vendorNames[error.provider.vendor]}, ${error.provider.id}`]);
  if (error.vendorCode) rows.push([say('Vendor’s code', '厂商的错误码'), code(error.vendorCode)]);
  if (error.attempts > 0) rows.push([say('Script attempts', '尝试次数'), String(error.attempts)]);
  if (error.elapsedMs > 0) rows.push([say('Time spent', '用时'), duration(error.elapsedMs)]);
  return element(
    'div',
    { class: 'error-view', 'data-code': error.code },
    element('p', { class: 'message', lang: 'en' }, error.message),
    element('p', { class: 'advice' }, element('strong', {}, say(`${next}. `, `${next}。`)), advice),
    error.issues ? issueList(error.issues) : null,
    descriptionList(rows),
  );
}

function issueList(issues: NonNullable<CaptchaError['issues']>): HTMLElement {
  const items = issues.map(({ parameter, problem, message }) =>
    element('li', { 'data-parameter': parameter }, code(problem), ` ${message}`),
  );
  return element('ul', { class: 'issues' }, ...items);
}
