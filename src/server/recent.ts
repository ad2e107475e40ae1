/**
 * Remembers for `keepMs` what it was last told of many keys, in bounded room: when there are more than `capacity`, the
 * oldest goes. For what may be forgotten without harm.
 */
export class Recent<V> {
  readonly #keepMs: number;
  readonly #capacity: number;
  /** In the order in which they were told. */
  readonly #told = new Map<string, { value: V; at: number }>();
  /** Goes on from one to the next: to look from the beginning is to pass all that went before. */
  readonly #oldest = this.#told.keys();

  constructor({ keepMs, capacity }: { keepMs: number; capacity: number }) {
    this.#keepMs = keepMs;
    this.#capacity = capacity;
  }

  get(key: string): V | undefined {
    const told = this.#told.get(key);
    return told && performance.now() - told.at <= this.#keepMs ? told.value : undefined;
  }

  set(key: string, value: V): void {
    this.#told.delete(key);
    this.#told.set(key, { value, at: performance.now() });
    if (this.#told.size <= this.#capacity) return;
    const { value: oldest = '' } = this.#oldest.next();
    this.#told.delete(oldest);
  }

  delete(key: string): void {
    this.#told.delete(key);
  }
}
