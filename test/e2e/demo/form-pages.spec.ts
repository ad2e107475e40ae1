import { solveAliyun, solveTencent } from '../challenge.js';
import { expect, test } from '../harness.js';

/** Each small page with a form of its own, and a line of its source. */
const pages = [
  ['plain', 'protectForm(captcha'],
  ['attributes', 'data-form="#login"'],
  ['react', 'ref={formRef}'],
  ['vue', 'ref="formRef"'],
] as const;

for (const [name, line] of pages) {
  test(`${name}.html signs in by keyboard, through the second vendor while the first hangs, and stays usable without both`, async ({
    page,
    simulator,
  }) => {
    const submit = () => page.getByLabel('Password').press('Enter');
    const answer = page.getByTestId('login-status');
    await page.goto(`${simulator.hosts.page}/${name}.html`);
    await submit();
    await solveTencent(page);
    await expect(answer).toContainText('Signed in: the vendor');

    await page.getByRole('link', { name: 'Vendor 1 hangs' }).click();
    await submit();
    await expect(page.getByText('Checking that you are human.')).toBeVisible();
    await solveAliyun(page);
    await expect(answer).toContainText('Signed in: the vendor');

    await page.getByRole('link', { name: 'Both answer 503 here' }).click();
    await submit();
    await expect(answer).toContainText('Not signed in: a recovery ticket counts in an outage only');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });

  test(`${name}.html posts the proof again while the server asks for that`, async ({ page, simulator }) => {
    const unsettled = { accepted: false, reason: 'no_outage_seen', next: 'retry', retryAfterMs: 300 };
    await page.route('**/login', (route) => route.fulfill({ status: 403, json: unsettled }), { times: 1 });
    await page.goto(`${simulator.hosts.page}/${name}.html`);
    await page.getByLabel('Password').press('Enter');
    await solveTencent(page);
    await expect(page.getByTestId('login-status')).toContainText('Signed in: the vendor');
  });

  test(`${name}.html shows its source as a site would have it`, async ({ page, simulator }) => {
    await page.goto(`${simulator.hosts.page}/${name}.html`);
    const source = page.getByTestId('source');
    await expect(source).toContainText(line);
    await expect(source).not.toContainText(/data-zh|simulat|\/build\//);
  });
}

test('the theme that was chosen on the bench is that of the small pages, too', async ({ page, simulator }) => {
  await page.goto(simulator.hosts.page);
  await page.getByLabel('Dark', { exact: true }).check();
  await page.getByRole('link', { name: 'React' }).click();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
});

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' });

  test('the small pages are Chinese, each marked among the links to all', async ({ page, simulator }) => {
    await page.goto(simulator.hosts.page);
    const links = page.getByRole('navigation', { name: '页面' }).getByRole('link');
    await expect(links).toHaveCount(8);
    for (const index of [1, 2, 3, 4, 5, 6, 7]) {
      await links.nth(index).click();
      await expect(links.nth(index)).toHaveAttribute('aria-current', 'page');
      await expect(page.getByRole('button', { name: /^(登录|验证)$/ })).toBeVisible();
      await expect(page.getByRole('link', { name: '正常' })).toHaveAttribute('aria-current', 'true');
    }
  });
});
