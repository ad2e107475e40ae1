import type { CaptchaStatus } from '../../../src/index.js';
import { begin, eventsOf, expect, outcomeOf, test, traces, verify, type PlainOptions } from '../harness.js';
import { settle } from '../naive-page.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';
import type { Page } from '@playwright/test';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };

/** Creates a captcha, and tells its status in that turn. */
const create = (page: Page, options: PlainOptions): Promise<CaptchaStatus> =>
  page.evaluate((text) => {
    const { providers, ...rest } = JSON.parse(text) as PlainOptions;
    return window.create({ ...rest, providers: window.providers(providers) }).status;
  }, JSON.stringify(options));

const preloaded = (page: Page) => page.evaluate(() => window.captcha.preload().then(() => window.captcha.status));
const passOn = (page: Page, ms: number) =>
  page.evaluate((later) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() + later;
  }, ms);
const minute = 60_000;

test.describe('preload', () => {
  test("'none' asks for nothing before verify()", async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await scenario.open();
    expect(await create(page, { preload: 'none', providers: [{ appId, scriptUrl }] })).toBe('idle');
    await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle)));
    await settle(page);
    expect(await page.locator('script[src*="TJCaptcha"]').count()).toBe(0);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  test("'idle', the default, waits for the page to be idle", async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn');
    await scenario.open();
    expect(await create(page, { providers: [{ appId, scriptUrl }] })).toBe('idle');
    await expect.poll(() => page.evaluate(() => window.captcha.status)).toBe('ready');
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
  });

  test("'eager' begins at once; Tencent's script is loaded and no more", async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await scenario.open();
    expect(await create(page, { preload: 'eager', providers: [{ appId, scriptUrl }] })).toBe('preloading');
    expect(await preloaded(page)).toBe('ready');
    expect((await eventsOf(page)).map(({ type }) => type)).toEqual(['attempt', 'loaded']);
    expect(requestsAt(scenario, scriptUrl, 'config')).toEqual([]);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
  });

  test('prepares the first provider only', async ({ page, scenario }) => {
    const [first, second] = [scenario.url('tencent-cn'), scenario.url('aliyun')];
    await scenario.open();
    const providers = [
      { appId, scriptUrl: first },
      { ...shop, scriptUrl: second },
    ];
    await create(page, { preload: 'eager', providers });
    await preloaded(page);
    await settle(page);
    expect(requestsAt(scenario, first, 'entry')).toHaveLength(1);
    expect(requestsAt(scenario, second, 'entry')).toEqual([]);
  });

  test('makes Init of Aliyun ahead without showing anything, and verify() uses it', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    await scenario.open();
    await create(page, { preload: 'eager', providers: [{ ...shop, scriptUrl }] });
    await preloaded(page);
    await expect.poll(() => requestsAt(scenario, scriptUrl, 'secondary').length).toBe(1);
    await expect(page.locator('#aliyunCaptcha-window-popup:visible')).toHaveCount(0);
    expect(requestsAt(scenario, scriptUrl, 'verify')).toEqual([]);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(1);
  });

  for (const { age, inits } of [
    { age: 17 * minute, inits: 1 },
    { age: 18 * minute + 1000, inits: 2 },
  ]) {
    test(`an Init of ${age / minute} min: verify() needs ${inits} in all`, async ({ page, scenario }) => {
      const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
      await scenario.open();
      await create(page, { preload: 'eager', providers: [{ ...shop, scriptUrl }] });
      await preloaded(page);
      // The dynamic script has run: before, the first Init would come late, and be made good for by another.
      await expect.poll(() => page.evaluate(() => 'AliyunCaptcha' in window)).toBe(true);
      await passOn(page, age);
      await page.evaluate(() => window.run());
      expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
      expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(inits);
    });
  }

  test('asked for again is done again after 18 minutes, not before', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun');
    await scenario.open();
    await create(page, { preload: 'eager', providers: [{ ...shop, scriptUrl }] });
    await preloaded(page);
    await expect.poll(() => requestsAt(scenario, scriptUrl, 'secondary').length).toBe(1);
    await preloaded(page);
    await settle(page);
    expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(1);
    await passOn(page, 19 * minute);
    await preloaded(page);
    await expect.poll(() => requestsAt(scenario, scriptUrl, 'config').length).toBe(2);
    // One box and one trigger of ours, those of the new one; the old one's stay while its Init may be in flight.
    await expect(page.locator('[id^="captcha-failover"]')).toHaveCount(2, { timeout: 15_000 });
  });

  test('does not make Init ahead for an embed, where it would be seen', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun', { scene: 'SLIDING' });
    await scenario.open();
    await create(page, { preload: 'eager', mode: 'embed', element: '#box', providers: [{ ...shop, scriptUrl }] });
    expect(await preloaded(page)).toBe('ready');
    await settle(page);
    expect(requestsAt(scenario, scriptUrl, 'config')).toEqual([]);
    await expect(page.locator('#box > *')).toHaveCount(0);
  });

  test('that fails is no outcome and no error: verify() makes fresh attempts', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { entry: ['503', '503', '503', 'ok'], behave: 'smart_pass' });
    await scenario.open();
    await create(page, { preload: 'eager', providers: [{ appId, scriptUrl }] });
    expect(await preloaded(page)).toBe('idle');
    const types = (await eventsOf(page)).map(({ type }) => type);
    expect(types.filter((type) => type === 'attempt_failed')).toHaveLength(3);
    expect(types).not.toContain('provider_failed');
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(4);
  });

  test('whose Init fails is no outcome: verify() makes another', async ({ page, scenario }) => {
    const refused = 'code_IllegalScene' as const;
    const config = [refused, refused, refused, refused, 'ok'] as const;
    const scriptUrl = scenario.url('aliyun', { config, scene: 'TRACELESS' });
    await scenario.open();
    await create(page, { preload: 'eager', providers: [{ ...shop, scriptUrl }] });
    await preloaded(page);
    await expect.poll(() => requestsAt(scenario, scriptUrl, 'config').length).toBe(4);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect((await eventsOf(page)).map(({ type }) => type)).not.toContain('provider_failed');
  });

  test('under way is joined by verify(): one tag', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { entry: ['late_0.6'], behave: 'smart_pass' });
    await scenario.open();
    await create(page, { preload: 'eager', providers: [{ appId, scriptUrl }] });
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
  });

  test('of an Init under way is joined by verify(): one Init', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun', { config: ['late_0.6', 'ok'], scene: 'TRACELESS' });
    await scenario.open();
    await create(page, { preload: 'eager', providers: [{ ...shop, scriptUrl }] });
    await preloaded(page);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(1);
  });

  test("never rejects, also where the page has the vendor's other site", async ({ page, scenario }) => {
    await scenario.open();
    await verify(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { behave: 'smart_pass' }) }] });
    const other = { appId, region: 'intl' as const, scriptUrl: scenario.url('tencent-intl') };
    await create(page, { preload: 'eager', element: '#box', providers: [other] });
    await preloaded(page);
    expect(requestsAt(scenario, other.scriptUrl, 'entry')).toEqual([]);
  });

  for (const { name, options } of [
    { name: 'a hanging script', options: { entry: ['hang'] } },
    { name: 'a hanging Init', options: { config: ['hang'] } },
    { name: 'an instance made ahead', options: {} },
  ] as const) {
    test(`is taken down by destroy(): ${name}`, async ({ page, scenario }) => {
      const scriptUrl = scenario.url('aliyun', options);
      await scenario.open();
      await create(page, { preload: 'eager', providers: [{ ...shop, scriptUrl }] });
      const place = name === 'a hanging script' ? 'entry' : name === 'a hanging Init' ? 'config' : 'image';
      await expect.poll(() => requestsAt(scenario, scriptUrl, place).length).toBeGreaterThan(0);
      if (place === 'image') await expect(page.locator('#aliyunCaptcha-window-popup')).toBeAttached();
      await page.evaluate(() => window.captcha.destroy());
      expect(await traces(page)).toEqual([]);
      await expect(page.locator(vendorNodes)).toHaveCount(0);
      await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { behave: 'smart_pass' }) }] });
      expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    });
  }
});
