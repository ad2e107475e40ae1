import type { Vendor } from '../../src/index.js';
import {
  ALIYUN_BEHAVIOUR_LIST,
  ALIYUN_TRAPS,
  INIT_FAULTS,
  isFault,
  isInitFault,
  TENCENT_BEHAVIOUR_LIST,
  TENCENT_TRAPS,
  type Behaviour,
  type Fault,
  type Place,
  type Trap,
} from 'captcha-failover-simulator/cases';
import { say } from './language.js';

/** What the simulator offers for each vendor, as the page's lists and the URL need it. */

export const behavioursOf: Record<Vendor, readonly Behaviour[]> = {
  tencent: TENCENT_BEHAVIOUR_LIST,
  aliyun: ALIYUN_BEHAVIOUR_LIST,
};

export const trapsOf: Record<Vendor, readonly Trap[]> = { tencent: TENCENT_TRAPS, aliyun: ALIYUN_TRAPS };

/** "503,ok": the first request gets a 503, all others are answered. */
export function faultList(text: string): Fault[] {
  return text.split(',').filter(isFault);
}

export function isFaultList(vendor: Vendor, place: Place, text: string): boolean {
  const words = text.split(',');
  const takesInitFaults = vendor === 'aliyun' && place === 'config';
  return words.length <= 8 && words.every((word) => isFault(word) && (takesInitFaults || !isInitFault(word)));
}

export function trapList(vendor: Vendor, text: string): Trap[] {
  const words = text.split(',');
  return trapsOf[vendor].filter((trap) => words.includes(trap));
}

export function isTrapList(vendor: Vendor, text: string): boolean {
  return text.split(',').every((word) => trapsOf[vendor].some((trap) => trap === word));
}

interface Choice {
  value: string;
  label: string;
}
export interface ChoiceGroup {
  label: string;
  choices: readonly Choice[];
}

const choices = (labels: Record<string, string>): Choice[] =>
  Object.entries(labels).map(([value, label]) => ({ value, label }));

const wireFaults = {
  label: say('Nothing usable arrives', '没有可用的东西到达'),
  choices: choices({
    refused: say('Connection refused', '连接被拒绝'),
    dns: say('Name does not resolve', '域名无法解析'),
    hang: say('No answer, ever', '一直没有响应'),
    hang_after_headers: say('Headers, then nothing', '只有响应头'),
    drip_endless: say('Drips without end', '断断续续，没有尽头'),
    reset: say('Connection reset', '连接被重置'),
    reset_midbody: say('Reset in mid-body', '传到一半被重置'),
    truncated: say('Cut off', '被截断'),
    truncated_no_length: say('Cut off, length unknown', '被截断，长度未知'),
    redirect_loop: say('Redirect loop', '循环重定向'),
  }),
};

const answerFaults = {
  label: say('A wrong answer arrives', '到达的内容不对'),
  // A list, because an object would put the numeric keys first.
  choices: [
    { value: '503', label: '503' },
    { value: '404', label: '404' },
    { value: '204', label: say('204, no content', '204，无内容') },
    ...choices({
      empty: say('Empty body', '空内容'),
      html: say('HTML page with 200', '200 的 HTML 页面'),
      html_nosniff: say('HTML page, nosniff', 'HTML 页面，nosniff'),
      wrong_mime: say('Wrong MIME type, nosniff', 'MIME 类型不对，nosniff'),
      bad_gzip: say('Broken compression', '压缩损坏'),
      syntax_error: say('Syntax error', '语法错误'),
      throws: say('Throws at once', '立即抛出异常'),
      throws_after: say('Throws after its global', '设置全局变量后抛出异常'),
      global_missing: say('Defines no global', '没有设置全局变量'),
      wrong_global: say('Defines a wrong global', '设置了错误的全局变量'),
    }),
  ],
};

const slowFaults = {
  label: say('Slow, but it arrives', '慢，但会到'),
  choices: choices({
    drip_slow: say('Drips for 1 s', '断续传输 1 秒'),
    late_2: say('2 s late', '迟到 2 秒'),
    late_8: say('8 s late', '迟到 8 秒'),
    late_20: say('20 s late', '迟到 20 秒'),
  }),
};

