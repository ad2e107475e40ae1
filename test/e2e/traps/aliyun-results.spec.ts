import { trapsExcept, type Fault } from 'captcha-failover-simulator/cases';
import { aliyunPopup, solveAliyun } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, verify } from '../harness.js';
import { heard, hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const shop = { sceneId: 'scene1', prefix: 'shop1' };
const config = '<script>AliyunCaptchaConfig = { region: "cn", prefix: "shop1" }</script>';

test.describe('Aliyun: a failure calls success before onError', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page lets everybody in, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('success-before-error') };
      const url = scenario.url('aliyun', { config: ['code_IllegalScene'], ...traps });
      await openNaivePage(page, scenario, [url], { head: config });
      await page.evaluate(() => (window as unknown as NaivePage).aliyun('A'));
      const error = 'A onError INIT_FAIL';
      expect(await heard(page)).toEqual(trap === 'on' ? ['A success', error] : [error]);
    });
  }

  const degraded = [
    { behave: 'degraded_127', way: 'isSign without securityToken' },
    { behave: 'degraded_120', way: 'the plain certifyId' },
    { behave: 'degraded_2026', way: 'failover inside' },
  ] as const;
  for (const { behave, way } of degraded) {
    test(`the library takes that success for a failure: ${way}`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url('aliyun', { config: ['code_IllegalScene'], behave });
      const outcome = await verify(page, { providers: [{ ...shop, scriptUrl }] });
      expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'vendor_refused' } });
      expect(outcome.proof).toHaveProperty('captchaVerifyParam');
    });
  }

  for (const { behave, way } of degraded.filter((each) => each.behave !== 'degraded_120')) {
    test(`the library does the same when a solved challenge ends in one: ${way}`, async ({ page, scenario }) => {
      await scenario.open();
      await begin(page, { providers: [{ ...shop, scriptUrl: scenario.url('aliyun', { behave }) }] });
      await solveAliyun(page);
      const outcome = await outcomeOf(page);
      expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'vendor_failed' } });
      expect(outcome.proof).toHaveProperty('captchaVerifyParam');
    });
  }
});

test.describe("Aliyun: onError lacks the API's code", () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('api-code-only-in-promise') };
      const url = scenario.url('aliyun', { config: ['code_IllegalScene'], ...traps });
      await openNaivePage(page, scenario, [url], { head: config });
      const errors = await page.evaluate(async () => {
        const found: unknown[] = [];
        const value = await (window as unknown as NaivePage).aliyun('A', { onError: (e: object) => found.push(e) });
        return { found, value };
      });
      expect(errors.found).toEqual([{ code: 'INIT_FAIL', msg: trap === 'on' ? undefined : 'IllegalScene' }]);
      expect(errors.value).toMatchObject({ Code: 'IllegalScene' });
    });
  }

  const codes: [Fault, string, string, string][] = [
    ['code_IllegalUserTag', 'vendor_refused', 'configuration', 'IllegalUserTag'],
    ['code_IllegalScene', 'vendor_refused', 'configuration', 'IllegalScene'],
    ['code_IllegalCertifyId', 'vendor_refused', 'configuration', 'IllegalCertifyId'],
    ['code_Forbidden.AccountAccessDenied', 'vendor_refused', 'account', 'Forbidden.AccountAccessDenied'],
    ['code_Throttling', 'rate_limited', 'rate_limit', 'Throttling'],
    ['code_ThrottlingByStrategy', 'rate_limited', 'rate_limit', 'ThrottlingByStrategy'],
    ['limit_flow', 'rate_limited', 'rate_limit', 'LIMIT_FLOW'],
    ['403_auth', 'rate_limited', 'rate_limit', '403'],
    ['503', 'vendor_failed', 'vendor', 'INIT_FAIL'],
  ];
  for (const [fault, code, category, vendorCode] of codes) {
    test(`the library reads it in the promise: ${fault}`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url('aliyun', { config: [fault] });
      const outcome = await verify(page, { providers: [{ ...shop, scriptUrl }] });
      expect(outcome).toMatchObject({ status: 'unverified', error: { code, category, vendorCode } });
      expect(outcome.proof).toMatchObject({ failures: [{ vendor: 'aliyun', code, category, vendorCode }] });
    });
  }
});

test.describe('Aliyun: each failure also raises an unhandled rejection', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`with the library the page hears the vendor's, and none of ours, trap ${trap}`, async ({ page, scenario }) => {
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      await scenario.open();
      const traps = trap === 'on' ? {} : { traps: trapsExcept('unhandled-rejection') };
      for (const more of [{ config: ['code_IllegalScene'] as const }, { secondary: ['404'] as const }]) {
        const scriptUrl = scenario.url('aliyun', { ...more, ...traps }, 50);
        const outcome = await verify(page, { providers: [{ ...shop, scriptUrl }] });
        expect(outcome.status).toBe('unverified');
      }
      await settle(page);
      expect([...new Set(errors)]).toEqual(trap === 'on' ? ['Network Error'] : []);
      expect(await page.evaluate(() => window.recorded.faults)).toEqual([]);
    });
  }

  test('the library catches what init throws or rejects with', async ({ page, scenario }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { behave: 'init_throws' });
    const outcome = await verify(page, { providers: [{ ...shop, scriptUrl }] });
    expect(outcome).toMatchObject({ status: 'unverified', errorCode: 1005, error: { code: 'vendor_threw' } });
    await settle(page);
    expect(errors).toEqual([]);
  });
});

