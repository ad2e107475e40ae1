import { claimScript, countScript, readScript, releaseScript, writeScript } from './redis-scripts.js';
import { listOf, textOf, whole, type RunScript } from './redis-runner.js';
import type { EvidenceStore } from './store.js';

/** The evidence's part of the Redis store. */
export function redisEvidence(run: RunScript): EvidenceStore {
  return {
    read: async (keys) => {
      if (keys.length === 0) return [];
      return listOf(await run(readScript, keys)).map((value) => (value === null ? null : textOf(value)));
    },
    write: async (key, value, ttlMs) => {
      await run(writeScript, [key], value, whole(ttlMs));
    },
    claim: async (key, value, ttlMs) => Number(await run(claimScript, [key], value, whole(ttlMs))) === 1,
    release: async (key, value) => {
      await run(releaseScript, [key], value);
    },
    count: async (increments) => {
      const keys = increments.map(({ key }) => key);
      const values = increments.flatMap(({ by, ttlMs }) => [whole(by), whole(ttlMs)]);
      return listOf(await run(countScript, keys, ...values)).map(Number);
    },
  };
}
