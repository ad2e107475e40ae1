import type { Page } from '@playwright/test';

interface Counted {
  listeners: number;
}

/** Counts the listeners of window and document from the next navigation on. */
export async function countListeners(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const counted = { listeners: 0 };
    Object.assign(window, { counted });
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      target.addEventListener = function (...words: Parameters<typeof addEventListener>) {
        counted.listeners += 1;
        addEventListener.apply(this, words);
      };
      target.removeEventListener = function (...words: Parameters<typeof removeEventListener>) {
        counted.listeners -= 1;
        removeEventListener.apply(this, words);
      };
    }
  });
}

/** What the page has by now. */
export const look = (page: Page): Promise<{ listeners: number; nodes: number }> =>
  page.evaluate(() => ({
    listeners: (window as unknown as { counted: Counted }).counted.listeners,
    nodes: document.querySelectorAll('*').length,
  }));
