import { StoreError } from './store-error.js';

interface Entry<V> {
  value: V;
  expiresAt: number;
  /** The second under which the key is listed for expiry: never after `expiresAt`, maybe long before it. */
  listed: number;
}

/** How many listed keys one call looks at, so that no call pays for the expiry of thousands. */
const share = 64;
const second = 1000;

/**
 * A map of fixed capacity whose entries expire. One that has not expired is never put out: when the map is full, new
 * keys are refused. Whoever could fill it would otherwise wash out the replay keys of what was spent.
 *
 * Each key is listed under a second in which to look at it, so that room is found without a search.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, Entry<V>>();
  readonly #lists = new Map<number, string[]>();
  /** No list is older. */
  #hand = Infinity;

  constructor(readonly capacity: number) {}

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > now ? entry.value : undefined;
  }

  /** @throws StoreError `store_full` when there is no room for so many more keys */
  makeRoom(newKeys: number, now: number): void {
    this.#expire(newKeys, now);
    if (this.#entries.size + newKeys > this.capacity) {
      throw new StoreError('store_full', `The memory store holds ${this.capacity} keys, none of which has expired.`);
    }
  }

  /** @throws StoreError `store_full` when the key is new and there is no room */
  set(key: string, value: V, expiresAt: number, now: number): void {
    const entry = this.#entries.get(key);
    if (!entry) this.makeRoom(1, now);
    const due = Math.ceil(expiresAt / second);
    // One that lives longer now is listed anew when its second comes.
    const listed = entry && entry.listed <= due ? entry.listed : this.#list(key, due);
    this.#entries.set(key, { value, expiresAt, listed });
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #list(key: string, due: number): number {
    const keys = this.#lists.get(due);
    if (keys) keys.push(key);
    else this.#lists.set(due, [key]);
    this.#hand = Math.min(this.#hand, due);
    return due;
  }

  /** Looks at a share of what is due, and at more only as long as there is no room. */
  #expire(newKeys: number, now: number): void {
    let looked = 0;
    for (; this.#hand <= Math.floor(now / second); this.#hand += 1) {
      if (this.#lists.size === 0) {
        this.#hand = Infinity;
        return;
      }
      const keys = this.#lists.get(this.#hand) ?? [];
      for (let key = keys.pop(); key !== undefined; key = keys.pop()) {
        const entry = this.#entries.get(key);
        if (entry?.listed === this.#hand) {
          if (entry.expiresAt <= now) this.#entries.delete(key);
          else entry.listed = this.#list(key, Math.ceil(entry.expiresAt / second));
        }
        looked += 1;
        if (looked >= share && this.#entries.size + newKeys <= this.capacity) return;
      }
      this.#lists.delete(this.#hand);
    }
  }
}
