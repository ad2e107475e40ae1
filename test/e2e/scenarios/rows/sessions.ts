import { trapsExcept } from 'captcha-failover-simulator/cases';
import { passed, type Expected } from '../expected.js';
import { rowOf, rowsOf, VENDORS, type FaultyProvider, type Row } from '../row.js';

const destroyed: Expected = { status: 'dismissed', reason: 'destroyed', sees: { status: 'destroyed' } };
const rejected: Expected = { status: 'rejected', outcomes: 0 };
const superseded = 'dismissed: superseded';
const REJECTED = 'rejected: my reason';

const destroy = (name: string, how: string, expected: Partial<Expected> = {}, entry?: '404') =>
  rowsOf(
    `destroy() ${name}`,
    entry ? { entry: [entry] } : {},
    { ...destroyed, ...expected },
    {
      play: 'destroy',
      how,
      options: { retry: { limit: 0, timeout: 6000 } },
    },
  );

const whileHanging = (['entry', 'secondary', 'config', 'image'] as const).flatMap((place) =>
  rowsOf(`destroy() while loading: ${place} hangs`, { [place]: ['hang'] }, destroyed, { play: 'destroy', how: place }),
);

/** While the vendor's script is at work on our nodes. */
const destroyedSoon = [
  { vendor: 'aliyun', what: 'verify', simulatorCase: {}, options: {} },
  { vendor: 'aliyun', what: 'preload', simulatorCase: {}, options: {} },
  {
    vendor: 'aliyun',
    what: 'verify',
    simulatorCase: { secondary: ['late_0.5'] },
    options: { mode: 'embed', element: '#box' },
  },
  {
    vendor: 'tencent',
    what: 'verify',
    simulatorCase: { secondary: ['late_0.5'] },
    options: { mode: 'embed', element: '#box' },
  },
] as const;
const soonRows = destroyedSoon.flatMap(({ vendor, what, simulatorCase, options }) =>
  // From the first request to just before the challenge.
  [50, 150, 250, 350].map((ms) =>
    rowOf(
      `destroy() ${ms} ms after ${what}()${'mode' in options ? ' of an embed' : ''}`,
      vendor,
      simulatorCase,
      { ...destroyed, outcomes: what === 'verify' ? 1 : 0, sees: { errors: [], left: 0 }, speed: 1 },
      { play: 'destroy_soon', how: `${what} ${ms}`, options },
    ),
  ),
);

const two = (first: FaultyProvider['vendor'], second: FaultyProvider['vendor']): Row => ({
  name: 'two captchas, the newer one supersedes',
  providers: [first, second].map((vendor) => ({ vendor, simulatorCase: {} })),
  speed: 1,
  options: {},
  play: 'two_captchas',
  expected: { ...passed, passedBy: second, shown: 2, before: [superseded], failed: 0 },
});

const conflict = (providers: readonly FaultyProvider[]): Row => ({
  name: 'another region on the same page',
  providers,
  speed: 1,
  options: { element: '#box' },
  play: 'one_after_the_other',
  expected: {
    status: 'unverified',
    code: 'global_conflict',
    category: 'page',
    errorCode: 1001,
    before: ['passed'],
    failed: 1,
  },
});

