import type { Page } from '@playwright/test';
import type { AxeResults, run } from 'axe-core';
import { expect, test } from '../harness.js';

declare global {
  interface Window {
    axe: { run: typeof run };
  }
}

const open = async (page: Page, url: string) => {
  await page.goto(url);
  await expect(page.locator('body')).toHaveAttribute('data-ready');
};
const search = (page: Page) => page.getByTestId('codes-search');
const entries = (page: Page) => page.getByTestId('codes-list').locator('.code-entry');

test('a code typed into the panel is explained, with what to do', async ({ page, simulator }) => {
  await open(page, simulator.hosts.page);
  await expect(page.getByTestId('codes-count')).toHaveText('186 codes are listed.');
  await expect(entries(page)).toHaveCount(0);

  await page.getByLabel('Code or words').fill('IP_BANNED');
  await expect(page.getByTestId('codes-count')).toHaveText('2 codes fit.');
  await expect(entries(page).nth(0)).toContainText('about 5 minutes');
  await expect(entries(page).nth(1)).toContainText('list of addresses');

  await page.locator('#codes').getByLabel('System').selectOption('ucaptcha');
  await expect(entries(page)).toHaveCount(1);
  await expect(entries(page)).toContainText('What to do: Add the address');
  await expect(entries(page)).toContainText('configuration');
  await expect(entries(page)).toContainText('never');
});

test('what is in no table is said to be so', async ({ page, simulator }) => {
  await open(page, simulator.hosts.page);
  await search(page).fill('NO_SUCH_CODE');
  await expect(page.getByTestId('codes-count')).toContainText('No code fits.');
  await expect(page.getByTestId('codes-more')).toBeHidden();
});

test('the panel speaks the language of the page', async ({ page, simulator }) => {
  await open(page, simulator.hosts.page);
  await search(page).fill('trerror_1006_2031483705_1649302812');
  await expect(entries(page).first()).toContainText('configuration could not be fetched');
  await page.getByLabel('中文', { exact: true }).check();
  await expect(page.getByRole('heading', { name: '这个错误码是什么意思？' })).toBeVisible();
  await page.getByLabel('错误码或文字').fill('trerror_1006_2031483705_1649302812');
  await expect(entries(page).first()).toContainText('没能取得验证码的配置');
});

test('the keyboard reaches everything, and goes on at the first entry that was added', async ({ page, simulator }) => {
  await open(page, simulator.hosts.page);
  await page.getByTestId('codes-vendor').focus();
  await page.keyboard.press('Tab');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('challenge');
  await expect(entries(page)).toHaveCount(8);
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('codes-more')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(entries(page).nth(8)).toBeFocused();
  await expect(page.getByTestId('codes-more')).toBeHidden();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    for (const width of [320, 360, 1280]) {
      test(`axe finds nothing while the panel is in use at ${width} px, and nothing is wider`, async ({
        page,
        simulator,
      }) => {
        await page.setViewportSize({ width, height: 800 });
        await open(page, simulator.hosts.page);
        for (const [language, text] of [
          ['English', 'ERROR_'],
          ['中文', 'Auth'],
        ] as const) {
          await page.getByLabel(language, { exact: true }).check();
          await expect(page.locator('html')).toHaveAttribute('lang', language === '中文' ? 'zh-CN' : 'en');
          await expect(page.locator('body')).toHaveAttribute('data-ready');
          await search(page).fill(text);
          await expect(entries(page)).toHaveCount(8);
          await page.addScriptTag({ path: 'node_modules/axe-core/axe.min.js' });
          const violations = await page.evaluate(async () => (await window.axe.run()).violations);
          expect(violations satisfies AxeResults['violations']).toEqual([]);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        }
      });
    }
  });
}
