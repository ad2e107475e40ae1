import type { EvidenceStore } from './store.js';

/** Beyond this many keys those that have expired are looked for. */
const sweepFrom = 1000;

/** The evidence's part of the memory store: a few keys for each vendor. */
export function memoryEvidence(): EvidenceStore {
  const entries = new Map<string, { value: string; expiresAt: number }>();
  const get = (key: string): string | null => {
    const entry = entries.get(key);
    return entry && entry.expiresAt > performance.now() ? entry.value : null;
  };
  const set = (key: string, value: string, ttlMs: number): void => {
    const now = performance.now();
    if (entries.size >= sweepFrom) {
      for (const [one, { expiresAt }] of entries) if (expiresAt <= now) entries.delete(one);
    }
    entries.set(key, { value, expiresAt: now + ttlMs });
  };
  const count = (key: string, by: number, ttlMs: number): number => {
    const total = Number(get(key)) + by;
    const entry = entries.get(key);
    if (entry && get(key) !== null) entry.value = String(total);
    else set(key, String(total), ttlMs);
    return total;
  };
  return {
    read: (keys) => Promise.resolve(keys.map(get)),
    write: (key, value, ttlMs) => {
      set(key, value, ttlMs);
      return Promise.resolve();
    },
    claim: (key, value, ttlMs) => {
      if (get(key) !== null) return Promise.resolve(false);
      set(key, value, ttlMs);
      return Promise.resolve(true);
    },
    release: (key, value) => {
      if (get(key) === value) entries.delete(key);
      return Promise.resolve();
    },
    count: (increments) => Promise.resolve(increments.map(({ key, by, ttlMs }) => count(key, by, ttlMs))),
  };
}
