import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun, solveTencent, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, traces, type PlainOptions, type Scenario } from '../harness.js';
import { settle } from '../naive-page.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const superseded = { status: 'dismissed', proof: null, reason: 'superseded' };

type Vendor = 'tencent' | 'aliyun';
const healthy = (scenario: Scenario, vendor: Vendor): PlainOptions['providers'] =>
  vendor === 'tencent'
    ? [{ appId, scriptUrl: scenario.url('tencent-cn') }]
    : [{ ...shop, scriptUrl: scenario.url('aliyun') }];
const challenge = (page: Page, vendor: Vendor) => (vendor === 'tencent' ? tencentChallenge(page) : aliyunPopup(page));
const solve = (page: Page, vendor: Vendor) => (vendor === 'tencent' ? solveTencent(page) : solveAliyun(page));
/** Keeps the captcha created last under this name. */
const keep = (page: Page, name: string) => page.evaluate((as) => Object.assign(window, { [as]: window.captcha }), name);
const destroy = (page: Page, name: string) =>
  page.evaluate((as) => (window as unknown as Record<string, Window['captcha']>)[as]?.destroy(), name);

test.describe('one session owns the page', () => {
  for (const [first, second] of [
    ['tencent', 'tencent'],
    ['aliyun', 'aliyun'],
    ['tencent', 'aliyun'],
    ['aliyun', 'tencent'],
  ] as const) {
    test(`a newer one ends the older as superseded: ${first}, then ${second}`, async ({ page, scenario }) => {
      await scenario.open();
      await begin(page, { providers: healthy(scenario, first) });
      await expect(challenge(page, first)).toBeVisible();
      await keep(page, 'older');
      await begin(page, { providers: healthy(scenario, second) });
      expect(await outcomeOf(page, 1)).toEqual(superseded);
      await expect(challenge(page, second)).toBeVisible();
      if (first !== second) await expect(challenge(page, first)).toHaveCount(0);
      await destroy(page, 'older');
      await settle(page);
      await solve(page, second);
      expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed', proof: { vendor: second } });
      await expect(page.locator(vendorNodes)).toHaveCount(0);
      await page.evaluate(() => window.captcha.destroy());
      expect(await traces(page)).toEqual([]);
    });
  }

  for (const vendor of ['tencent', 'aliyun'] as const) {
    test(`an older one whose script comes later gives way: ${vendor}`, async ({ page, scenario }) => {
      const other = vendor === 'tencent' ? 'aliyun' : 'tencent';
      await scenario.open();
      const entry = ['late_2'] as const;
      const slow =
        vendor === 'tencent'
          ? { appId, scriptUrl: scenario.url('tencent-cn', { entry }) }
          : { ...shop, scriptUrl: scenario.url('aliyun', { entry }) };
      await begin(page, { providers: [slow] });
      await begin(page, { providers: healthy(scenario, other) });
      await expect(challenge(page, other)).toBeVisible();
      expect(await outcomeOf(page, 1)).toEqual(superseded);
      await settle(page);
      await solve(page, other);
      expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed', proof: { vendor: other } });
    });
  }

  for (const vendor of ['tencent', 'aliyun'] as const) {
    test(`one that times out does not close another's challenge: ${vendor} stays`, async ({ page, scenario }) => {
      const other = vendor === 'tencent' ? 'aliyun' : 'tencent';
      await scenario.open();
      const entry = ['hang'] as const;
      const dead =
        other === 'tencent'
          ? { appId, scriptUrl: scenario.url('tencent-cn', { entry }) }
          : { ...shop, scriptUrl: scenario.url('aliyun', { entry }) };
      await begin(page, { providers: [dead], deadline: 3000 });
      await keep(page, 'dead');
      await begin(page, { providers: healthy(scenario, vendor) });
      await expect(challenge(page, vendor)).toBeVisible();
      expect(await outcomeOf(page, 1)).toMatchObject({ status: 'unverified', error: { code: 'script_timeout' } });
      await destroy(page, 'dead');
      await settle(page);
      await expect(challenge(page, vendor)).toBeVisible();
      // It still owns the page: its end takes the vendor's nodes along.
      await page.evaluate(() => window.captcha.destroy());
      expect(await outcomeOf(page, 2)).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
      await expect(page.locator(vendorNodes)).toHaveCount(0);
    });
  }

  for (const what of ['the script', 'Init'] as const) {
    test(`a captcha destroyed after it preloaded ${what} leaves another's challenge alone`, async ({
      page,
      scenario,
    }) => {
      await scenario.open();
      const scriptUrl = scenario.url('aliyun');
      await page.evaluate(
        ([text, name]) => {
          const providers = window.providers(JSON.parse(text ?? '') as PlainOptions['providers']);
          Object.assign(window, { older: window.create({ preload: 'eager', providers }) });
          if (name === 'Init') return window.captcha.preload();
          return undefined;
        },
        [JSON.stringify([{ ...shop, scriptUrl }]), what],
      );
      if (what === 'Init') await expect(page.locator('#aliyunCaptcha-window-popup')).toBeAttached();
      await begin(page, { providers: [{ ...shop, scriptUrl }] });
      await expect(aliyunPopup(page)).toBeVisible();
      await destroy(page, 'older');
      await settle(page);
      await solveAliyun(page);
      expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    });
  }

  test('a captcha whose preloaded Init was overtaken makes another', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    await page.evaluate(
      (text) => {
        const providers = window.providers(JSON.parse(text) as PlainOptions['providers']);
        Object.assign(window, { older: window.create({ preload: 'eager', providers }) });
        return window.captcha.preload();
      },
      JSON.stringify([{ ...shop, scriptUrl }]),
    );
    // Of another scene, which cannot use it. None: when the page gets idle after the pass only, that would be one Init more.
    await begin(page, { preload: 'none', providers: [{ ...shop, sceneId: 'scene2', scriptUrl }] });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'passed' });
    await page.evaluate(() => window.run((window as unknown as { older: Window['captcha'] }).older));
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(3);
  });

  test('verify() of three captchas at once: one tag, and the newest one is shown', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { entry: ['late_0.3'] });
    for (let n = 1; n <= 3; n += 1) await begin(page, { providers: [{ appId, scriptUrl }] });
    expect(await outcomeOf(page, 1)).toEqual(superseded);
    expect(await outcomeOf(page, 2)).toEqual(superseded);
    await solveTencent(page);
    expect(await outcomeOf(page, 3)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
    await expect(page.locator('script[src*="TJCaptcha"]')).toHaveCount(1);
  });

  test('another prefix on the same page is a conflict', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'passed' });
    for (const wrong of [
      { ...shop, prefix: 'shop2' },
      { ...shop, region: 'sgp' as const },
    ]) {
      const before = (await eventsOf(page)).filter(({ type }) => type === 'outcome').length;
      await begin(page, { providers: [{ ...wrong, scriptUrl }] });
      const outcome = await outcomeOf(page, before + 1);
      expect(outcome).toMatchObject({ status: 'unverified', errorCode: 1001, error: { code: 'global_conflict' } });
    }
  });
});
