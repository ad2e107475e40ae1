import { until } from './user.js';

/** Until what has this in its URL has arrived, nothing else is on its way, and the page is still. */
export async function quiet(part: string): Promise<void> {
  await until(() => performance.getEntriesByType('resource').some(({ name }) => name.includes(part)));
  await stillness();
}

/**
 * Until the page is still for half a second. That nothing comes has no event to wait for: each change of the document
 * starts the half second anew.
 */
export async function stillness(): Promise<void> {
  await new Promise<void>((resolve) => {
    let timer = setTimeout(done, 500);
    const watcher = new MutationObserver(() => {
      clearTimeout(timer);
      timer = setTimeout(done, 500);
    });
    watcher.observe(document, { subtree: true, childList: true, attributes: true });
    function done() {
      watcher.disconnect();
      resolve();
    }
  });
}
