import { caseFromQuery, hasTrap, type TencentTrap } from '../case.js';
import type { SimulatorInjection } from '../injection.js';

const simulator = '__SIMULATOR__' as unknown as SimulatorInjection;
const query = new URLSearchParams(simulator.query);
const simulatorCase = caseFromQuery(query);
const speed = Number(query.get('speed'));
const vendorMs = (ms: number): number => (speed > 0 ? ms / speed : ms);

/** The case that this script was served for. Entry and secondary script each carry their own copy. */
export const simulation = {
  hosts: simulator.hosts,
  query,
  case: simulatorCase,
  behave: simulatorCase.behave ?? 'pass',
  has: (trap: TencentTrap): boolean => hasTrap(simulatorCase, trap),
  /** The vendor's timers are as long as the facts say; `speed=20` in the query makes them twenty times as quick. */
  vendorMs,
  pause: (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, vendorMs(ms))),
};
