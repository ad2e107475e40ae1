import { EvidenceFile } from './evidence-file.js';
import { memoryAdmission } from './memory-admission.js';
import { memoryEvidence } from './memory-evidence.js';
import type { Store } from './store.js';

export interface MemoryStoreOptions {
  /** How many spent tickets, and how many counters, at most: 250,000 of each by default, at some 200 bytes. */
  capacity?: number;
  /**
   * Path of a file that keeps over restarts what was seen of the vendors. Without it a server that is started in an
   * outage does not know that they ever were up, and lets nobody in. What was spent is not in it.
   */
  file?: string;
}

/**
 * Keeps everything in this process. What is spent is never forgotten before its time; when there is no room for more,
 * nobody is let in unchecked.
 *
 * Each process counts for itself: n processes with a memory store let n times the budget in. A restart forgets which
 * tokens were spent, and begins with budgets that are spent.
 *
 * @throws TypeError when `capacity` is no whole number above 0
 */
export function memoryStore({ capacity = 250_000, file }: MemoryStoreOptions = {}): Store {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new TypeError('memoryStore: capacity must be a whole number above 0.');
  }
  const kept = file === undefined ? undefined : new EvidenceFile(file);
  return {
    evidence: memoryEvidence(kept),
    ...memoryAdmission(capacity),
    onFault: (listener) => kept?.onFault(listener),
  };
}
