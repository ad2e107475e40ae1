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
  label: 'Nothing usable arrives',
  choices: choices({
    refused: 'Connection refused',
    dns: 'Name does not resolve',
    hang: 'No answer, ever',
    hang_after_headers: 'Headers, then nothing',
    drip_endless: 'Drips without end',
    reset: 'Connection reset',
    reset_midbody: 'Reset in mid-body',
    truncated: 'Cut off',
    truncated_no_length: 'Cut off, length unknown',
    redirect_loop: 'Redirect loop',
  }),
};

const answerFaults = {
  label: 'A wrong answer arrives',
  // A list, because an object would put the numeric keys first.
  choices: [
    { value: '503', label: '503' },
    { value: '404', label: '404' },
    { value: '204', label: '204, no content' },
    ...choices({
      empty: 'Empty body',
      html: 'HTML page with 200',
      html_nosniff: 'HTML page, nosniff',
      wrong_mime: 'Wrong MIME type, nosniff',
      bad_gzip: 'Broken compression',
      syntax_error: 'Syntax error',
      throws: 'Throws at once',
      throws_after: 'Throws after its global',
      global_missing: 'Defines no global',
      wrong_global: 'Defines a wrong global',
    }),
  ],
};

const slowFaults = {
  label: 'Slow, but it arrives',
  choices: choices({ drip_slow: 'Drips for 1 s', late_2: '2 s late', late_8: '8 s late', late_20: '20 s late' }),
};

const onceFaults = {
  label: 'Only the first time',
  choices: choices({ '503,ok': '503, then fine', 'refused,ok': 'Refused, then fine', 'hang,ok': 'Hangs, then fine' }),
};

const initFaults = {
  label: 'The API refuses',
  choices: [
    ...INIT_FAULTS.filter((fault) => fault.startsWith('code_')).map((fault) => ({
      value: fault,
      label: fault.slice('code_'.length),
    })),
    { value: 'limit_flow', label: 'LimitFlow in the body' },
    { value: '403_auth', label: '403 with x-auth-msg' },
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
  pass: 'Ordinary challenge',
  smart_pass: 'Passes with no challenge',
  constructor_throws: 'Constructor throws',
  init_throws: 'Init throws',
  no_callback: 'Never calls back',
  never_ready: 'Never becomes ready',
  show_never_opens: 'Never opens the challenge',
  loading_only: 'A loading box, never more',
  close_null: 'Closed gives ticket null',
  close_empty: 'Closed gives an empty ticket',
  close_absent: 'Closed gives no ticket',
  terror: 'Disaster ticket, old prefix',
  sid: 'Disaster ticket with session id',
  stale_1006: 'Stale 1006 in an open challenge',
  frame_create_throws: 'Core script throws in silence',
  degraded_127: 'False success (1.2.7)',
  degraded_120: 'False success (1.2.0)',
  degraded_2026: 'False success (2026)',
  degraded_v2: 'False success (V2)',
  traceless_then_challenge: 'Traceless, then a challenge',
};

export function behaviourChoices(vendor: Vendor): ChoiceGroup[] {
  const all = behavioursOf[vendor].map((value) => ({ value, label: behaviourLabel(value) }));
  const groups = [
    { label: 'The script', choices: all.filter(({ value }) => !value.startsWith('code_')) },
    { label: "Vendor's own disaster result", choices: all.filter(({ value }) => /^code_\d+$/.test(value)) },
    { label: 'The same after the challenge was shown', choices: all.filter(({ value }) => value.endsWith('_shown')) },
  ];
  return groups.filter((group) => group.choices.length > 0);
}

function behaviourLabel(behaviour: Behaviour): string {
  const code = /^code_(\d+)/.exec(behaviour)?.[1];
  return behaviourLabels[behaviour] ?? (code ? `Code ${code}` : behaviour);
}
