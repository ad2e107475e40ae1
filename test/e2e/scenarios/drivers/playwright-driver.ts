import type { Browser } from '@playwright/test';
import { VIEWPORT, type Driver } from './driver.js';

/** A browser that Playwright drives. Closing it is left to whoever launched it. */
export async function playwrightDriver(browser: Browser): Promise<Driver> {
  const context = await browser.newContext({ viewport: VIEWPORT });
  const page = await context.newPage();
  return {
    async open(url) {
      await page.goto(url, { waitUntil: 'commit' });
    },
    evaluate: (act, given) => page.evaluate(act as never, given as never),
    async press(keys) {
      for (const key of keys) await page.keyboard.press(key);
    },
    async back() {
      // Not by goBack(), which loses a page that comes from the back/forward cache.
      await page.evaluate(() => history.back()).catch(() => undefined);
    },
    close: () => context.close(),
  };
}
