import type { Fault, Place } from './case.js';
import type { ListeningHost } from './hosts.js';

export interface RequestLog {
  host: ListeningHost;
  path: string;
  /** null: a request that no fault can strike. */
  place: Place | null;
  run: string;
  fault: Fault;
  /** ms since 1970, when the request arrived. */
  at: number;
}

const MAX_ENTRIES = 2000;

/** Adds an entry and forgets the oldest ones beyond the limit. */
export function logRequest(log: RequestLog[], entry: RequestLog, limit = MAX_ENTRIES): void {
  log.push(entry);
  if (log.length > limit) log.splice(0, log.length - limit);
}
