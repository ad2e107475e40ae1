import { StoreError } from './store-error.js';

/**
 * Waits for a store's answer no longer than `limitMs`, then rejects. Clients keep commands for a server that is away
 * until it comes back, which nobody who posts a form can wait for. What comes later is thrown away.
 */
export function withinTime<T>(limitMs: number, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      // If it was our own event loop that was late, an answer may be there to be read: once around, then.
      setImmediate(() => reject(new StoreError('store_unreachable', `The store gave no answer within ${limitMs} ms.`)));
    }, limitMs);
    timer.unref();
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
