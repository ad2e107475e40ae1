/** What evidence needs of the store. Any call may reject or hang. */
export interface StateStore {
  read(keys: readonly string[]): Promise<(string | null)[]>;
  write(key: string, value: string, ttlMs: number): Promise<void>;
  /** Writes only where nothing is; true when this call wrote. */
  claim(key: string, value: string, ttlMs: number): Promise<boolean>;
  /** Removes the key only while it holds that value. */
  release(key: string, value: string): Promise<void>;
  /** Adds, and gives the new values. The first write to a key sets its life. */
  count(increments: readonly { key: string; by: number; ttlMs: number }[]): Promise<number[]>;
}

/** Rejected by every call of a store that has not answered in time. */
export class StoreTimeoutError extends Error {
  override readonly name = 'StoreTimeoutError';
}

/** The same store, but no call of it hangs longer than `limitMs` or throws synchronously. */
export function impatientStore(store: StateStore, limitMs: number): StateStore {
  const within = <T>(call: () => Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        // Once around the loop: the answer may lie there unread because we ourselves were late.
        setImmediate(reject, new StoreTimeoutError(`The store did not answer within ${limitMs} ms.`));
      }, limitMs);
      timer.unref();
      const settle = () => {
        clearTimeout(timer);
      };
      // The async wrapper turns what a client throws on the spot into a rejection.
      void (async () => call())().then(resolve, reject).finally(settle);
    });
  return {
    read: (keys) => within(() => store.read(keys)),
    write: (key, value, ttlMs) => within(() => store.write(key, value, ttlMs)),
    claim: (key, value, ttlMs) => within(() => store.claim(key, value, ttlMs)),
    release: (key, value) => within(() => store.release(key, value)),
    count: (increments) => within(() => store.count(increments)),
  };
}
