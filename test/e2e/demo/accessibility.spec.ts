import type { Page } from '@playwright/test';
import type { AxeResults, run } from 'axe-core';
import { solveAliyun } from '../challenge.js';
import { expect, test } from '../harness.js';

declare global {
  interface Window {
    axe: { run: typeof run };
  }
}

async function violations(page: Page): Promise<AxeResults['violations']> {
  await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
  return page.evaluate(async () => (await window.axe.run()).violations);
}

const smallPages = [
  'plain',
  'attributes',
  'react',
  'vue',
  'drop-in-tencent',
  'drop-in-aliyun-v3',
  'drop-in-aliyun-v2',
] as const;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing on the bench, idle and with an outcome', async ({ page, simulator }) => {
      await page.goto(simulator.hosts.page);
      expect(await violations(page)).toEqual([]);
      await page.getByTestId('preset-blocked-here').click();
      await page.getByTestId('login-submit').click();
      await expect(page.locator('body')).toHaveAttribute('data-outcome', 'unverified', { timeout: 20_000 });
      expect(await violations(page)).toEqual([]);
    });

    test('axe finds nothing on the bench in Chinese, with everything unfolded', async ({ page, simulator }) => {
      await page.goto(simulator.hosts.page);
      await page.getByLabel('中文', { exact: true }).check();
      await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
      await page.getByTestId('more-cases').locator('summary').click();
      await page.getByTestId('settings').locator('summary').first().click();
      for (const habit of await page.locator('.traps .check').allTextContents())
        expect(habit).toMatch(/\p{Script=Han}/u);
      await page.getByTestId('preset-no-ticket').click();
      await page.getByTestId('login-submit').click();
      await expect(page.locator('body')).toHaveAttribute('data-outcome', 'failed', { timeout: 20_000 });
      expect(await violations(page)).toEqual([]);
    });

    for (const name of smallPages)
      test(`axe finds nothing on ${name}.html`, async ({ page, simulator }) => {
        await page.goto(`${simulator.hosts.page}/${name}.html`);
        await expect(page.getByTestId('source')).not.toBeEmpty();
        expect(await violations(page)).toEqual([]);
      });
  });
}

test('axe finds nothing before the server has said what it sees', async ({ page, simulator }) => {
  await page.route('**/server/state', () => {});
  await page.goto(simulator.hosts.page);
  await expect(page.getByTestId('server-flood')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

for (const width of [320, 768, 1280]) {
  test(`nothing is wider than a screen of ${width} px`, async ({ page, simulator }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['', ...smallPages.map((name) => `${name}.html`)]) {
      await page.goto(`${simulator.hosts.page}/${path}`);
      if (path) await expect(page.getByTestId('source')).not.toBeEmpty();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}

test('the timeline is on the first screen of a laptop, and the form on that of a telephone', async ({
  page,
  simulator,
}) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await page.goto(simulator.hosts.page);
  const bottomOf = async (id: string) => {
    const box = await page.getByTestId(id).boundingBox();
    return (box?.y ?? Infinity) + (box?.height ?? Infinity);
  };
  expect(await bottomOf('timeline')).toBeLessThanOrEqual(800);
  await page.getByTestId('login-submit').click();
  await solveAliyun(page);
  await expect(page.getByTestId('timeline').locator('svg')).toBeVisible();
  expect(await bottomOf('timeline')).toBeLessThanOrEqual(800);
  for (const language of ['English', '中文']) {
    await page.setViewportSize({ width: 360, height: 640 });
    await page.getByLabel(language, { exact: true }).check();
    await expect(page.locator('body')).toHaveAttribute('data-ready');
    expect(await bottomOf('login-submit')).toBeLessThanOrEqual(640);
  }
});
