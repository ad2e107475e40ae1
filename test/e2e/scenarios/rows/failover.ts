import type { Behaviour, Place, SimulatorCase } from 'captcha-failover-simulator/cases';
import type { CaptchaErrorCode, Vendor } from '../../../../src/index.js';
import { MATRIX, type TableFault } from '../expectations.js';
import { passed, type Expected } from '../expected.js';
import { standbyRows } from './standby.js';
import { NAMES, OTHER, placeName, VENDORS, type Row } from '../row.js';

type Down = Partial<SimulatorCase>;

/** The default deadline, and a time limit that leaves room for another attempt. */
const BRIEF = { deadline: 12_000, retry: { limit: 1, timeout: 2500 } };
const UNHURRIED = { deadline: 20_000, retry: { limit: 1, timeout: 3000 } };

/** Ways in which an answer fails, one of each kind. */
const WAYS = [
  'refused',
  'hang',
  'hang_after_headers',
  'drip_endless',
  'reset',
  'reset_midbody',
  '404',
  '503',
  'html_nosniff',
  'empty',
  'redirect_loop',
  'syntax_error',
  'wrong_global',
] as const satisfies readonly TableFault[];
const FIRST_PLACES = ['entry', 'secondary', 'config', 'image'] as const;
const BEHAVIOURS = ['constructor_throws', 'init_throws', 'no_callback', 'show_never_opens', 'loading_only'] as const;

/** What gives no sign of life for 3 s, and gives way before it has failed. */
const isSilent = (vendor: Vendor, { behave, ...places }: Down) =>
  Object.entries(places).some(
    ([place, fault]) =>
      /^(hang|hang_after_headers|drip_endless)$/.test(String(fault)) ||
      (place === 'secondary' && String(fault) === 'wrong_global') ||
      (place === 'secondary' && vendor === 'aliyun' && /^(empty|syntax_error)$/.test(String(fault))),
  ) ||
  /^(no_callback|show_never_opens|loading_only)$/.test(String(behave)) ||
  (behave === 'constructor_throws' && vendor === 'aliyun');

const firstDown = (vendor: Vendor, what: string, down: Down, speed: number, more: Partial<Row> = {}): Row => ({
  name: `first vendor down, second fine: ${what}`,
  providers: [
    { vendor, simulatorCase: down },
    { vendor: OTHER[vendor], simulatorCase: {}, speed: 1 },
  ],
  speed,
  expected: {
    ...passed,
    passedBy: OTHER[vendor],
    ...(isSilent(vendor, down) && { failed: 0, note: 'it gives way, and has not failed' }),
  },
  options: BRIEF,
  ...more,
});

const byPlace: Row[] = VENDORS.flatMap((vendor) =>
  FIRST_PLACES.flatMap((place) =>
    WAYS.flatMap((fault) => {
      const alone: Expected = MATRIX[vendor][place][fault];
      // What does not bring a vendor down alone is in the table of faults.
      if (alone.status !== 'unverified') return [];
      const speed = alone.speed ?? (vendor === 'aliyun' ? 20 : 1);
      const options = alone.deadline ? BRIEF : UNHURRIED;
      return firstDown(
        vendor,
        `${placeName(vendor, place)} ${fault.replaceAll('_', ' ')}`,
        { [place]: [fault] },
        speed,
        { options },
      );
    }),
  ),
);

const byBehaviour = VENDORS.flatMap((vendor) =>
  BEHAVIOURS.map((behave: Behaviour) => firstDown(vendor, behave.replaceAll('_', ' '), { behave }, 1)),
);

/** What `preload()` has asked for when it hangs; it prepares no more than the script with Tencent. */
const PRELOADED: Record<Vendor, readonly Place[]> = {
  tencent: ['entry', 'secondary'],
  aliyun: ['entry', 'config', 'secondary'],
};
const preloaded: Row[] = VENDORS.flatMap((vendor) =>
  PRELOADED[vendor].map((place) =>
    firstDown(vendor, `${placeName(vendor, place)} hang, met by preload()`, { [place]: ['hang'] }, 1, {
      preloads: place,
      options: { deadline: 12_000 },
    }),
  ),
);

