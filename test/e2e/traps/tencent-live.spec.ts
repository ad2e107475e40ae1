import type { Page } from '@playwright/test';
import { trapsExcept } from 'captcha-failover-simulator/cases';
import { solveTencent, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { heard, hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';
/** The style sheet in the head stays, as the vendor's does. */
const anything = 'body [id^="tcaptcha" i], #t_mask, [class*="tencent-captcha"]';
const close = '.tencent-captcha-dy__close';
const frameIsThere = () => 'AqSCode' in window;

test.describe('Tencent: showing B ends A without a word', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('show-kills-other') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', traps)]);
      for (const name of ['A', 'B']) {
        await page.evaluate((as) => {
          const naive = window as unknown as NaivePage;
          naive.tencent(as, { showFn: () => naive.heard.push(`${as} shown`) }).show();
        }, name);
        await hears(page, `${name} shown`);
      }
      await page.locator(close).click();
      await hears(page, 'B closed');
      expect((await heard(page)).includes('A closed')).toBe(trap === 'off');
    });
  }

  test('the library ends A as superseded, and B passes', async ({ page, scenario }) => {
    const providers = [{ appId, scriptUrl: scenario.url('tencent-cn') }];
    await scenario.open();
    await begin(page, { providers });
    await expect(tencentChallenge(page)).toBeVisible();
    await begin(page, { providers });
    expect(await outcomeOf(page, 1)).toEqual({ status: 'dismissed', proof: null, reason: 'superseded' });
    await solveTencent(page);
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });
});

/** The vendor's word comes after its nodes. */
const shown = (page: Page, times: number) =>
  expect.poll(async () => (await eventsOf(page)).filter(({ type }) => type === 'shown')).toHaveLength(times);

test.describe('Tencent: destroy() takes down whatever the page shows', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('destroy-page-wide') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', traps)]);
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await expect(tencentChallenge(page)).toBeVisible();
      await page.evaluate(() => (window as unknown as NaivePage).tencent('B').destroy());
      await expect(tencentChallenge(page)).toHaveCount(trap === 'on' ? 0 : 1);
    });
  }

  for (const before of ['superseded', 'passed and left in its box'] as const) {
    test(`the library destroys A, ${before}, and B stays`, async ({ page, scenario }) => {
      await scenario.open({ body: '<div id="second"></div>' });
      const passing = before !== 'superseded';
      const scriptUrl = scenario.url('tencent-cn');
      await begin(page, { providers: [{ appId, scriptUrl }], ...(passing ? { mode: 'embed', element: '#box' } : {}) });
      await expect(tencentChallenge(page)).toBeVisible();
      await shown(page, 1);
      if (passing) {
        await solveTencent(page);
        expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
      }
      await page.evaluate(() => Object.assign(window, { first: window.captcha }));
      await begin(page, { providers: [{ appId, scriptUrl }] });
      await expect(page.locator('.tencent-captcha__transform--popup')).toBeVisible();
      await shown(page, 2);
      await page.evaluate(() => (window as unknown as { first: Window['captcha'] }).first.destroy());
      await settle(page);
      await solveTencent(page);
      expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    });
  }
});

test.describe('Tencent: destroy() delivers nothing for the session that it interrupts', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('destroy-suppresses-callback') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', traps)]);
      await page.evaluate(() =>
        Object.assign(window, { shown: (window as unknown as NaivePage).tencent('A') }).shown.show(),
      );
      await expect(tencentChallenge(page)).toBeVisible();
      await page.evaluate(() => (window as unknown as { shown: { destroy(): void } }).shown.destroy());
      await settle(page);
      expect(await heard(page)).toEqual(trap === 'on' ? [] : ['A closed']);
    });
  }

  test('the library ends as destroyed all the same', async ({ page, scenario }) => {
    await scenario.open();
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn') }] });
    await expect(tencentChallenge(page)).toBeVisible();
    await page.evaluate(() => window.captcha.destroy());
    expect(await outcomeOf(page)).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
    await expect(page.locator(anything)).toHaveCount(0);
  });
});

test.describe('Tencent: destroy() leaves a queued show() to open later', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('destroy-keeps-queued-show') };
      const url = scenario.url('tencent-cn', { secondary: ['late_1'], ...traps });
      await openNaivePage(page, scenario, [url], { neverLoads: true });
      await page.evaluate(() => {
        const instance = (window as unknown as NaivePage).tencent('A');
        instance.show();
        instance.destroy();
      });
      await expect.poll(() => page.evaluate(frameIsThere)).toBe(true);
      // In the turn of the script's load event it shows at least its loading box.
      expect((await page.locator(anything).count()) > 0).toBe(trap === 'on');
    });
  }

  for (const ending of ['destroyed', 'at its deadline'] as const) {
    test(`nothing of a session of the library that ended ${ending} appears later`, async ({ page, scenario }) => {
      await scenario.open();
      await page.evaluate((selector) => {
        const appeared: string[] = [];
        Object.assign(window, { appeared });
        new MutationObserver(() => {
          document.querySelectorAll(selector).forEach((node) => appeared.push(node.className));
        }).observe(document.body, { childList: true, subtree: true });
      }, anything);
      const secondary = [ending === 'destroyed' ? 'late_1' : 'late_5'] as const;
      const scriptUrl = scenario.url('tencent-cn', { secondary });
      await begin(page, { providers: [{ appId, scriptUrl }], deadline: 3000 });
      await expect.poll(async () => (await eventsOf(page)).map(({ type }) => type)).toContain('ready');
      if (ending === 'destroyed') await page.evaluate(() => window.captcha.destroy());
      expect((await outcomeOf(page)).status).toBe(ending === 'destroyed' ? 'dismissed' : 'unverified');
      expect(await page.evaluate(frameIsThere)).toBe(false);
      await expect.poll(() => page.evaluate(frameIsThere), { timeout: 8000 }).toBe(true);
      await settle(page);
      expect(await page.evaluate(() => (window as unknown as { appeared: string[] }).appeared)).toEqual([]);
      expect(requestsAt(scenario, scriptUrl, 'config')).toEqual([]);
    });
  }
});

test.describe('Tencent: show() inside the callback of a failed secondary script recurses', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page that tries again at once, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('show-in-callback-recurses') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', { secondary: ['404'], ...traps })]);
      const deepest = await page.evaluate(async () => {
        let depth = 0;
        let deepest = 0;
        let calls = 0;
        await new Promise<void>((resolve) => {
          const captcha = new (window as unknown as NaivePage).TencentCaptcha('1', () => {
            deepest = Math.max(deepest, ++depth);
            if (++calls < 500) captcha.show();
            else resolve();
            depth -= 1;
          });
          captcha.show();
        });
        return deepest;
      });
      if (trap === 'on') expect(deepest).toBeGreaterThan(450);
      else expect(deepest).toBe(1);
    });
  }

  test('the library answers each verify() once', async ({ page, scenario }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await scenario.open();
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { secondary: ['404'] }) }] });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'unverified', errorCode: 1004 });
    await page.evaluate(() => window.run());
    await settle(page);
    const outcomes = await page.evaluate(() => window.recorded.outcomes);
    expect(outcomes).toHaveLength(2);
    expect(outcomes[1]).toMatchObject({ status: 'unverified', errorCode: 1004, error: { vendorCode: '1004' } });
    expect(errors).toEqual([]);
  });
});
