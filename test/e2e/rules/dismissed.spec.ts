import type { Page } from '@playwright/test';
import { aliyunPopup, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, traces } from '../harness.js';
import { vendorNodes } from '../vendor-nodes.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const dismissed = (reason: string) => ({ status: 'dismissed', proof: null, reason });
const shown = (page: Page) =>
  expect.poll(async () => (await eventsOf(page)).map(({ type }) => type)).toContain('shown');

test.describe('dismissed', () => {
  const ways = [
    { vendor: 'tencent', by: 'its button', act: (page: Page) => page.locator('.tencent-captcha-dy__close').click() },
    { vendor: 'tencent', by: 'Escape', act: (page: Page) => page.keyboard.press('Escape') },
    { vendor: 'aliyun', by: 'its button', act: (page: Page) => page.locator('[data-action="close"]').click() },
    { vendor: 'aliyun', by: 'Escape', act: (page: Page) => page.keyboard.press('Escape') },
    {
      vendor: 'aliyun',
      by: 'the mask',
      act: (page: Page) => page.locator('#aliyunCaptcha-mask').click({ position: { x: 5, y: 5 } }),
    },
  ] as const;

  for (const { vendor, by, act } of ways) {
    for (const callback of vendor === 'aliyun' ? ['with a close callback', 'without any'] : ['with a close callback']) {
      test(`closed by ${by}: ${vendor}, ${callback}`, async ({ page, scenario }) => {
        await scenario.open();
        const url = scenario.url(vendor === 'tencent' ? 'tencent-cn' : 'aliyun');
        const scriptUrl = callback === 'without any' ? `${url}&close_callback=none` : url;
        await begin(page, { providers: [vendor === 'tencent' ? { appId, scriptUrl } : { ...shop, scriptUrl }] });
        await shown(page);
        await act(page);
        expect(await outcomeOf(page)).toEqual(dismissed('closed'));
        await expect(page.locator(vendorNodes)).toHaveCount(0);
        expect((await eventsOf(page)).map(({ type }) => type)).toEqual(expect.arrayContaining(['hidden', 'outcome']));
        expect(await page.evaluate(() => window.captcha.status)).toBe('ready');
      });
    }
  }

  for (const vendor of ['tencent', 'aliyun'] as const) {
    test(`removed: the page takes the embed's element out of the document, ${vendor}`, async ({ page, scenario }) => {
      await scenario.open();
      const provider =
        vendor === 'tencent'
          ? { appId, scriptUrl: scenario.url('tencent-cn') }
          : { ...shop, scriptUrl: scenario.url('aliyun', { scene: 'SLIDING' }) };
      await begin(page, { providers: [provider], mode: 'embed', element: '#box' });
      await shown(page);
      await page.evaluate(() => document.querySelector('#box')?.remove());
      expect(await outcomeOf(page)).toEqual(dismissed('removed'));
      await page.evaluate(() => window.run());
      expect(await outcomeOf(page, 2)).toMatchObject({ status: 'unverified', error: { code: 'element_missing' } });
      await page.evaluate(() => window.captcha.destroy());
      expect(await traces(page)).toEqual([]);
    });
  }

  for (const vendor of ['tencent', 'aliyun'] as const) {
    test(`timeout: a challenge that stays open, never a recovery ticket, ${vendor}`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url(vendor === 'tencent' ? 'tencent-cn' : 'aliyun');
      const provider = vendor === 'tencent' ? { appId, scriptUrl } : { ...shop, scriptUrl };
      await begin(page, { providers: [provider], challengeTimeout: 700 });
      expect(await outcomeOf(page)).toEqual(dismissed('timeout'));
      await expect(page.locator(vendorNodes)).toHaveCount(0);
    });
  }

  for (const { challengeTimeout, mode, outcomes } of [
    { challengeTimeout: undefined, mode: 'popup', outcomes: 1 },
    { challengeTimeout: 0, mode: 'popup', outcomes: 0 },
    { challengeTimeout: undefined, mode: 'embed', outcomes: 0 },
  ] as const) {
    test(`timeout: after 5 minutes in a popup, by default; now ${mode}, ${String(challengeTimeout)}`, async ({
      page,
      scenario,
    }) => {
      await page.clock.install();
      await scenario.open();
      await begin(page, {
        providers: [{ appId, scriptUrl: scenario.url('tencent-cn') }],
        mode,
        element: '#box',
        ...(challengeTimeout === undefined ? {} : { challengeTimeout }),
      });
      await shown(page);
      const seen = () => page.evaluate(() => window.recorded.outcomes.length);
      await page.clock.runFor(295_000);
      expect(await seen()).toBe(0);
      await page.clock.runFor(10_000);
      await expect.poll(seen).toBe(outcomes);
      if (outcomes) expect(await outcomeOf(page)).toEqual(dismissed('timeout'));
      else await expect(tencentChallenge(page)).toBeVisible();
    });
  }

  test('closed while V2 asks the page is not closed: its answer counts', async ({ page, scenario }) => {
    await scenario.open();
    await page.evaluate(
      (scriptUrl) => {
        let answer: (verdict: { captchaResult: boolean }) => void = () => {};
        Object.assign(window, { answer: (verdict: { captchaResult: boolean }) => answer(verdict), asked: 0 });
        const provider = window.library.aliyun({
          sceneId: 'scene1',
          prefix: 'shop1',
          scriptUrl,
          architecture: 'v2',
          captchaVerifyCallback() {
            (window as unknown as { asked: number }).asked += 1;
            return new Promise((resolve) => (answer = resolve));
          },
        });
        void window.run(window.create({ preload: 'none', providers: provider }));
      },
      scenario.url('aliyun', { scene: 'SLIDING' }),
    );
    await page.locator('.aliyunCaptcha-handle').press('End');
    await page.locator('.aliyunCaptcha-handle').press('Enter');
    await expect.poll(() => page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(1);
    await aliyunPopup(page).locator('[data-action="close"]').click();
    await page.evaluate(() => (window as unknown as { answer(verdict: object): void }).answer({ captchaResult: true }));
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
  });
});
