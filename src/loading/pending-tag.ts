import { pageState } from '../page/page-state.js';
import { fileOf } from './file-of.js';
import { mayRun } from './runnable-tag.js';

/**
 * A tag for the same file that is still to answer: one of ours, or the page's own.
 *
 * @param tried tags that this load has waited for already
 */
export function pendingTag(url: string, tried: ReadonlySet<Element>): HTMLScriptElement | undefined {
  const { waiting, dead } = pageState();
  return [...document.scripts].find(
    (tag) =>
      fileOf(tag.src) === fileOf(url) &&
      mayRun(tag) &&
      !tried.has(tag) &&
      !dead.has(tag) &&
      // Once the page is complete, a tag of its own with a finished request has run and left nothing.
      (waiting.has(tag) || document.readyState !== 'complete' || !performance.getEntriesByName(tag.src).length),
  );
}
