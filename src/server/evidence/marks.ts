/** Something that happened, by this process's monotonic clock, in ms. */
interface Mark {
  at: number;
  /** What the store was told last. */
  toldAt: number;
}

/** The store knows of something older than this process does by so much: it was flushed, or its clock was set. In ms. */
const lost = 5000;

/**
 * The latest of each kind of thing that happened in any process, as far as this one knows. The store hears of it at a
 * bounded rate, and again when it has forgotten.
 */
export class Marks {
  readonly #marks = new Map<string, Mark>();

  /** @param every how much newer than what the store knows it has to be to be told, in ms */
  set(name: string, every: number): void {
    const now = performance.now();
    const mark = this.#of(name);
    if (now - mark.at >= every) mark.at = now;
  }

  /** By the monotonic clock; -Infinity for never. */
  at(name: string): number {
    return this.#marks.get(name)?.at ?? -Infinity;
  }

  /** The ages of what the store has to be told. */
  toTell(now: number): Record<string, number> {
    const untold = [...this.#marks].filter(([, { at, toldAt }]) => at > toldAt);
    return Object.fromEntries(untold.map(([name, { at }]) => [name, now - at]));
  }

  /**
   * @param sentAt when the store was asked, by the monotonic clock: what has happened since, it has not heard of
   * @param known by the store's clock
   * @param storeNow the same moment by the store's clock
   */
  learn(known: Readonly<Record<string, number>>, storeNow: number, sentAt: number): void {
    for (const [name, stamp] of Object.entries(known)) {
      const mark = this.#of(name);
      const at = sentAt - (storeNow - stamp);
      if (at > mark.at) mark.at = at;
      mark.toldAt = mark.at - at > lost ? at : Math.max(mark.toldAt, Math.min(mark.at, sentAt));
    }
    for (const [name, mark] of this.#marks) if (!Object.hasOwn(known, name)) mark.toldAt = -Infinity;
  }

  #of(name: string): Mark {
    const mark = this.#marks.get(name) ?? { at: -Infinity, toldAt: -Infinity };
    this.#marks.set(name, mark);
    return mark;
  }
}

/** The mark of a target that answered. */
export const upName = (key: string): string => `up ${key}`;
