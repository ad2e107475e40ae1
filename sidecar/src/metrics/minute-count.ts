/** Counts what happened in the last minute, second by second. */
export class MinuteCount {
  readonly #seconds = new Map<number, number>();

  add(): void {
    const second = nowInSeconds();
    this.#forget(second);
    this.#seconds.set(second, (this.#seconds.get(second) ?? 0) + 1);
  }

  total(): number {
    this.#forget(nowInSeconds());
    return Array.from(this.#seconds.values()).reduce((all, count) => all + count, 0);
  }

  #forget(now: number): void {
    for (const second of this.#seconds.keys()) if (now - second >= 60) this.#seconds.delete(second);
  }
}

const nowInSeconds = (): number => Math.floor(performance.now() / 1000);
