import { solveAliyun, solveTencent } from '../challenge.js';
import { expect, test } from '../harness.js';

test('the script-tag page signs in through the first vendor', async ({ page, simulator }) => {
  await page.goto(`${simulator.hosts.page}/plain.html`);
  await page.getByTestId('login-submit').click();
  await solveTencent(page);
  await expect(page.getByTestId('login-status')).toContainText('Signed in: the vendor');
});

test('the script-tag page signs in through the second vendor while the first hangs', async ({ page, simulator }) => {
  await page.goto(`${simulator.hosts.page}/plain.html?fault=hang`);
  await page.getByTestId('login-submit').click();
  await solveAliyun(page);
  await expect(page.getByTestId('login-status')).toContainText('Signed in: the vendor');
});

test('the script-tag page stays usable while its browser reaches neither vendor', async ({ page, simulator }) => {
  await page.goto(`${simulator.hosts.page}/plain.html?fault=503&fault2=503`);
  const submit = page.getByTestId('login-submit');
  await submit.click();
  await expect(page.getByTestId('login-status')).toContainText(
    'Not signed in: a recovery ticket counts in an outage only',
  );
  await expect(submit).toBeEnabled();
});

test('the script-tag page shows the lines that a page needs above its own plumbing', async ({ page, simulator }) => {
  await page.goto(`${simulator.hosts.page}/plain.html`);
  await expect(page.getByTestId('source')).toContainText('protectForm(captcha');
  await expect(page.getByTestId('source')).not.toContainText("fetch('/login'");
  await expect(page.locator('#plumbing-source')).toBeHidden();
});
