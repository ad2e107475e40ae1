import type { Place, SimulatorCase } from './case.js';
import type { SimulatorHosts } from './hosts.js';

export interface VendorRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  host: keyof SimulatorHosts;
  hosts: SimulatorHosts;
  case: SimulatorCase;
}

/** The healthy answer; the case's fault for its place is applied afterwards. */
export interface VendorAnswer {
  /** null: no place of a fault (log uploads, style sheets); always answered as it is. */
  place: Place | null;
  status?: number;
  /** `content-type` decides what a broken body looks like: script, JSONP, JSON or image. */
  headers?: Record<string, string>;
  body: string | Uint8Array;
  /** The global that a script defines, for the faults `wrong_global` and `global_missing`. */
  global?: string;
}

/** undefined: not a path of this vendor. */
export type VendorHandler = (request: VendorRequest) => VendorAnswer | Promise<VendorAnswer | undefined> | undefined;
