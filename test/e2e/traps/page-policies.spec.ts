import { trapsExcept } from 'captcha-failover-simulator/cases';
import { aliyunPopup } from '../challenge.js';
import { expect, test, verify } from '../harness.js';
import { heard, hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const nonce = 'bm9uY2U';
const policy = (text: string) => ({ 'content-security-policy': text });
const nonceOnly = { nonce, headers: policy(`script-src 'nonce-${nonce}'`) };
const strictDynamic = { nonce, headers: policy(`script-src 'nonce-${nonce}' 'strict-dynamic'`) };
const trustedTypes = { headers: policy("require-trusted-types-for 'script'") };
const withDefaultPolicy = {
  ...trustedTypes,
  head: `<script>trustedTypes.createPolicy('default', { createHTML: (html) => html, createScriptURL: (url) => url });</script>`,
};

test.describe("Tencent: the secondary script is added by plain src, without the page's nonce", () => {
  for (const { trap, under, hears: words } of [
    { trap: 'on', under: 'nonce-only', hears: 'A 1004' },
    { trap: 'off', under: 'nonce-only', hears: 'A passed' },
    { trap: 'on', under: 'strict-dynamic', hears: 'A passed' },
  ] as const) {
    test(`a naive page under a ${under} policy, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('tencent-script-src') };
      const url = scenario.url('tencent-cn', { behave: 'smart_pass', ...traps });
      await openNaivePage(page, scenario, [url], under === 'nonce-only' ? nonceOnly : strictDynamic);
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await hears(page, words);
    });
  }

  test('the library gets its own tag through a nonce-only policy, and tells what the vendor said', async ({
    page,
    scenario,
  }) => {
    await scenario.open(nonceOnly);
    const outcome = await verify(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn') }] });
    expect(outcome).toMatchObject({ status: 'unverified', errorCode: 1004, error: { vendorCode: '1004' } });
  });

  test("the library passes with 'strict-dynamic'", async ({ page, scenario }) => {
    await scenario.open(strictDynamic);
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });
});

test.describe("Aliyun: the dynamic script is added by plain src, without the page's nonce", () => {
  for (const { trap, under, hears: words } of [
    { trap: 'on', under: 'nonce-only', hears: 'A onError DYNAMICJS_FAIL' },
    { trap: 'off', under: 'nonce-only', hears: 'A instance' },
    { trap: 'on', under: 'strict-dynamic', hears: 'A instance' },
  ] as const) {
    test(`a naive page under a ${under} policy, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('aliyun-script-src') };
      const url = scenario.url('aliyun', traps, 50);
      await openNaivePage(page, scenario, [url], under === 'nonce-only' ? nonceOnly : strictDynamic);
      await page.evaluate(() => void (window as unknown as NaivePage).aliyun('A'));
      await hears(page, words);
    });
  }

  test('the library gets its own tag through a nonce-only policy, and tells what the vendor said', async ({
    page,
    scenario,
  }) => {
    await scenario.open(nonceOnly);
    const outcome = await verify(page, { providers: [{ ...shop, scriptUrl: scenario.url('aliyun', {}, 50) }] });
    expect(outcome).toMatchObject({ status: 'unverified', error: { vendorCode: 'DYNAMICJS_FAIL' } });
  });

  test("the library passes with 'strict-dynamic'", async ({ page, scenario }) => {
    await scenario.open(strictDynamic);
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    expect(await verify(page, { providers: [{ ...shop, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });
});

test.describe('Tencent: plain innerHTML is refused under enforced Trusted Types', () => {
  for (const { trap, page: scenarioPage, name, usable } of [
    { trap: 'on', page: trustedTypes, name: 'without a default policy', usable: false },
    { trap: 'off', page: trustedTypes, name: 'without a default policy', usable: true },
    { trap: 'on', page: withDefaultPolicy, name: 'with a default policy', usable: true },
  ] as const) {
    test(`a naive page ${name}, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('tencent-inner-html', 'tencent-script-src') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', traps)], scenarioPage);
      expect(await page.evaluate(() => 'TencentCaptcha' in window)).toBe(usable);
    });
  }

  test('the library says that Trusted Types refused it', async ({ page, scenario }) => {
    await scenario.open(trustedTypes);
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    const outcome = await verify(page, { providers: [{ appId, scriptUrl }], deadline: 3000 });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'trusted_types_refused' } });
  });

  test('the library passes with a default policy of the page', async ({ page, scenario }) => {
    await scenario.open(withDefaultPolicy);
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });
});

test.describe('Aliyun: plain innerHTML is refused under enforced Trusted Types', () => {
  for (const { trap, page: scenarioPage, name, shows } of [
    { trap: 'on', page: trustedTypes, name: 'without a default policy', shows: false },
    { trap: 'off', page: trustedTypes, name: 'without a default policy', shows: true },
    { trap: 'on', page: withDefaultPolicy, name: 'with a default policy', shows: true },
  ] as const) {
    test(`a naive page ${name}, trap ${trap}`, async ({ page, scenario }) => {
      // Its script.src is refused as well, so that one is off throughout.
      const off =
        trap === 'on' ? (['aliyun-script-src'] as const) : (['aliyun-script-src', 'aliyun-inner-html'] as const);
      const url = scenario.url('aliyun', { traps: trapsExcept(...off) });
      await openNaivePage(page, scenario, [url], scenarioPage);
      const refused = shows ? undefined : page.waitForEvent('pageerror');
      await page.evaluate(() => void (window as unknown as NaivePage).aliyun('A'));
      if (shows) {
        await hears(page, 'A instance');
        await page.locator('#before').click();
        await expect(aliyunPopup(page)).toBeVisible();
      } else {
        expect((await refused)?.message).toContain('TrustedHTML');
        await settle(page);
        expect(await heard(page)).toEqual([]);
      }
    });
  }

  test('the library ends at its deadline, and says why', async ({ page, scenario }) => {
    await scenario.open(trustedTypes);
    const outcome = await verify(page, {
      providers: [{ ...shop, scriptUrl: scenario.url('aliyun', { traps: trapsExcept('aliyun-script-src') }) }],
      deadline: 3000,
    });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'trusted_types_refused' } });
  });

  test('the library passes with a default policy of the page', async ({ page, scenario }) => {
    await scenario.open(withDefaultPolicy);
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    expect(await verify(page, { providers: [{ ...shop, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });
});
