import type { Page } from '@playwright/test';
import { solveAliyun, solveTencent, tencentChallenge, tencentCheckbox } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';
const region = 'intl' as const;
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const types = async (page: Page) => (await eventsOf(page)).map(({ type }) => type);

test.describe('a checkbox that opens the challenge', () => {
  test('stops the deadline when it is shown, for as long as nobody clicks', async ({ page, scenario }) => {
    await page.clock.install();
    await scenario.open();
    const scriptUrl = scenario.url('tencent-intl');
    await begin(page, { providers: [{ appId, region, scriptUrl }], element: '#box', deadline: 3000 });
    await expect.poll(() => types(page)).toContain('shown');
    await page.clock.runFor(60_000);
    expect(await page.evaluate(() => window.recorded.outcomes)).toEqual([]);
    expect(await page.evaluate(() => window.captcha.status)).toBe('challenging');
  });

  for (const behave of ['pass', 'smart_pass'] as const) {
    test(`passes after the click: ${behave}`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url('tencent-intl', { behave });
      await begin(page, { providers: [{ appId, region, scriptUrl }], element: '#box' });
      await tencentCheckbox(page).click();
      if (behave === 'pass') await solveTencent(page);
      expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'tencent', id: appId } });
    });
  }

  test('does not time out while the user is at the challenge', async ({ page, scenario }) => {
    await page.clock.install();
    await scenario.open();
    const scriptUrl = scenario.url('tencent-intl');
    await begin(page, { providers: [{ appId, region, scriptUrl }], element: '#box', deadline: 3000 });
    await tencentCheckbox(page).click();
    await expect(tencentChallenge(page)).toBeVisible();
    await page.clock.runFor(15_000);
    expect(await page.evaluate(() => window.recorded.outcomes)).toEqual([]);
    await solveTencent(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  for (const act of ['click', 'press'] as const) {
    test(`starts a new deadline by ${act}: a dead one fails over to the next provider`, async ({ page, scenario }) => {
      await page.clock.install();
      await scenario.open();
      // The puzzle's picture hangs, so nothing opens; the vendor's own 20 s are longer than ours.
      const dead = { appId, region, scriptUrl: scenario.url('tencent-intl', { image: ['hang'] }) };
      const healthy = { ...shop, scriptUrl: scenario.url('aliyun', { scene: 'TRACELESS' }) };
      await begin(page, { providers: [dead, healthy], element: '#box', deadline: 6000 });
      await expect.poll(() => types(page)).toContain('shown');
      await page.clock.runFor(10_000);
      if (act === 'click') await tencentCheckbox(page).click();
      else await tencentCheckbox(page).press(' ');
      await expect.poll(() => requestsAt(scenario, dead.scriptUrl, 'image').length).toBe(1);
      await page.clock.runFor(6500);
      const outcome = await outcomeOf(page);
      expect(outcome).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
      const failed = (await eventsOf(page)).find(({ type }) => type === 'provider_failed');
      expect(failed).toMatchObject({ error: { code: 'not_shown', provider: { vendor: 'tencent' } } });
    });
  }

  test("is Aliyun's button in an embed: its click opens the popup, which passes", async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { scene: 'PUZZLE' });
    await begin(page, { providers: [{ ...shop, scriptUrl }], mode: 'embed', element: '#box' });
    await page.locator('#box .aliyunCaptcha-start').click();
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
  });
});
