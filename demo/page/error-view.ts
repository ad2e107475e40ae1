import type { CaptchaError } from '../../src/index.js';
import { code, descriptionList, type Row } from './description-list.js';
import { element } from './element.js';
import { whatToDo } from './error-advice.js';
import { duration, vendorNames } from './names.js';

/** An error and what can be done about it. */
export function errorView(error: CaptchaError): HTMLElement {
  const { next, advice } = whatToDo(error);
  const rows: Row[] = [
    ['Code', code(error.code)],
    ['Category', code(error.category)],
  ];
  if (error.provider) rows.unshift(['Provider', `${vendorNames[error.provider.vendor]}, ${error.provider.id}`]);
  if (error.vendorCode) rows.push(['Vendor’s code', code(error.vendorCode)]);
  if (error.attempts > 0) rows.push(['Script attempts', String(error.attempts)]);
  if (error.elapsedMs > 0) rows.push(['Time spent', duration(error.elapsedMs)]);
  return element(
    'div',
    { class: 'error-view', 'data-code': error.code },
    element('p', { class: 'message' }, error.message),
    element('p', { class: 'advice' }, element('strong', {}, `${next}. `), advice),
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
