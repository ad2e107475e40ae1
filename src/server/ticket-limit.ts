import type { Network } from './admission/network.js';
import type { StoreKeys } from './admission/store-keys.js';
import { memoryStore } from './store/memory-store.js';
import type { AdmitRequest, Store } from './store/store.js';

/** How many ms a network has to wait before its next real-shaped ticket is taken; `null`: not at all. Never rejects. */
export type TicketLimit = (network: Network) => Promise<number | null>;

const windowMs = 60_000;

/**
 * Bounds what one network can make us ask the vendors. Without the shared store each process counts by itself: real
 * tickets go on while it is down.
 */
export function ticketLimit(store: Store, keys: StoreKeys, aMinute: number): TicketLimit {
  const own = memoryStore();
  return async ({ host }) => {
    const meter = { key: keys.tickets(keys.conceal('network', host)), windowMs };
    const request: AdmitRequest = { once: [], limits: [{ meter, atMost: aMinute }], ways: [{ limits: [] }] };
    const result = await store.admit(request).catch(() => own.admit(request));
    return result.admitted ? null : 'retryAfterMs' in result ? result.retryAfterMs : windowMs;
  };
}
