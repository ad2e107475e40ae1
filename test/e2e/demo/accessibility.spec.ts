import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '../harness.js';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds nothing on the bench, idle and with an outcome', async ({ page, simulator }) => {
      await page.goto(simulator.hosts.page);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
      await page.getByTestId('preset-both-down').click();
      await page.getByTestId('run').click();
      await expect(page.locator('body')).toHaveAttribute('data-outcome', 'unverified');
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });

    test('axe finds nothing on the plain page', async ({ page, simulator }) => {
      await page.goto(`${simulator.hosts.page}/plain.html`);
      expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    });
  });
}

for (const width of [320, 768, 1280]) {
  test(`nothing is wider than a screen of ${width} px`, async ({ page, simulator }) => {
    await page.setViewportSize({ width, height: 800 });
    for (const path of ['/', '/plain.html']) {
      await page.goto(simulator.hosts.page + path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    }
  });
}
