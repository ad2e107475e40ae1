import { randomUUID } from 'node:crypto';
import type { StateStore } from './state-store.js';

/** A lock that nobody releases frees itself after this, in ms: longer than a round of canaries and its store calls. */
export const lockTtl = 10_000;

/**
 * Runs `work` while no other process runs its own. Gives `busy` when another does. The lock may be lost on the way (a
 * process that was stopped for seconds); `holds` tells.
 */
export async function withLock<T>(
  store: Pick<StateStore, 'claim' | 'release' | 'read'>,
  key: string,
  work: (holds: () => Promise<boolean>) => Promise<T>,
): Promise<T | 'busy'> {
  const token = randomUUID();
  if (!(await store.claim(key, token, lockTtl))) return 'busy';
  try {
    return await work(async () => (await store.read([key]))[0] === token);
  } finally {
    await store.release(key, token).catch(() => undefined);
  }
}
