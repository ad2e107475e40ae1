import { until } from './user.js';

/** Until what has this in its URL has arrived, nothing else is on its way, and the page is still for half a second. */
export async function quiet(part: string): Promise<void> {
  await until(() => performance.getEntriesByType('resource').some(({ name }) => name.includes(part)));
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
