import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun, solveTencent, tencentChallenge } from '../challenge.js';
import { begin, expect, outcomeOf, test, type PlainOptions } from '../harness.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id);

test.describe('the focus returns to where it was', () => {
  for (const vendor of ['tencent', 'aliyun'] as const) {
    const challenge = (page: Page) => (vendor === 'tencent' ? tencentChallenge(page) : aliyunPopup(page));
    const endings: { name: string; options?: Partial<PlainOptions>; act(page: Page): Promise<unknown> }[] = [
      { name: 'passed', act: (page) => (vendor === 'tencent' ? solveTencent(page) : solveAliyun(page)) },
      { name: 'closed', act: (page) => page.keyboard.press('Escape') },
      { name: 'timed out', options: { challengeTimeout: 1500 }, act: () => Promise.resolve() },
      { name: 'destroyed', act: (page) => page.evaluate(() => window.captcha.destroy()) },
    ];
    for (const { name, options, act } of endings) {
      test(`after a challenge that was ${name}: ${vendor}`, async ({ page, scenario }) => {
        await scenario.open();
        await page.locator('#before').focus();
        const scriptUrl = scenario.url(vendor === 'tencent' ? 'tencent-cn' : 'aliyun');
        const given = vendor === 'tencent' ? { appId, scriptUrl } : { ...shop, scriptUrl };
        await begin(page, { providers: [given], ...options });
        await expect(challenge(page)).toBeVisible();
        await expect.poll(() => focused(page)).not.toBe('before');
        await act(page);
        await outcomeOf(page);
        await expect.poll(() => focused(page)).toBe('before');
      });
    }
  }

  test('but is not taken from what the page focused meanwhile', async ({ page, scenario }) => {
    await scenario.open({ body: '<input id="elsewhere">' });
    await page.locator('#before').focus();
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn') }] });
    await expect(tencentChallenge(page)).toBeVisible();
    await page.locator('#elsewhere').focus();
    await page.evaluate(() => window.captcha.destroy());
    expect((await outcomeOf(page)).status).toBe('dismissed');
    expect(await focused(page)).toBe('elsewhere');
  });
});