test.describe('Aliyun: nodes left in the body make callbacks fire twice after a remount', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('leftovers-fire-twice') };
      const url = scenario.url('aliyun', traps);
      await openNaivePage(page, scenario, [url], { head: config });
      for (const name of ['A', 'B']) {
        await page.evaluate((as) => (window as unknown as NaivePage).aliyun(as), name);
        await hears(page, `${name} instance`);
        if (name === 'A') await page.evaluate(() => (window as unknown as NaivePage).instances[0]?.destroyCaptcha());
      }
      await page.locator('#before').click();
      await solveAliyun(page);
      await hears(page, 'B success');
      expect(requestsAt(scenario, url, 'verify')).toHaveLength(trap === 'on' ? 2 : 1);
    });
  }

  test('the library leaves none', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun');
    await scenario.open();
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    await expect(aliyunPopup(page)).toBeVisible();
    await page.evaluate(() => window.captcha.destroy());
    await expect(page.locator('[id^="aliyunCaptcha"]')).toHaveCount(0);
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    await solveAliyun(page);
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'verify')).toHaveLength(1);
    await expect(page.locator('[id^="aliyunCaptcha"]')).toHaveCount(0);
  });
});

test.describe('Aliyun: a traceless scene starts by a click on the trigger, not by show()', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('traceless-needs-click') };
      const url = scenario.url('aliyun', { scene: 'TRACELESS', ...traps });
      await openNaivePage(page, scenario, [url], { head: config });
      await page.evaluate(() => (window as unknown as NaivePage).aliyun('A'));
      await hears(page, 'A instance');
      await page.evaluate(() => (window as unknown as NaivePage).instances[0]?.show());
      await settle(page);
      expect(requestsAt(scenario, url, 'verify')).toHaveLength(trap === 'on' ? 0 : 1);
    });
  }

  test('the library clicks a trigger of its own', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    expect(await verify(page, { providers: [{ ...shop, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });

  test('the library goes on to the challenge that follows a traceless attempt', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { behave: 'traceless_then_challenge' });
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    expect((await eventsOf(page)).map(({ type }) => type)).toContain('shown');
  });
});

test.describe("Aliyun: a failure shows a tip of the vendor's unless onFallback is given", () => {
  const tip = '#aliyunCaptcha-common-errorTip';

  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('congestion-tip') };
      const url = scenario.url('aliyun', { config: ['code_IllegalScene'], ...traps });
      await openNaivePage(page, scenario, [url], { head: config });
      await page.evaluate(() => (window as unknown as NaivePage).aliyun('A'));
      await expect(page.locator(tip)).toHaveCount(trap === 'on' ? 1 : 0);
    });
  }

  test('the library gives one', async ({ page, scenario }) => {
    await scenario.open();
    await page.evaluate((selector) => {
      const tips: string[] = [];
      Object.assign(window, { tips });
      new MutationObserver(() => tips.push(document.querySelector(selector)?.textContent ?? '')).observe(
        document.body,
        { childList: true },
      );
    }, tip);
    const scriptUrl = scenario.url('aliyun', { config: ['code_IllegalScene'] });
    expect((await verify(page, { providers: [{ ...shop, scriptUrl }] })).status).toBe('unverified');
    const tips = await page.evaluate(() => (window as unknown as { tips: string[] }).tips);
    expect(tips.filter((text) => text)).toEqual([]);
  });
});

test.describe('Aliyun: a second copy of the script replaces the global', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('second-copy-replaces-global') };
      await openNaivePage(page, scenario, [scenario.url('aliyun', traps)], { head: config });
      await page.addScriptTag({ url: scenario.url('aliyun', { behave: 'init_throws', ...traps }) });
      const settled = await page.evaluate(async () => {
        try {
          await (window as unknown as NaivePage).aliyun('A');
          return 'resolved';
        } catch {
          return 'threw';
        }
      });
      expect(settled).toBe(trap === 'on' ? 'threw' : 'resolved');
    });
  }

  test('the library keeps the first for the life of the page', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun');
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    await expect(aliyunPopup(page)).toBeVisible();
    await page.addScriptTag({ url: scenario.url('aliyun', { behave: 'init_throws' }) });
    await solveAliyun(page);
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'passed' });
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    await solveAliyun(page);
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });

  test('the library makes one more tag at most after a time-out', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { entry: ['hang'] });
    const outcome = await verify(page, { providers: [{ ...shop, scriptUrl }], retry: { limit: 5, timeout: 300 } });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'script_timeout', attempts: 2 } });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(2);
  });
});
