import { isBehaviour, type Behaviour } from './behaviours.js';
import { ENTRY_SCRIPTS, type EntryScript } from './entry-scripts.js';
import { isFault, nthFault, type Fault } from './faults.js';
import { reachableOrigin, type SimulatorHosts } from './hosts.js';
import { isTrap, type Trap } from './traps.js';

export * from './behaviours.js';
export * from './faults.js';
export * from './traps.js';
export * from './entry-scripts.js';

/** Where a fault strikes. `config` is Tencent's prehandle and Aliyun's Init. */
export const PLACES = ['entry', 'secondary', 'config', 'image', 'verify'] as const;
export type Place = (typeof PLACES)[number];

/** Aliyun's CaptchaType. */
export const SCENES = ['TRACELESS', 'SLIDING', 'PUZZLE', 'CHECK_BOX', 'INPAINTING'] as const;
export type Scene = (typeof SCENES)[number];

/**
 * One way to break (or not) one vendor. It travels in the query string of the entry script's URL, and the vendor's code
 * carries it on to every later request.
 */
export interface SimulatorCase {
  /** Random id: the server counts requests by (run, place). At most 64 characters. */
  run: string;
  /** The nth request of the run at that place gets the nth fault, the last repeats; absent = ok. */
  entry?: readonly Fault[];
  secondary?: readonly Fault[];
  config?: readonly Fault[];
  image?: readonly Fault[];
  verify?: readonly Fault[];
  /** Absent = an ordinary challenge. */
  behave?: Behaviour;
  /** Absent = every trap is on; else exactly the listed ones. */
  traps?: readonly Trap[];
  scene?: Scene;
}

const MAX_RUN_LENGTH = 64;
const MAX_FAULTS = 64;

/** "run=ab12&entry=503,ok&secondary=hang" */
export function caseToQuery(simulatorCase: SimulatorCase): string {
  const parts = [`run=${encodeURIComponent(simulatorCase.run)}`];
  for (const place of PLACES) {
    const faults = simulatorCase[place];
    if (faults?.length) parts.push(`${place}=${faults.join(',')}`);
  }
  const { behave, traps, scene } = simulatorCase;
  if (behave) parts.push(`behave=${behave}`);
  if (traps) parts.push(`traps=${traps.length ? traps.join(',') : 'none'}`);
  if (scene) parts.push(`scene=${scene}`);
  return parts.join('&');
}

/** Total: what it does not know is dropped, so that a loader may add parameters of its own. */
export function caseFromQuery(query: URLSearchParams): SimulatorCase {
  const simulatorCase: SimulatorCase = { run: (query.get('run') ?? '').slice(0, MAX_RUN_LENGTH) };
  for (const place of PLACES) {
    const faults = words(query.get(place)).filter(isFault).slice(0, MAX_FAULTS);
    if (faults.length) simulatorCase[place] = faults;
  }
  const behave = query.get('behave');
  if (behave && isBehaviour(behave)) simulatorCase.behave = behave;
  const traps = query.get('traps');
  if (traps === 'none') simulatorCase.traps = [];
  else if (words(traps).some(isTrap)) simulatorCase.traps = words(traps).filter(isTrap);
  const scene = SCENES.find((candidate) => candidate === query.get('scene'));
  if (scene) simulatorCase.scene = scene;
  return simulatorCase;
}

/** `refused` and `dns` as first entry fault send the browser to a host that is not there, at every attempt. */
export function entryUrl(hosts: SimulatorHosts, script: EntryScript, simulatorCase: SimulatorCase): string {
  const { host, path } = ENTRY_SCRIPTS[script];
  const origin = reachableOrigin(nthFault(simulatorCase.entry, 0), hosts[host], hosts);
  return `${origin}${path}?${caseToQuery(simulatorCase)}`;
}

export function hasTrap(simulatorCase: SimulatorCase, trap: Trap): boolean {
  return simulatorCase.traps?.includes(trap) ?? true;
}

function words(list: string | null): string[] {
  return list?.split(',') ?? [];
}
