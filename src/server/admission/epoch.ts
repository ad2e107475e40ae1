import { StoreError } from '../store/store-error.js';
import type { AdmissionStore } from '../store/store.js';

/** What tokens need of the store: the name of its life, and its clock, which all processes share. */
export interface Epoch {
  /** Rejects with a `StoreError` when the store has never told it. */
  name(): Promise<string>;
  /** What `name` would give, as far as it is known without waiting. */
  lastName(): string | undefined;
  /** ms since 1970 by the store's clock; by our own until the store has told. */
  now(): number;
}

/** In ms. A token with an epoch that passed away so long ago opens no door; nobody loses more by it. */
const trustedMs = 5000;

/**
 * Asks the store no more often than every five seconds. While it is away, what it last said goes on; one that has never
 * answered is asked again each time, or a slow start would leave pages without tokens for so long.
 */
export function watchEpoch(store: Pick<AdmissionStore, 'epoch'>): Epoch {
  let known: { name: string; offsetMs: number } | undefined;
  let asked: Promise<void> | undefined;
  let askedAt = 0;

  const ask = async (): Promise<void> => {
    askedAt = performance.now();
    try {
      const { name, now } = await store.epoch();
      known = { name, offsetMs: now - performance.now() };
    } catch {
      // Then the last one goes on, if there is one.
      if (!known) asked = undefined;
    }
  };
  const fresh = (): Promise<void> => {
    if (!asked || performance.now() - askedAt > trustedMs) asked = ask();
    return asked;
  };

  return {
    async name() {
      await fresh();
      if (!known) throw new StoreError('store_unreachable', 'The store has not told its epoch yet.');
      return known.name;
    },
    lastName() {
      void fresh();
      return known?.name;
    },
    now: () => (known ? performance.now() + known.offsetMs : Date.now()),
  };
}
