import { passed, type Expected } from '../expected.js';
import { rowsOf, type Row } from '../row.js';

const posted = ['/js/captcha.js', 'user=ada&password=secret&action=register', true];
/** Its check was ended, with the challenge. */
const left: Expected = { status: 'rejected', outcomes: 0, shown: 1, sees: { status: 'ready', visible: 0 } };

const disabled = (how: string): Row[] =>
  rowsOf(
    `protectForm: the page disables ${how} by the status`,
    {},
    { ...passed, sees: { posted, button: ['new', false] } },
    { play: 'form_disabled_by_status', how },
  );
const leaves = (name: string, how: string): Row[] =>
  rowsOf(`protectForm: ${name} during the challenge`, {}, left, { play: 'form_leaves', how });

/** A protected form, and what its page does to it during the check. */
export const formRows: readonly Row[] = [
  ...disabled('the fieldset'),
  ...disabled('the button'),
  ...disabled('both'),
  ...rowsOf(
    'protectForm: fieldset and button stay disabled',
    {},
    { ...passed, sees: { posted, disabled: [true, true] } },
    { play: 'form_stays_disabled' },
  ),
  ...leaves('the form is removed', ''),
  ...leaves('the form, protected by a selector, is removed', 'by selector'),
  ...leaves('the view is kept alive elsewhere', 'kept alive'),
  ...rowsOf(
    'protectForm: a re-render replaces the form during the challenge',
    {},
    {
      ...passed,
      sees: {
        posted,
        checks: 1,
        told: ['A form was replaced during its check'],
      },
    },
    { play: 'form_is_replaced' },
  ),
  ...rowsOf(
    'protectForm: two copies of the library protect one form',
    {},
    { ...passed, sees: { copies: true, posted, checks: 1 } },
    { play: 'form_of_two_copies' },
  ),
];
