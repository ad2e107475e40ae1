interface Entry<V> {
  readonly value: V;
  readonly expiresAt: number;
}

/** How many of those that have expired one call puts out, so that none pays for the expiry of thousands. */
const share = 64;

/**
 * A map of bounded size in which everything lives equally long from when it was set, so that the first is always the
 * first to expire. What has not expired is never put out: whoever could fill it would wash out what was spent.
 */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, Entry<V>>();

  constructor(
    readonly ttlMs: number,
    readonly capacity: number,
  ) {}

  get(key: string, now: number): V | undefined {
    const entry = this.#entries.get(key);
    return entry && entry.expiresAt > now ? entry.value : undefined;
  }

  set(key: string, value: V, now: number): void {
    this.#expire(now);
    // To the end, where the youngest are.
    this.#entries.delete(key);
    this.#entries.set(key, { value, expiresAt: now + this.ttlMs });
  }

  isFull(now: number): boolean {
    this.#expire(now);
    return this.#entries.size >= this.capacity;
  }

  #expire(now: number): void {
    let left = share;
    for (const [key, { expiresAt }] of this.#entries) {
      if (expiresAt > now || left === 0) return;
      this.#entries.delete(key);
      left -= 1;
    }
  }
}
