import { solveTencent, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const appId = '190000001';

test.describe('callers of verify()', () => {
  test('after an outcome each call has a proof of its own', async ({ page, scenario }) => {
    await scenario.open();
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { behave: 'smart_pass' }) }] });
    const first = await outcomeOf(page, 1);
    await page.evaluate(() => window.run());
    const second = await outcomeOf(page, 2);
    expect(second.status).toBe('passed');
    expect(second.proof).not.toEqual(first.proof);
  });

  test('the last one that aborts ends the session and takes the challenge along', async ({ page, scenario }) => {
    await scenario.open();
    await page.evaluate((scriptUrl) => {
      const providers = window.library.tencent({ appId: '190000001', scriptUrl });
      const captcha = window.create({ preload: 'none', providers });
      const leaving = [new AbortController(), new AbortController()];
      const reasons = leaving.map(({ signal }) => captcha.verify({ signal }).catch((error: unknown) => error));
      Object.assign(window, { leaving, reasons: Promise.all(reasons) });
    }, scenario.url('tencent-cn'));
    await expect(tencentChallenge(page)).toBeVisible();
    const abort = (n: number) =>
      page.evaluate((index) => {
        (window as unknown as { leaving: AbortController[] }).leaving[index]?.abort(index);
      }, n);
    await abort(0);
    await expect(tencentChallenge(page)).toBeVisible();
    await abort(1);
    await expect(page.locator(vendorNodes)).toHaveCount(0);
    expect(await page.evaluate(() => (window as unknown as { reasons: Promise<unknown> }).reasons)).toEqual([0, 1]);
    expect(await page.evaluate(() => window.captcha.status)).toBe('ready');
    // No outcome was reached, so none is told.
    expect((await eventsOf(page)).map(({ type }) => type)).not.toContain('outcome');
    await page.evaluate(() => void window.run());
    await solveTencent(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  test('a destroyed captcha answers each with dismissed, destroyed', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn');
    const outcomes = await page.evaluate(async (url) => {
      const providers = window.library.tencent({ appId: '190000001', scriptUrl: url });
      const { verify, destroy } = window.create({ preload: 'none', providers });
      const before = verify();
      destroy();
      destroy();
      return Promise.all([before, verify(), verify()]);
    }, scriptUrl);
    const destroyed = { status: 'dismissed', proof: null, reason: 'destroyed' };
    expect(outcomes).toEqual([destroyed, destroyed, destroyed]);
    expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
  });
});
