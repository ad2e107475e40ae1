/**
 * What `work` resolves with, or `late` after `ms`. The signal ends whatever of the work is still under way, also when it
 * has resolved: an answer may have left a stream open.
 */
export async function withinLimit<T>(ms: number, work: (signal: AbortSignal) => Promise<T>, late: T): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<T>((resolve) => {
    timer = setTimeout(() => resolve(late), ms);
    timer.unref();
  });
  try {
    return await Promise.race([work(controller.signal), limit]);
  } finally {
    clearTimeout(timer);
    controller.abort();
  }
}