/** Both down in the same way, and how each fails, whether it is tried first or second. */
const BOTH: readonly (readonly [Down, tencent: CaptchaErrorCode, aliyun: CaptchaErrorCode, more?: Partial<Row>])[] = [
  [{ entry: ['refused'] }, 'script_network', 'script_network'],
  [{ entry: ['hang'] }, 'script_timeout', 'script_timeout'],
  [{ entry: ['empty'] }, 'script_empty', 'script_empty'],
  [{ secondary: ['hang'] }, 'not_shown', 'not_shown'],
  // By itself Aliyun's script gives up after 10 s only, which may be longer than its turn.
  [{ secondary: ['503'] }, 'vendor_failed', 'vendor_failed', { speed: 20, options: { deadline: 12_000 } }],
  // Aliyun's four tries of 2 s are longer than its turn of 6 s.
  [{ config: ['hang'] }, 'not_shown', 'not_shown', { options: { deadline: 12_000 } }],
  [{ config: ['503'] }, 'vendor_failed', 'vendor_failed', { options: { deadline: 12_000 } }],
  [{ image: ['hang'] }, 'not_shown', 'not_shown'],
  [{ behave: 'no_callback' }, 'not_shown', 'not_shown'],
  [{ behave: 'show_never_opens' }, 'not_shown', 'not_shown'],
  [{ behave: 'loading_only' }, 'not_shown', 'not_shown'],
];

function bothDown([down, tencent, aliyun, more]: (typeof BOTH)[number]): Row[] {
  const way = Object.entries(down).map(([place, fault]) => `${place} ${String(fault).replaceAll('_', ' ')}`);
  const ends = [
    { vendor: 'tencent', code: tencent },
    { vendor: 'aliyun', code: aliyun },
  ] as const;
  return ([ends, [ends[1], ends[0]]] as const).map(([first, second]) => ({
    name: `both vendors down: ${way.join()}`,
    providers: [first, second].map(({ vendor }) => ({ vendor, simulatorCase: down })),
    speed: 1,
    options: BRIEF,
    expected: {
      status: 'unverified',
      code: first.code,
      // Who has given way fails last. An entry that hangs gives way to nobody: the other one’s has not come either.
      ...(isSilent(first.vendor, down) && !down.entry
        ? { failures: [second, first] }
        : { failures: [first, second], ifInTime: true }),
    },
    ...more,
  }));
}

/** A second call while the first vendor's failure is fresh. */
export const triedLast = (vendor: Vendor): Row => ({
  name: 'the vendor that just failed is tried last',
  providers: [
    { vendor, simulatorCase: { entry: ['404'] } },
    { vendor: OTHER[vendor], simulatorCase: {} },
  ],
  speed: 1,
  options: UNHURRIED,
  play: 'again_in_order',
  expected: {
    ...passed,
    shown: 2,
    before: ['passed'],
    failed: 1,
    sees: { order: [OTHER[vendor], OTHER[vendor]], failures: 1 },
    note: `${NAMES[vendor]} is not asked the second time`,
  },
});

/** What comes in time, but only just: Aliyun's own limit for each of its tries must not be shorter than that. */
const slowSecond = [1, 1.5].map((seconds): Row => ({
  name: `first vendor hangs, second slow: entry 1.5 s, Init ${seconds} s`,
  providers: [
    { vendor: 'tencent', simulatorCase: { secondary: ['hang'] } },
    { vendor: 'aliyun', simulatorCase: { entry: ['late_1.5'], config: [`late_${seconds}`] } },
  ],
  speed: 1,
  options: { deadline: 12_000 },
  expected: { ...passed, passedBy: 'aliyun', failed: 0 },
}));

export const failoverRows: readonly Row[] = [
  ...byPlace,
  ...byBehaviour,
  ...preloaded,
  ...BOTH.flatMap(bothDown),
  ...slowSecond,
  ...VENDORS.map(triedLast),
  ...standbyRows,
];
