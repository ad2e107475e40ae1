import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { startDemo } from '../../../demo/server.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { expect, test as base } from '../harness.js';

/** A demo of its own for each test: what one server has seen of its vendors is no business of the next test. */
const test = base.extend<{ demoPage: string }>({
  demoPage: [
    async ({ page }, use) => {
      const demo = await startDemo();
      await page.goto(`${demo.hosts.page}/?healthy`);
      await expect(page.getByTestId('server-state-tencent')).toHaveText('healthy');
      await use(demo.hosts.page);
      await demo.close();
    },
    { auto: true },
  ],
});

const status = (page: Page) => page.getByTestId('login-status');
const verdict = (page: Page) => page.getByTestId('server-verdict');
const signIn = (page: Page) => page.getByTestId('login-submit').click();

test('a solved challenge is a human in the eyes of the server, which asked the vendor', async ({ page }) => {
  await signIn(page);
  await solveTencent(page);
  await expect(status(page)).toHaveAttribute('data-verdict', 'human');
  await expect(verdict(page)).toContainText('accepted');
  await expect(verdict(page)).toContainText('Reasonpassed');
  await expect(verdict(page)).toContainText('Assurancehuman');
});

test('Aliyun’s V2 gets the server’s verdict while its challenge is open, and the form uses it', async ({
  page,
  demoPage,
}) => {
  await page.goto(`${demoPage}/?order=aliyun&aliyun.architecture=v2`);
  await signIn(page);
  await solveAliyun(page);
  await expect(status(page)).toHaveAttribute('data-verdict', 'human');
});

test('forged tickets are all refused while the vendors answer', async ({ page }) => {
  const flood = page.getByRole('button', { name: 'Send 2,000 forged tickets' });
  await flood.focus();
  await page.keyboard.press('Enter');
  const result = page.getByTestId('server-flood-result');
  await expect(result).toContainText('0 of 2,000 got in.', { timeout: 15_000 });
  await expect(result).toContainText('no_outage_seen 1,800');
  await expect(result).toContainText('unknown_site 200');
  await expect(flood).toBeFocused();
});

test('with both vendors down the server sees the outage itself, and then lets the form in unchecked', async ({
  page,
}) => {
  for (const name of ['Tencent', 'Aliyun']) {
    const down = page.getByRole('switch', { name: `${name} down`, exact: true });
    await down.press('Space');
    await expect(down).toBeChecked();
  }
  await signIn(page);
  await expect(status(page)).toHaveAttribute('data-verdict', 'no_outage_seen', { timeout: 20_000 });
  await expect(page.getByTestId('server-state-tencent')).toHaveText('outage', { timeout: 20_000 });
  await expect(page.getByTestId('server-state-aliyun')).toHaveText('outage', { timeout: 20_000 });
  await expect(page.getByTestId('server-news')).toContainText('outage');
  await expect(status(page)).toHaveAttribute('data-verdict', 'recovery', { timeout: 20_000 });
  await expect(verdict(page)).toContainText('Reasonvendor_outage');
  await page.getByText(/^Alerts/).click();
  await expect(page.getByTestId('server-incidents')).toContainText('state_changed');
});

test('the case "Both down" takes the vendors down for the server too, ends in a sign-in, and the next case brings them back', async ({
  page,
}) => {
  await page.getByTestId('preset-both-down').click();
  for (const vendor of ['tencent', 'aliyun']) await expect(page.getByTestId(`server-down-${vendor}`)).toBeChecked();
  await signIn(page);
  await expect(status(page)).toHaveAttribute('data-verdict', 'recovery', { timeout: 40_000 });
  await expect(status(page)).toContainText('Signed in unchecked');
  await page.getByTestId('preset-vendor-1-fails').click();
  await expect(status(page)).toHaveText('');
  for (const vendor of ['tencent', 'aliyun']) await expect(page.getByTestId(`server-down-${vendor}`)).not.toBeChecked();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 800 } });

    test('axe finds nothing in the panel on a small screen, and nothing is wider', async ({ page }) => {
      await page.getByTestId('server-down-aliyun').check();
      await signIn(page);
      await solveTencent(page);
      await expect(verdict(page)).toContainText('accepted');
      await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
      const violations = await page.evaluate(async () => (await window.axe.run()).violations);
      expect(violations satisfies AxeResults['violations']).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    });
  });
}
