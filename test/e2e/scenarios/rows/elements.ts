import { passed, type Expected } from '../expected.js';
import { rowOf, rowsOf, type Row } from '../row.js';

const embed = { scene: 'SLIDING' } as const;
const refused = (...issues: string[]): Expected => ({
  status: 'threw',
  code: 'invalid_parameter',
  sees: { issues },
  requests: {},
});

/** Its popup is an iframe, into which the rows' user does not reach, and no event says that it is shown. */
const tencent1 = (name: string, more: Partial<Row>): Row => ({
  ...rowOf(name, 'tencent', {}, { status: 'dismissed', reason: 'timeout', user: 'waits' }, more),
  providers: [{ vendor: 'tencent', script: 'tencent-cn-1.0', simulatorCase: {} }],
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
        sees: { 'shown before': 0, status: 'challenging' },
        note: "the vendor's own event is not believed as long as the dialog is open",
      },
      aliyun: { ...passed, sees: { 'shown before': 0, status: 'challenging' } },
    },
    { play: 'under_dialog' },
  ),
  ...(['spinner', 'cover'] as const).flatMap((how) => [
    ...rowsOf(`a ${how} of the page over the popup while the status is starting`, {}, passed, {
      play: 'under_spinner',
      how,
    }),
    tencent1(`a ${how} of the page over the popup while the status is starting, Tencent 1.0`, {
      play: 'under_spinner',
      how,
      options: { challengeTimeout: 300 },
    }),
  ]),
  ...(['modal', 'inert', 'pointer-events'] as const).map((how): Row => ({
    name: `a popup that stays out of reach (${how}), then the second vendor`,
    providers: [
      { vendor: 'tencent', simulatorCase: {} },
      { vendor: 'aliyun', simulatorCase: {} },
    ],
    speed: 1,
    options: { deadline: 12_000 },
    play: 'out_of_reach',
    how,
    expected: {
      ...passed,
      passedBy: 'aliyun',
      sees: { statuses: ['starting', 'challenging', 'starting', 'challenging', 'ready'], remembered: false },
      note: 'nothing is remembered against the first',
    },
  })),
  ...rowsOf(
    'a popup that stays out of reach (modal)',
    {},
    {
      status: 'unverified',
      code: 'not_shown',
      deadline: 3000,
      speed: 1,
      sees: { statuses: ['starting', 'challenging', 'starting', 'ready'], remembered: false },
      note: 'not one second longer for that it is there',
    },
    { play: 'out_of_reach', how: 'modal' },
  ),
  ...rowsOf('an embed whose middle lies under a fixed bar', embed, passed, { play: 'under_bar' }),
  {
    name: 'an empty popup, then the second vendor',
    providers: [
      { vendor: 'tencent', simulatorCase: { behave: 'show_never_opens' } },
      { vendor: 'aliyun', simulatorCase: {} },
    ],
    speed: 1,
    options: { deadline: 12_000 },
    play: 'blank_popup',
    expected: { ...passed, passedBy: 'aliyun' },
  },
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
