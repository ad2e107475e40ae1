import { trapsExcept } from 'captcha-failover-simulator/cases';
import { expect, test, verify } from '../harness.js';
import { heard, hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const shop = { sceneId: 'scene1', prefix: 'shop1' };
const config = '<script>AliyunCaptchaConfig = { region: "cn", prefix: "shop1" }</script>';
const deadline = 3000;
const notShown = { status: 'unverified', errorCode: 1002, error: { code: 'not_shown', category: 'timeout' } };

test.describe('Aliyun: a dynamic script without its global is followed by silence', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('dynamic-without-global-hangs') };
      const url = scenario.url('aliyun', { scene: 'SLIDING', secondary: ['global_missing'], ...traps });
      await openNaivePage(page, scenario, [url], { head: config });
      const loaded = page.waitForEvent('requestfinished', (request) =>
        request.url().includes('dynamicJS/1.2.7/sim.js'),
      );
      await page.evaluate(() => void (window as unknown as NaivePage).aliyun('A'));
      await loaded;
      // The vendor takes its tag away when it has loaded.
      await expect(page.locator('script[src*="sim.js"]')).toHaveCount(0);
      await settle(page);
      expect(await heard(page)).toEqual(trap === 'on' ? [] : ['A success', 'A onError DYNAMICJS_FAIL']);
    });
  }

  test('the library ends at its deadline', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { secondary: ['global_missing'] });
    expect(await verify(page, { providers: [{ ...shop, scriptUrl }], deadline })).toMatchObject(notShown);
  });
});

test.describe('Aliyun: an image that never answers is followed by silence', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('image-without-answer-hangs') };
      const url = scenario.url('aliyun', { image: ['hang'], ...traps });
      await openNaivePage(page, scenario, [url], { head: config });
      const before = Date.now();
      const timeout = 300;
      const result = await page.evaluate(
        ([ms]) =>
          Promise.race([
            (window as unknown as NaivePage).aliyun('A', { timeout: ms }).then(() => 'settled'),
            // Ten times what the page asked for.
            new Promise<string>((resolve) => setTimeout(() => resolve('silence'), (ms ?? 0) * 10)),
          ]),
        [timeout],
      );
      expect(result).toBe(trap === 'on' ? 'silence' : 'settled');
      if (trap === 'on') expect(Date.now() - before).toBeGreaterThanOrEqual(timeout * 10);
      else await hears(page, 'A instance');
      expect(requestsAt(scenario, url, 'image')).toHaveLength(2);
    });
  }

  test('the library ends at its deadline', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { image: ['hang'] });
    expect(await verify(page, { providers: [{ ...shop, scriptUrl }], deadline })).toMatchObject(notShown);
  });
});

test.describe('Aliyun: the promise never settles for a region outside the list', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('unknown-region-never-settles') };
      const url = scenario.url('aliyun', traps);
      await openNaivePage(page, scenario, [url]);
      const thrown = trap === 'on' ? page.waitForEvent('pageerror') : undefined;
      await page.evaluate(() => {
        const naive = window as unknown as NaivePage;
        naive.aliyun('A', { region: 'us' }).then(
          () => naive.heard.push('resolved'),
          () => naive.heard.push('rejected'),
        );
      });
      await thrown;
      await settle(page);
      expect(await heard(page)).toEqual(trap === 'on' ? [] : ['rejected']);
    });
  }

  for (const region of ['us', 'ga', 'CN', '']) {
    test(`the library throws for region "${region}"`, async ({ page, scenario }) => {
      await scenario.open();
      const issues = await page.evaluate((wrong) => {
        try {
          window.library.aliyun({ sceneId: 'scene1', prefix: 'shop1', region: wrong as 'cn' });
          return [];
        } catch (error) {
          return window.library.isCaptchaError(error) ? (error.issues ?? []) : [];
        }
      }, region);
      expect(issues).toEqual([expect.objectContaining({ parameter: 'region', problem: 'unsupported' })]);
    });
  }
});
