import type { AliyunBehaviour, Fault, Place, SimulatorCase, TencentBehaviour } from '../../../demo/simulator/case.js';
import type { CaptchaOptions, Vendor } from '../../../src/index.js';
import { inWords, type Expected } from './expected.js';

export interface FaultyProvider {
  vendor: Vendor;
  simulatorCase: Partial<SimulatorCase>;
  architecture?: 'v2';
}

/** One case of the simulator, run in a page of its own, and how it must end. */
export interface Row {
  title: string;
  providers: readonly FaultyProvider[];
  options: Pick<CaptchaOptions, 'deadline' | 'retry' | 'preload'>;
  /** Divides the vendors' own waits. */
  speed: number;
  expected: Expected;
  /** `preload()` comes before `verify()`, which waits until this was asked for: method and URL. */
  preloadsUntil?: RegExp;
}

/** Aliyun's script has pauses where Tencent's has time limits. */
const SPEED: Record<Vendor, number> = { tencent: 1, aliyun: 20 };
/** For what ends by itself: on a busy machine, too. ms */
const UNHURRIED = { deadline: 20_000, timeout: 6000 };

const NAMES: Record<Vendor, string> = { tencent: 'Tencent', aliyun: 'Aliyun' };
const PLACES: Record<Vendor, Record<Place, string>> = {
  tencent: {
    entry: 'entry script',
    secondary: 'secondary script',
    config: 'prehandle',
    image: 'picture',
    verify: 'verification',
  },
  aliyun: {
    entry: 'entry script',
    secondary: 'dynamic script',
    config: 'Init',
    image: 'picture',
    verify: 'verification',
  },
};

/** The last fault of the list repeats. */
export function faultRow(vendor: Vendor, place: Place, faults: readonly Fault[], expected: Expected): Row {
  return matrixRow(`${what(vendor, place)}: ${faults.join(', then ')}`, vendor, { [place]: faults }, expected);
}

export function behaviourRow(vendor: Vendor, behave: TencentBehaviour | AliyunBehaviour, expected: Expected): Row {
  const row = matrixRow(`${NAMES[vendor]}'s script: ${behave}`, vendor, { behave }, expected);
  return behave === 'degraded_v2'
    ? { ...row, providers: row.providers.map((each) => ({ ...each, architecture: 'v2' })) }
    : row;
}

export function matrixRow(
  subject: string,
  vendor: Vendor,
  simulatorCase: Partial<SimulatorCase>,
  expected: Expected,
): Row {
  const { deadline, speed = SPEED[vendor] } = expected;
  return {
    title: `${subject} ends ${inWords(expected)}`,
    providers: [{ vendor, simulatorCase }],
    options: {
      deadline: deadline ?? UNHURRIED.deadline,
      retry: { limit: 1, timeout: deadline ? deadline / 3 : UNHURRIED.timeout },
      preload: 'none',
    },
    speed,
    expected,
  };
}

export const what = (vendor: Vendor, place: Place): string => `${NAMES[vendor]}'s ${PLACES[vendor][place]}`;
