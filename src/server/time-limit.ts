export interface LimitedWork<T> {
  ms: number;
  /** The signal ends whatever is still under way, also when the work has resolved: an answer may have left a stream open. */
  work: (signal: AbortSignal) => Promise<T>;
  /** What it comes to when the limit is over: gives a value, or throws. */
  late: () => T;
}

/** What the work comes to, and after `ms` what `late` does. Whatever the work throws on the spot is a rejection. */
export async function withinLimit<T>({ ms, work, late }: LimitedWork<T>): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    // If it was our own event loop that was late, an answer may lie there to be read: once around, then.
    timer = setTimeout(() => setImmediate(resolve), ms);
    timer.unref();
  });
  try {
    return await Promise.race([work(controller.signal), limit.then(late)]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
