import { memoryAdmission } from './memory-admission.js';
import { memoryEvidence } from './memory-evidence.js';
import type { Store } from './store.js';

export interface MemoryStoreOptions {
  /** How many spent tickets, and how many counters, at most: 250,000 of each by default, at some 200 bytes. */
  capacity?: number;
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
export function memoryStore({ capacity = 250_000 }: MemoryStoreOptions = {}): Store {
  if (!Number.isSafeInteger(capacity) || capacity < 1) {
    throw new TypeError('memoryStore: capacity must be a whole number above 0.');
  }
  return { ...memoryEvidence(), ...memoryAdmission(capacity) };
}
