import type { Page } from '@playwright/test';
import { solveAliyun } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, traces } from '../harness.js';
import { settle } from '../naive-page.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const lateOnes = async (page: Page) => (await eventsOf(page)).filter(({ type }) => type === 'late');

test.describe('what arrives after its session', () => {
  test('a script is told as late, and starts nothing', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { entry: ['late_4'] });
    await begin(page, { providers: [{ appId, scriptUrl }], deadline: 3000 });
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'script_timeout' } });
    await expect.poll(() => lateOnes(page), { timeout: 8000 }).toMatchObject([{ what: 'script' }]);
    await settle(page);
    expect(requestsAt(scenario, scriptUrl, 'config')).toEqual([]);
    await expect(page.locator(vendorNodes)).toHaveCount(0);
    expect(await page.evaluate(() => window.recorded.outcomes.length)).toBe(1);
  });

  test('a script is good for the next session', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { entry: ['late_4', '503'], behave: 'smart_pass' });
    await begin(page, { providers: [{ appId, scriptUrl }], deadline: 3000 });
    expect((await outcomeOf(page, 1)).status).toBe('unverified');
    await expect.poll(() => lateOnes(page), { timeout: 8000 }).toHaveLength(1);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });

  test('a script of a destroyed captcha is not told of: nobody is there', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { entry: ['late_1'] });
    await begin(page, { providers: [{ appId, scriptUrl }] });
    await expect.poll(() => requestsAt(scenario, scriptUrl, 'entry').length).toBe(1);
    await page.evaluate(() => window.captcha.destroy());
    const before = await eventsOf(page);
    await expect.poll(() => page.evaluate(() => 'TencentCaptcha' in window)).toBe(true);
    await settle(page);
    expect(await eventsOf(page)).toEqual(before);
    expect(await traces(page)).toEqual([]);
    await expect(page.locator(vendorNodes)).toHaveCount(0);
  });

  test('a result is told as late, and changes nothing', async ({ page, scenario }) => {
    await scenario.open();
    // The answer is being checked when the challenge's time is up.
    const scriptUrl = scenario.url('aliyun', { verify: ['late_3'], scene: 'SLIDING' });
    await begin(page, { providers: [{ ...shop, scriptUrl }], challengeTimeout: 2500 });
    await solveAliyun(page);
    expect(await outcomeOf(page)).toEqual({ status: 'dismissed', proof: null, reason: 'timeout' });
    await expect.poll(() => lateOnes(page), { timeout: 8000 }).toMatchObject([{ what: 'callback' }]);
    await settle(page);
    expect(await page.evaluate(() => window.recorded.outcomes.length)).toBe(1);
    await expect(page.locator(vendorNodes)).toHaveCount(0);
  });

  test("a dynamic script's instance of an ended session shows nothing", async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { secondary: ['late_4'] });
    await begin(page, { providers: [{ ...shop, scriptUrl }], deadline: 3000 });
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    await expect.poll(() => page.evaluate(() => 'AliyunCaptcha' in window), { timeout: 8000 }).toBe(true);
    await settle(page);
    await expect(page.locator('#aliyunCaptcha-window-popup:visible, #aliyunCaptcha-mask:visible')).toHaveCount(0);
    expect(await page.evaluate(() => window.recorded.faults)).toEqual([]);
  });
});
