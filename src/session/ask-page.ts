import type { Awaitable } from '../contract/options.js';
import type { Lifetime } from '../page/lifetime.js';
import { reportPageError } from '../page/page-callback.js';

/**
 * A text, or what the page's function for it gives; undefined when that throws, rejects, gives something else or takes
 * longer than `limit` ms. Once `life` is over, no function of the page is called.
 */
export function askPage(
  source: string | (() => Awaitable<string>) | undefined,
  limit: number,
  life: Lifetime,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    if (typeof source !== 'function' || life.over) {
      resolve(typeof source === 'string' ? source : undefined);
      return;
    }
    life.after(limit, () => resolve(undefined));
    new Promise<unknown>((answer) => answer(source()))
      .then((text) => resolve(typeof text === 'string' ? text : undefined))
      .catch((error: unknown) => {
        reportPageError(error);
        resolve(undefined);
      });
  });
}