/** Sessions that meet, follow one another or end early. */
export const sessionRows: readonly Row[] = [
  ...rowsOf(
    'three concurrent calls, one tag',
    { entry: ['late_0.3'] },
    { ...passed, before: ['passed', 'passed'], outcomes: 1, sees: { proofs: 1 }, requests: { entry: 1, config: 1 } },
    { play: 'three_callers' },
  ),
  ...rowsOf(
    'closed by its user, who presses again',
    {},
    { ...passed, before: ['dismissed: closed'], shown: 2 },
    { play: 'again_after_close', how: '200' },
  ),
  ...rowsOf(
    'closed by its user, who presses again in the same moment',
    {},
    { ...passed, before: ['dismissed: closed'], shown: 2 },
    { play: 'again_after_close', how: '0' },
  ),
  ...rowsOf(
    'a second call after a failure',
    { entry: ['503', '503', 'ok'] },
    { ...passed, before: ['unverified: script_network'], failed: 1 },
    { play: 'again' },
  ),
  ...VENDORS.map((vendor) =>
    rowOf(
      'a late script serves the next call',
      vendor,
      { entry: ['late_4', '503'] },
      { ...passed, deadline: 3000, speed: 1, before: ['unverified: script_timeout'], failed: 1 },
      {
        play: 'again',
        late: vendor === 'tencent' ? 'TJCaptcha' : 'AliyunCaptcha.js',
        options: { retry: { limit: 0, timeout: 1500 } },
      },
    ),
  ),
  ...rowsOf(
    'a late script after the outcome',
    // Long after the deadline: a page whose main thread was held may end a second later.
    { entry: ['late_6'] },
    {
      status: 'unverified',
      code: 'script_timeout',
      errorCode: 1001,
      deadline: 3000,
      speed: 1,
      sees: { late: ['script'] },
    },
    { play: 'late_script' },
  ),
  rowOf(
    'a late callback after the outcome',
    'tencent',
    { traps: trapsExcept('destroy-suppresses-callback') },
    { status: 'dismissed', reason: 'timeout', user: 'waits', sees: { late: ['callback'] } },
    { play: 'late_callback', options: { challengeTimeout: 600 } },
  ),
  rowOf(
    'a late callback after the outcome',
    'aliyun',
    { verify: ['late_2.5'], scene: 'SLIDING' },
    { status: 'dismissed', reason: 'timeout', user: 'solves', speed: 1, sees: { late: ['callback'] } },
    { play: 'late_callback', options: { challengeTimeout: 1500 } },
  ),
  {
    ...rowOf(
      'a late first Init after a second one',
      'aliyun',
      {},
      {
        ...passed,
        user: 'persists',
        deadline: 9000,
        speed: 1,
        before: [superseded],
        failed: 0,
      },
    ),
    providers: [
      { vendor: 'aliyun', simulatorCase: { secondary: ['late_4', 'ok'] } },
      { vendor: 'aliyun', simulatorCase: {} },
    ],
    play: 'late_first_init',
    late: 'dynamicJS',
  },
  rowOf(
    'a second call after an Init that never ended',
    'aliyun',
    { secondary: ['hang', 'ok'] },
    { ...passed, deadline: 3000, speed: 1, before: ['unverified: not_shown'], failed: 1 },
    { play: 'again_later' },
  ),
  ...rowsOf('create, destroy, create, as StrictMode does', {}, passed, { play: 'strict_mode' }),
  ...whileHanging,
  ...soonRows,
  ...destroy('while challenging', 'shown', { shown: 1 }),
  ...destroy('inside onEvent: attempt', 'in attempt'),
  ...destroy('inside onEvent: loaded', 'in loaded'),
  ...destroy('inside onEvent: shown', 'in shown', { shown: 1 }),
  ...destroy('inside onEvent: provider_failed', 'in provider_failed', { failed: 1, heard: 0 }, '404'),
  ...destroy('inside pageToken', 'in pageToken'),
  ...destroy('inside a listener of the status', 'in status', { outcomes: 0 }),
  two('tencent', 'tencent'),
  two('aliyun', 'aliyun'),
  two('tencent', 'aliyun'),
  two('aliyun', 'tencent'),
  conflict([
    { vendor: 'tencent', simulatorCase: { behave: 'smart_pass' } },
    { vendor: 'tencent', script: 'tencent-intl', region: 'intl', simulatorCase: {} },
  ]),
  conflict([
    { vendor: 'aliyun', simulatorCase: { scene: 'TRACELESS' } },
    { vendor: 'aliyun', region: 'sgp', simulatorCase: {} },
  ]),
  ...rowsOf(
    'abort before verify()',
    {},
    { ...rejected, sees: { attempts: 0 }, requests: {} },
    {
      play: 'abort',
      how: 'before',
    },
  ),
  ...rowsOf(
    'abort while loading',
    { entry: ['hang'] },
    { ...rejected, sees: { status: 'idle' } },
    {
      play: 'abort',
      how: 'loading',
    },
  ),
  ...rowsOf(
    'abort while challenging',
    {},
    { ...rejected, shown: 1, sees: { status: 'ready' } },
    {
      play: 'abort',
      how: 'challenging',
    },
  ),
  ...rowsOf('abort after the outcome', {}, { ...passed, sees: { status: 'ready' } }, { play: 'abort', how: 'after' }),
  ...rowsOf(
    'abort by one of two callers',
    {},
    { ...passed, before: [REJECTED], outcomes: 1 },
    {
      play: 'abort',
      how: 'one of two',
    },
  ),
];
