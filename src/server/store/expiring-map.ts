interface Entry<V> {
  readonly value: V;
  readonly expiresAt: number;
}

/** How many entries each call looks at, so that none pays for the expiry of thousands. */
const share = 64;

/**
 * A map of bounded size whose entries expire. One that has not expired is never put out: whoever could fill the map
 * would wash out what was spent.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, Entry<V>>();
  /** Goes round and round, and puts out what has expired. */
  #hand = this.#entries.entries();

  constructor(readonly capacity: number) {}

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > now ? entry.value : undefined;
  }

  /** May go beyond the capacity by what one admission takes: see `isFull`. */
  set(key: string, value: V, expiresAt: number): void {
    this.#entries.set(key, { value, expiresAt });
  }

  isFull(now: number): boolean {
    for (let left = share; left > 0; left -= 1) {
      const next = this.#hand.next();
      if (next.done) {
        this.#hand = this.#entries.entries();
        break;
      }
      const [key, { expiresAt }] = next.value;
      if (expiresAt <= now) this.#entries.delete(key);
    }
    return this.#entries.size >= this.capacity;
  }
}
