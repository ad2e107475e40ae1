import type { StateStore } from '../../../../src/server/evidence/state-store.js';

/** A store in memory that can be taken down, slowed and looked into. */
export interface MemoryStore extends StateStore {
  readonly entries: Map<string, { value: string; until: number }>;
  readonly calls: string[];
  /** What every call does first. */
  before: () => Promise<void>;
}

export function memoryStore(): MemoryStore {
  const entries: MemoryStore['entries'] = new Map();
  const calls: string[] = [];
  const get = (key: string): string | null => {
    const entry = entries.get(key);
    return entry && Date.now() < entry.until ? entry.value : null;
  };
  const set = (key: string, value: string, ttlMs: number) => entries.set(key, { value, until: Date.now() + ttlMs });
  const store: MemoryStore = {
    entries,
    calls,
    before: () => Promise.resolve(),
    read: (keys) => call('read', () => keys.map(get)),
    write: (key, value, ttlMs) => call('write', () => void set(key, value, ttlMs)),
    claim: (key, value, ttlMs) => call('claim', () => get(key) === null && Boolean(set(key, value, ttlMs))),
    release: (key, value) =>
      call('release', () => {
        if (get(key) === value) entries.delete(key);
      }),
    count: (increments) =>
      call('count', () =>
        increments.map(({ key, by, ttlMs }) => {
          const before = get(key);
          const value = Number(before ?? 0) + by;
          if (before === null) set(key, String(value), ttlMs);
          else entries.set(key, { value: String(value), until: entries.get(key)?.until ?? 0 });
          return value;
        }),
      ),
  };
  async function call<T>(name: string, work: () => T): Promise<T> {
    calls.push(name);
    await store.before();
    return work();
  }
  return store;
}