const onceFaults = {
  label: say('Only the first time', '只有第一次'),
  choices: choices({
    '503,ok': say('503, then fine', '先 503，然后正常'),
    'refused,ok': say('Refused, then fine', '先被拒绝，然后正常'),
    'hang,ok': say('Hangs, then fine', '先没有响应，然后正常'),
  }),
};

const initFaults = {
  label: say('The API refuses', '接口拒绝'),
  choices: [
    ...INIT_FAULTS.filter((fault) => fault.startsWith('code_')).map((fault) => ({
      value: fault,
      label: fault.slice('code_'.length),
    })),
    { value: 'limit_flow', label: say('LimitFlow in the body', '内容里有 LimitFlow') },
    { value: '403_auth', label: say('403 with x-auth-msg', '403 带 x-auth-msg') },
  ],
};

/** The list for one place, without the healthy answer. */
export function faultChoices(vendor: Vendor, place: Place): ChoiceGroup[] {
  // The entry script's URL is fixed when the provider is made: a host that is not there stays away.
  const once =
    place === 'entry'
      ? { ...onceFaults, choices: onceFaults.choices.filter(({ value }) => value !== 'refused,ok') }
      : onceFaults;
  const groups = [wireFaults, answerFaults, slowFaults, once];
  return vendor === 'aliyun' && place === 'config' ? [initFaults, ...groups] : groups;
}

const behaviourLabels: Partial<Record<Behaviour, string>> = {
  pass: say('Ordinary challenge', '普通的验证'),
  smart_pass: say('Passes with no challenge', '不验证就通过'),
  constructor_throws: say('Constructor throws', '构造函数抛出异常'),
  init_throws: say('Init throws', 'Init 抛出异常'),
  no_callback: say('Never calls back', '一直不回调'),
  never_ready: say('Never becomes ready', '一直没有就绪'),
  show_never_opens: say('Never opens the challenge', '一直不打开验证'),
  loading_only: say('A loading box, never more', '只有加载框'),
  close_null: say('Closed gives ticket null', '关闭时 ticket 为 null'),
  close_empty: say('Closed gives an empty ticket', '关闭时 ticket 为空'),
  close_absent: say('Closed gives no ticket', '关闭时没有 ticket'),
  terror: say('Disaster ticket, old prefix', '容灾票据，旧前缀'),
  sid: say('Disaster ticket with session id', '容灾票据，带会话标识'),
  stale_1006: say('Stale 1006 in an open challenge', '已打开的验证里出现过时的 1006'),
  frame_create_throws: say('Core script throws in silence', '二级脚本抛出异常，没有任何提示'),
  degraded_127: say('False success (1.2.7)', '虚假的成功（1.2.7）'),
  degraded_120: say('False success (1.2.0)', '虚假的成功（1.2.0）'),
  degraded_2026: say('False success (2026)', '虚假的成功（2026）'),
  degraded_v2: say('False success (V2)', '虚假的成功（V2）'),
  traceless_then_challenge: say('Traceless, then a challenge', '先无痕，再验证'),
};

export function behaviourChoices(vendor: Vendor): ChoiceGroup[] {
  const all = behavioursOf[vendor].map((value) => ({ value, label: behaviourLabel(value) }));
  const groups = [
    { label: say('The script', '脚本'), choices: all.filter(({ value }) => !value.startsWith('code_')) },
    {
      label: say('Vendor’s own disaster result', '厂商自己的容灾结果'),
      choices: all.filter(({ value }) => /^code_\d+$/.test(value)),
    },
    {
      label: say('The same after the challenge was shown', '验证显示之后的同样情况'),
      choices: all.filter(({ value }) => value.endsWith('_shown')),
    },
  ];
  return groups.filter((group) => group.choices.length > 0);
}

function behaviourLabel(behaviour: Behaviour): string {
  const code = /^code_(\d+)/.exec(behaviour)?.[1];
  return behaviourLabels[behaviour] ?? (code ? say(`Code ${code}`, `错误码 ${code}`) : behaviour);
}
