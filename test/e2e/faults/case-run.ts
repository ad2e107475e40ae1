import type { Page, Request } from '@playwright/test';
import type { CaptchaEvent, Outcome } from '../../../src/index.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { traces } from '../harness.js';
import { vendorNodes } from '../vendor-nodes.js';
import type { UserAct } from './expected.js';
import { beginRun, createCaptcha, type RunOptions } from './page-run.js';
import type { Row } from './row.js';

export interface CaseResult {
  outcome: Outcome | null;
  events: CaptchaEvent[];
  /** Calls of `onError`. */
  errors: number;
  /** From `verify()` to the first challenge or the outcome. */
  firstMs: number;
  /** From `verify()` to the outcome. */
  wholeMs: number;
  busyMs: number;
  /** What is to be seen of the vendor when the vendor's late answers are in. */
  appeared: string[];
  /** Entry tags on the page at the end. */
  entryTags: number;
  /** What is left after `destroy()`. */
  left: string[];
}

/** Longer than any deadline of the rows, in ms. */
const PATIENCE = 25_000;

/** Plays one row in a fresh page with the library on it, up to `destroy()`. */
export async function runCase(
  page: Page,
  row: Row,
  options: RunOptions,
  pending: ReadonlySet<Request>,
): Promise<CaseResult> {
  const { user, shown = user ? 1 : 0, lateAnswer } = row.expected;
  await createCaptcha(page, options);
  if (row.preloadsUntil) await preload(page, row.preloadsUntil);
  await beginRun(page);
  const state = await until(page, Math.max(1, shown));
  if (state === 'shown' && user) await act(page, user);
  if (user) await until(page, Infinity);
  if (lateAnswer) await quiet(page, pending);
  const appeared = lateAnswer ? await nodesOf(page, true) : [];
  const seen = await page.evaluate(() => {
    const { pageRun, recorded, captcha } = window;
    const settled = recorded.events.find(({ type }) => type === 'outcome')?.at ?? NaN;
    const first = recorded.events.find(({ type }) => type === 'shown')?.at ?? settled;
    const { errors, busyMs, began } = pageRun;
    captcha.destroy();
    return { outcome: recorded.outcomes[0] ?? null, errors, busyMs, firstMs: first - began, wholeMs: settled - began };
  });
  const addresses = options.providers.map(({ scriptUrl }) => String(scriptUrl));
  const entryTags = await page.evaluate(
    (urls) => Array.from(document.scripts).filter(({ src }) => urls.some((url) => src.startsWith(url))).length,
    addresses,
  );
  const [left, nodes, events] = [await traces(page), await nodesOf(page, false), await recordedEvents(page)];
  return { ...seen, appeared, entryTags, events, left: [...left, ...nodes] };
}

async function preload(page: Page, asked: RegExp): Promise<void> {
  const request = page.waitForRequest((each) => asked.test(`${each.method()} ${each.url()}`));
  await page.evaluate(() => void window.captcha.preload());
  await request;
}

const until = (page: Page, shown: number) =>
  page.evaluate(([n, ms]) => window.pageRun.until(n, ms), [shown, PATIENCE] as const);

const recordedEvents = (page: Page) => page.evaluate(() => window.recorded.events);

const nodesOf = (page: Page, visibleOnly: boolean) =>
  page.evaluate(
    ([selector, onlyVisible]) =>
      Array.from(document.querySelectorAll(selector))
        .filter((node) => !onlyVisible || node.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
        .map(({ tagName, id, className }) => `<${tagName.toLowerCase()} id="${id}" class="${className}">`),
    [vendorNodes, visibleOnly] as const,
  );

async function act(page: Page, user: UserAct): Promise<void> {
  if (user === 'waits') return;
  const slider = page.getByRole('slider', { disabled: false });
  if (user === 'closes') {
    await slider.press('Escape');
    return;
  }
  const isTencent = (await page.locator('.tencent-captcha-dy__content').count()) > 0;
  const solve = () => (isTencent ? solveTencent(page) : solveAliyun(page));
  await solve();
  if (user === 'solves') return;
  const failed = page.locator('[data-state="captcha_fail"]');
  if (user === 'gives_up') {
    await failed.waitFor();
    await slider.press('Escape');
    return;
  }
  while ((await Promise.race([until(page, Infinity), failed.waitFor().then(() => 'failed')])) === 'failed')
    await solve();
}

/** Until no answer is awaited and nothing has changed on the page for half a second. */
async function quiet(page: Page, pending: ReadonlySet<Request>): Promise<void> {
  do {
    while (pending.size) await Promise.race([page.waitForEvent('requestfinished'), page.waitForEvent('requestfailed')]);
    await page.evaluate(
      () =>
        new Promise<void>((resolve) => {
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
        }),
    );
  } while (pending.size);
}
