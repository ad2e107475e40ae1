import { passed, type Expected } from '../expected.js';
import { rowsOf, type Row } from '../row.js';

const embed = { scene: 'SLIDING' } as const;
const refused = (...issues: string[]): Expected => ({
  status: 'threw',
  code: 'invalid_parameter',
  sees: { issues },
  requests: {},
});

/** Where the challenge is, and what of the page is around it. */
export const elementRows: readonly Row[] = [
  ...rowsOf(
    'a page in an iframe of another origin',
    {},
    { ...passed, failed: 0, sees: { 'left and faults': [], 'globals out here': [] } },
    { play: 'in_frame' },
  ),
  ...rowsOf('an element of another realm', embed, { ...passed, sees: { instance: false } }, { play: 'in_other_realm' }),
  ...rowsOf(
    'an element in a shadow root',
    embed,
    { tencent: passed, aliyun: { ...refused('element unsupported'), note: 'the vendor looks it up by id' } },
    { play: 'in_shadow_root' },
  ).map((row): Row => (row.expected.status === 'threw' ? { ...row, how: 'refused' } : row)),
  ...rowsOf('an element in a dialog opened with showModal()', embed, passed, { play: 'in_dialog' }),
  ...rowsOf(
    'an element in a dialog that is opened later',
    embed,
    {
      // Whether the vendor's own event says that it is shown depends on what the engine loads of what is not displayed.
      tencent: passed,
      aliyun: { ...passed, sees: { 'shown before': 0 } },
    },
    { play: 'in_dialog_opened_later' },
  ),
  ...rowsOf(
    "a popup under the page's modal dialog",
    {},
    {
      tencent: {
        ...passed,
        sees: { 'shown before': 1, status: 'challenging' },
        note: "the vendor's own event says that it is shown",
      },
      aliyun: { ...passed, sees: { 'shown before': 0, status: 'starting' } },
    },
    { play: 'under_dialog' },
  ),
  ...rowsOf(
    'a modal dialog opens over the challenge',
    {},
    { ...passed, sees: { ended: 0 } },
    { play: 'dialog_over_challenge' },
  ),
  ...rowsOf('a focus-trap dialog', {}, passed, { play: 'focus_trap' }),
  ...rowsOf('a language list', {}, { ...passed, sees: { language: 'zh-tw' } }, { play: 'language_list' }),
  ...rowsOf('an unsupported language', {}, refused('language unsupported'), { play: 'unsupported_language' }),
];
