import type { AliyunBehaviour, TencentBehaviour } from './behaviours.js';
import { PLACES, type Place, type Scene, type SimulatorCase } from './case.js';
import type { Fault } from './faults.js';
import type { AliyunRegion } from './real-hosts.js';
import type { AliyunTrap, TencentTrap } from './traps.js';

/** What goes wrong at each place: one fault, or a list in which the nth request gets the nth, and the last repeats. */
export type PlaceFaults = { [P in Place]?: Fault | readonly Fault[] };

export interface TencentFaults extends PlaceFaults {
  /** What the script does once it runs. Default: an ordinary challenge. */
  behave?: TencentBehaviour;
  /** Habits of the vendor that stay on; default: all. */
  traps?: readonly TencentTrap[];
}

export interface AliyunFaults extends PlaceFaults {
  behave?: AliyunBehaviour;
  traps?: readonly AliyunTrap[];
  /** The kind of challenge. Default: a slider. */
  scene?: Scene;
  /** Whose hosts the script asks where its real address is served: `cn`. */
  region?: AliyunRegion;
}

/** By vendor, for signatures that take either. */
export interface VendorFaults {
  tencent: TencentFaults;
  aliyun: AliyunFaults;
}

export type SimulatedVendor = keyof VendorFaults;

/** @param run counts the requests of each place: two runs know nothing of each other */
export function caseOf(faults: TencentFaults | AliyunFaults, run: string): SimulatorCase {
  const { behave, traps } = faults;
  const simulatorCase: SimulatorCase = { run };
  for (const place of PLACES) {
    const wanted = faults[place];
    if (wanted !== undefined) simulatorCase[place] = typeof wanted === 'string' ? [wanted] : wanted;
  }
  if (behave) simulatorCase.behave = behave;
  if (traps) simulatorCase.traps = traps;
  if ('scene' in faults) simulatorCase.scene = faults.scene;
  return simulatorCase;
}
