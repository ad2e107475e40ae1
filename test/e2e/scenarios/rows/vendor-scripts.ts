import {
  ALIYUN_BEHAVIOUR_LIST,
  TENCENT_BEHAVIOUR_LIST,
  type AliyunBehaviour,
  type Behaviour,
  type TencentBehaviour,
} from 'captcha-failover-simulator/cases';
import { ALIYUN_BEHAVIOURS, DEGRADED_AFTER_FAILURE, TENCENT_BEHAVIOURS } from '../behaviour-expectations.js';
import { INIT_ANSWERS } from '../expectations.js';
import { closed, passed, type Expected } from '../expected.js';
import { rowOf, rowsOf, type Row } from '../row.js';

const NAMES: Partial<Record<Behaviour, string>> = {
  pass: 'a challenge is solved',
  smart_pass: 'passes without a challenge',
  constructor_throws: 'the constructor throws',
  init_throws: 'init throws',
  no_callback: 'init calls nothing back',
  never_ready: 'init is never ready',
  show_never_opens: 'show() never opens',
  loading_only: 'a loading box and no more',
  close_null: 'closed by the user, ticket null',
  close_empty: 'closed by the user, ticket ""',
  close_absent: 'closed by the user, no ticket',
  terror: 'result 1006 with the old prefix',
  sid: 'result 1006 with a session id',
  stale_1006: 'a stale result 1006 in an open challenge',
  frame_create_throws: 'the secondary script throws in its constructor',
  degraded_127: 'a success of its own failover: isSign without securityToken',
  degraded_120: 'a success with the plain certifyId',
  degraded_2026: 'a success of its own failover: failover "T"',
  degraded_v2: 'a success of its own failover in V2',
  traceless_then_challenge: 'a traceless attempt fails, a challenge follows',
};

const nameOf = (behave: Behaviour) =>
  NAMES[behave] ??
  behave.replace(/^code_(\d+)$/, 'result $1 before shown').replace(/^code_(\d+)_after_shown$/, 'result $1 after shown');

const tencent = (behave: TencentBehaviour) => rowOf(nameOf(behave), 'tencent', { behave }, TENCENT_BEHAVIOURS[behave]);

function aliyun(behave: AliyunBehaviour): Row {
  const row = rowOf(nameOf(behave), 'aliyun', { behave }, ALIYUN_BEHAVIOURS[behave]);
  return behave === 'degraded_v2'
    ? { ...row, providers: row.providers.map((each) => ({ ...each, architecture: 'v2' })) }
    : row;
}

const afterFailure = Object.entries(DEGRADED_AFTER_FAILURE) as [AliyunBehaviour, Expected][];

const shared = TENCENT_BEHAVIOUR_LIST.filter((behave) => ALIYUN_BEHAVIOUR_LIST.some((other) => other === behave));

export const vendorScriptRows: readonly Row[] = [
  ...shared.flatMap((behave) => [tencent(behave), aliyun(behave as AliyunBehaviour)]),
  ...rowsOf('the user closes the challenge', {}, closed),
  ...rowsOf(
    'the challenge is left open for challengeTimeout',
    {},
    { status: 'dismissed', reason: 'timeout', user: 'waits' },
    { options: { challengeTimeout: 700 } },
  ),
  ...rowsOf(
    'the page removes the nodes of the popup',
    {},
    {
      tencent: { status: 'dismissed', reason: 'removed', user: 'removes', shown: 1 },
      aliyun: {
        status: 'dismissed',
        reason: 'closed',
        user: 'removes',
        shown: 1,
        note: 'a click on its mask looks the same',
      },
    },
  ),
  ...rowsOf(
    'the page removes the box of the embed',
    { scene: 'SLIDING' },
    { status: 'dismissed', reason: 'removed', user: 'removes', shown: 1 },
    { options: { mode: 'embed', element: '#box' } },
  ),
  ...rowsOf('a challenge in the page is solved', { scene: 'SLIDING' }, passed, {
    options: { mode: 'embed', element: '#box' },
  }),
  ...TENCENT_BEHAVIOUR_LIST.filter((behave) => !shared.includes(behave)).map(tencent),
  ...ALIYUN_BEHAVIOUR_LIST.filter((behave) => !shared.some((other) => other === behave)).map(aliyun),
  ...afterFailure.map(([behave, expected]) =>
    rowOf(`${nameOf(behave)}, after Init failed`, 'aliyun', { behave, config: ['503'] }, expected),
  ),
  ...INIT_ANSWERS.map(({ fault, expected }) =>
    rowOf(`Init answers ${fault.replace('code_', '')}`, 'aliyun', { config: [fault] }, expected),
  ),
];
