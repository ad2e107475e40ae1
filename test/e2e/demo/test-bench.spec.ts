import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun, solveTencent } from '../challenge.js';
import { expect, test } from '../harness.js';

/** What each preset of the bench leads to once the user has done their part. */
const cases: { preset: string; act?: (page: Page) => Promise<void>; outcome: string; code?: string }[] = [
  { preset: 'healthy', act: solveTencent, outcome: 'passed' },
  { preset: 'no-challenge', outcome: 'passed' },
  { preset: 'embedded', act: solveAliyun, outcome: 'passed' },
  { preset: 'vendor-1-hangs', act: solveAliyun, outcome: 'passed' },
  { preset: 'retry-works', act: solveTencent, outcome: 'passed' },
  { preset: 'vendor-1-fails', act: solveAliyun, outcome: 'passed' },
  { preset: 'blocked-here', outcome: 'unverified', code: 'script_network' },
  { preset: 'no-ticket', outcome: 'failed', code: 'script_network' },
  { preset: 'vendor-ticket', outcome: 'unverified', code: 'vendor_failed' },
  { preset: 'emptied', outcome: 'unverified', code: 'script_empty' },
  { preset: 'user-closes', act: (page) => page.keyboard.press('Escape'), outcome: 'dismissed' },
];

/** Presses the button of a case, which may be folded away. */
async function choose(page: Page, preset: string): Promise<void> {
  const button = page.getByTestId(`preset-${preset}`);
  if (!(await button.isVisible())) await page.getByTestId('more-cases').locator('summary').click();
  await button.click();
}

const openSettings = (page: Page) => page.getByTestId('settings').locator('summary').first().click();

const challenging = (page: Page) =>
  expect(page.getByTestId('status-badge')).toHaveAttribute('data-status', 'challenging', { timeout: 20_000 });

for (const { preset, act, outcome, code } of cases) {
  test(`the case "${preset}" ends as ${outcome}${code ? `, ${code}` : ''}`, async ({ page, simulator }) => {
    await page.goto(simulator.hosts.page);
    await choose(page, preset);
    await page.getByTestId('login-submit').click();
    if (act) {
      await challenging(page);
      await act(page);
    }
    await expect(page.locator('body')).toHaveAttribute('data-outcome', outcome, { timeout: 20_000 });
    const shown = JSON.parse((await page.getByTestId('outcome-json').textContent()) ?? '') as {
      status: string;
      error?: { code: string };
    };
    expect(shown.status).toBe(outcome);
    expect(shown.error?.code).toBe(code);
    // The picture and its words tell the same end.
    await expect(page.getByTestId('timeline').locator('svg')).toBeVisible();
    await expect(page.getByTestId('steps').locator('li').last()).toContainText(outcome);
  });
}

test('a case is kept in the address, so that a link to it opens it', async ({ page, context, simulator }) => {
  await page.goto(simulator.hosts.page);
  await page.getByTestId('preset-vendor-1-fails').click();
  await openSettings(page);
  await page.getByTestId('field-mode').selectOption('embed');
  const link = page.url();
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByTestId('field-mode')).toHaveValue('embed');
  await expect(other.getByTestId('field-tencent.entry')).toHaveValue('503');
});

test('nonsense in the address falls back to the defaults', async ({ page, simulator }) => {
  await page.goto(`${simulator.hosts.page}/?mode=cube&order=nobody&tencent.entry=%00&deadline=-1`);
  await expect(page.getByTestId('field-mode')).toHaveValue('popup');
  await expect(page.locator('body')).toHaveAttribute('data-ready');
});

test('the sign-in form goes through the captcha by keyboard alone, and the server answers', async ({
  page,
  simulator,
}) => {
  await page.goto(simulator.hosts.page);
  await page.getByLabel('Password').focus();
  await page.keyboard.press('Enter');
  await challenging(page);
  await expect(aliyunPopup(page)).toContainText('Aliyun');
  await solveAliyun(page);
  await expect(page.getByTestId('login-status')).toHaveAttribute('data-verdict', 'human');
});

test('two clicks from the address: the form is sent while vendor 1 is down', async ({ page, simulator }) => {
  await page.goto(simulator.hosts.page);
  await expect(page.getByTestId('preset-vendor-1-fails')).toHaveAttribute('aria-pressed', 'true');
  await page.getByTestId('login-submit').click();
  await solveAliyun(page);
  await expect(page.getByTestId('login-status')).toContainText('Signed in: the vendor');
});

test('another case leaves nothing of the one before on the page', async ({ page, simulator }) => {
  await page.goto(simulator.hosts.page);
  await page.getByTestId('login-submit').click();
  await solveAliyun(page);
  await expect(page.getByTestId('login-status')).toContainText('Signed in');
  await page.getByTestId('preset-healthy').click();
  await expect(page.getByTestId('login-status')).toHaveText('');
  await expect(page.getByTestId('outcome')).toHaveText('No outcome yet.');
  await expect(page.getByTestId('steps').locator('li')).toHaveCount(0);
});

test.describe('in a Chinese browser', () => {
  test.use({ locale: 'zh-CN' });

  test('both pages and the challenge are Chinese, until one switch says otherwise', async ({ page, simulator }) => {
    await page.goto(simulator.hosts.page);
    await choose(page, 'no-ticket');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expect(page.getByTestId('login-status')).toHaveText('验证未完成，请重试。', { timeout: 20_000 });
    await page.goto(`${simulator.hosts.page}/plain.html`);
    await expect(page.getByLabel('用户名')).toHaveValue('ada');
    await page.getByLabel('English', { exact: true }).check();
    await expect(page.getByLabel('User')).toHaveValue('ada');
    await page.goto(simulator.hosts.page);
    await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  });
});

test('with both vendors broken for this browser alone the form is still sent, and the server, which reaches them, says no', async ({
  page,
  simulator,
}) => {
  await page.goto(simulator.hosts.page);
  await page.getByTestId('preset-blocked-here').click();
  await page.getByTestId('login-submit').click();
  await expect(page.getByTestId('login-status')).toHaveAttribute('data-verdict', 'no_outage_seen', {
    timeout: 20_000,
  });
  await expect(page.getByTestId('outcome')).toContainText('trerror_1001_');
});

test('a real appId makes the bench load the vendor’s own script', async ({ page, simulator }) => {
  const asked: string[] = [];
  await page.route('https://turing.captcha.qcloud.com/**', (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  await page.goto(simulator.hosts.page);
  await openSettings(page);
  await page.getByTestId('field-source').selectOption('vendor');
  await page.getByTestId('field-order').selectOption('tencent');
  await page.getByTestId('field-tencent.appId').fill('190012345');
  await page.getByTestId('run').click();
  await expect(page.locator('body')).toHaveAttribute('data-outcome', 'unverified', { timeout: 20_000 });
  expect(asked[0]).toBe('https://turing.captcha.qcloud.com/TJCaptcha.js');
});
