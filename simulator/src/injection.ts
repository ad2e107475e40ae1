import type { SimulatorHosts } from './hosts.js';

/**
 * What the server puts in place of the string literal '__SIMULATOR__' of a vendor script:
 * `const simulator = '__SIMULATOR__' as unknown as SimulatorInjection;`
 */
export interface SimulatorInjection {
  hosts: SimulatorHosts;
  /** Query string of the request that fetched this script, without "?". It carries the case. */
  query: string;
}
