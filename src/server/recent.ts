/**
 * Remembers what it was last told of many keys, in bounded room: each for `keepMs` at least and twice as long at most,
 * unless a flood of more than `capacity` keys comes meanwhile. For what may be forgotten without harm.
 */
export class Recent<V> {
  readonly #keepMs: number;
  readonly #capacity: number;
  #young = new Map<string, V>();
  #old = new Map<string, V>();
  #turnedAt = performance.now();

  constructor({ keepMs, capacity }: { keepMs: number; capacity: number }) {
    this.#keepMs = keepMs;
    this.#capacity = capacity;
  }

  get(key: string): V | undefined {
    this.#turn();
    return this.#young.get(key) ?? this.#old.get(key);
  }

  set(key: string, value: V): void {
    this.#turn();
    this.#young.set(key, value);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** The young grow old together, and what was old is forgotten. */
  #turn(): void {
    const now = performance.now();
    const age = now - this.#turnedAt;
    if (age < this.#keepMs && this.#young.size < this.#capacity) return;
    this.#old = age < 2 * this.#keepMs ? this.#young : new Map<string, V>();
    this.#young = new Map();
    this.#turnedAt = now;
  }
}
