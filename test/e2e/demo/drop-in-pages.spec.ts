import { solveAliyun, solveTencent } from '../challenge.js';
import { expect, test } from '../harness.js';

const told = 'told';

test('the drop-in page for Tencent passes, and gets the documented ticket when the script is dead', async ({
  page,
  simulator,
}) => {
  await page.goto(`${simulator.hosts.page}/drop-in-tencent.html`);
  await page.waitForFunction(() => 'TencentCaptcha' in window);
  await page.getByRole('button', { name: 'Verify' }).click();
  await solveTencent(page);
  await expect(page.getByTestId(told)).toContainText('callback: {');
  await expect(page.getByTestId(told)).not.toContainText('errorCode');

  await page.getByRole('link', { name: '503' }).click();
  await page.waitForFunction(() => 'TencentCaptcha' in window);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByTestId(told)).toContainText('"errorCode":1001', { timeout: 15_000 });
});

test('the drop-in page for Aliyun V3 gets a degraded param, then onError, when the script is dead', async ({
  page,
  simulator,
}) => {
  await page.goto(`${simulator.hosts.page}/drop-in-aliyun-v3.html?fault=503`);
  await expect(page.getByTestId(told)).toContainText(/success: .*onError: .*INIT_FAIL/, { timeout: 15_000 });
});

test('the drop-in page for Aliyun V2 passes by its own server, and asks it at a click when the script is dead', async ({
  page,
  simulator,
}) => {
  await page.goto(`${simulator.hosts.page}/drop-in-aliyun-v2.html`);
  await expect(async () => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.locator('.aliyunCaptcha-handle')).toBeVisible({ timeout: 500 });
  }).toPass();
  await solveAliyun(page);
  await expect(page.getByTestId(told)).toContainText('onBizResultCallback: true');

  await page.getByRole('link', { name: '503' }).click();
  await expect(page.getByTestId(told)).toContainText('INIT_FAIL', { timeout: 15_000 });
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByTestId(told)).toContainText(/captchaVerifyCallback: .*failover.*onBizResultCallback: true/);
});
