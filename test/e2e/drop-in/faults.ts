import type { AliyunBehaviour, Fault, Place, SimulatorCase, TencentBehaviour } from 'captcha-failover-simulator/cases';
import { ALIYUN_BEHAVIOURS, TENCENT_BEHAVIOURS } from '../scenarios/behaviour-expectations.js';
import { INIT_ANSWERS, MATRIX } from '../scenarios/expectations.js';
import type { Expected } from '../scenarios/expected.js';
import { placeName, SPEED, UNHURRIED } from '../scenarios/row.js';
import type { Vendor } from '../../../src/index.js';

/** One way to break the vendor, and what it comes to: a number of Tencent's, or a failover of Aliyun's. */
export interface PageFault {
  name: string;
  simulatorCase: Partial<SimulatorCase>;
  /** Divides the vendor's own waits. */
  speed: number;
  /** Of the drop-in, in ms: more than enough for what ends by itself. */
  deadline: number;
  /** Absent: the challenge is passed. */
  code?: number;
  /** What comes after the end has this in its URL. */
  late?: string;
  /** Stands for others that a page cannot tell from it, where there is no time for all. */
  isTypical: boolean;
}

/** One of each way in which a later request fails. */
const TYPICAL: readonly string[] = ['503', 'hang', 'empty', 'wrong_global', 'late_7'];

const ENTRY_FILE: Record<Vendor, string> = { tencent: 'TJCaptcha', aliyun: 'AliyunCaptcha.js' };

function faultOf(
  name: string,
  vendor: Vendor,
  simulatorCase: Partial<SimulatorCase>,
  expected: Expected,
  isTypical = true,
): PageFault {
  const { status, speed = SPEED[vendor], deadline = UNHURRIED.deadline, errorCode } = expected;
  return {
    name,
    simulatorCase,
    speed,
    deadline,
    isTypical,
    ...(status === 'unverified' && errorCode !== undefined && { code: errorCode }),
  };
}

/** What comes after the end comes well after it: of 3 s, timers of a loaded machine make 4. */
const LATE: Partial<Record<string, Fault>> = { late_4: 'late_7' };

const faultsAt = (vendor: Vendor, place: Place) =>
  (Object.entries(MATRIX[vendor][place]) as [Fault, Expected][]).map(
    ([fault, expected]) => [LATE[fault] ?? fault, expected] as const,
  );

/** Faults of the entry script: all of the table. */
const entryFaults = (vendor: Vendor) =>
  faultsAt(vendor, 'entry').map(([fault, expected]) => ({
    ...faultOf(`entry script: ${fault}`, vendor, { entry: [fault] }, expected),
    ...(fault === 'late_7' && { late: ENTRY_FILE[vendor] }),
  }));

/** Faults of the two requests that follow before there is a challenge; those that come to nothing are left out. */
const laterFaults = (vendor: Vendor) =>
  (['secondary', 'config'] as const).flatMap((place) =>
    faultsAt(vendor, place)
      .filter(([, { status }]) => status !== 'passed')
      .map(([fault, expected]) =>
        faultOf(
          `${placeName(vendor, place)}: ${fault}`,
          vendor,
          { [place]: [fault] },
          expected,
          TYPICAL.includes(fault),
        ),
      ),
  );

const tencentBehaviours: readonly TencentBehaviour[] = [
  'constructor_throws',
  'init_throws',
  'no_callback',
  'frame_create_throws',
  'loading_only',
  'smart_pass',
];
const aliyunBehaviours: readonly AliyunBehaviour[] = [
  'constructor_throws',
  'init_throws',
  'no_callback',
  'never_ready',
];

const named = (behave: string) => `its script: ${behave.replaceAll('_', ' ')}`;

export const FAULTS: Record<Vendor, readonly PageFault[]> = {
  tencent: [
    ...entryFaults('tencent'),
    ...laterFaults('tencent'),
    ...tencentBehaviours.map((behave) => faultOf(named(behave), 'tencent', { behave }, TENCENT_BEHAVIOURS[behave])),
  ],
  aliyun: [
    ...entryFaults('aliyun'),
    ...laterFaults('aliyun'),
    ...INIT_ANSWERS.map(({ fault, expected }) =>
      faultOf(`Init answers ${fault}`, 'aliyun', { config: [fault] }, expected, fault === 'code_IllegalScene'),
    ),
    ...aliyunBehaviours.map((behave) => faultOf(named(behave), 'aliyun', { behave }, ALIYUN_BEHAVIOURS[behave])),
  ],
};
