import { begin, eventsOf, expect, outcomeOf, test, traces } from '../harness.js';
import { settle } from '../naive-page.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };

test.describe('what arrives after its session', () => {
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
