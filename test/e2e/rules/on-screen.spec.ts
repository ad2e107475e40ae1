import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun, tencentCheckbox } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { settle } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const outcomes = (page: Page) => page.evaluate(() => window.recorded.outcomes);
const showings = async (page: Page) => (await eventsOf(page)).filter(({ type }) => type === 'shown').length;
const loadingBox = '.tencent-captcha__loading';

test.describe('on screen', () => {
  test('a loading box is no evidence', async ({ page, scenario }) => {
    await page.clock.install();
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'loading_only' });
    await begin(page, { providers: [{ appId, scriptUrl }], deadline: 6000 });
    await expect(page.locator(loadingBox)).toBeVisible();
    await page.clock.runFor(6200);
    const outcome = await outcomeOf(page);
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'not_shown', category: 'timeout' } });
    expect(await showings(page)).toBe(0);
    await expect(page.locator(loadingBox)).toHaveCount(0);
  });

  test('no element at all ends at the deadline', async ({ page, scenario }) => {
    await page.clock.install();
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'show_never_opens' });
    await begin(page, { providers: [{ appId, scriptUrl }], deadline: 6000 });
    await expect.poll(() => requestsAt(scenario, scriptUrl, 'config').length).toBe(1);
    await expect(page.locator(loadingBox)).toHaveCount(0);
    await page.clock.runFor(6200);
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });

  test.describe('a popup with something of the page over all of it', () => {
    const cover = '<div id="cover" style="position:fixed;inset:0;z-index:9999999"></div>';
    const title = '.aliyunCaptcha-title';

    test('extends the wait once, to 20 s, and ends as not_shown', async ({ page, scenario }) => {
      await page.clock.install();
      await scenario.open({ body: cover });
      await begin(page, { providers: [{ ...shop, scriptUrl: scenario.url('aliyun') }], deadline: 3000 });
      await expect(aliyunPopup(page)).toBeVisible();
      await page.clock.runFor(16_000);
      expect(await outcomes(page)).toEqual([]);
      expect(await showings(page)).toBe(0);
      await page.clock.runFor(4500);
      expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    });

    test('is on screen when the user acts in it, which no script can do', async ({ page, scenario }) => {
      await page.clock.install();
      await scenario.open({ body: cover });
      await begin(page, { providers: [{ ...shop, scriptUrl: scenario.url('aliyun') }], deadline: 3000 });
      await expect(aliyunPopup(page)).toBeVisible();
      await page.locator(title).dispatchEvent('pointerdown');
      await page.locator(title).dispatchEvent('click');
      await settle(page);
      expect(await showings(page)).toBe(0);
      // By key, which no cover stops.
      await page.locator('.aliyunCaptcha-handle').press('ArrowRight');
      await expect.poll(() => showings(page)).toBe(1);
      expect(await page.evaluate(() => window.captcha.status)).toBe('challenging');
      await page.clock.runFor(30_000);
      expect(await outcomes(page)).toEqual([]);
    });
  });

  test('a click on the mask around a loading box is an impatient one, no evidence', async ({ page, scenario }) => {
    await page.clock.install();
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'loading_only' });
    await begin(page, { providers: [{ appId, scriptUrl }], deadline: 3000 });
    await expect(page.locator(loadingBox)).toBeVisible();
    await page.locator('#tCaptchaMaskLayer').click({ position: { x: 5, y: 5 } });
    await page.clock.runFor(21_000);
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });

  test("a popup under the page's own modal dialog is there, and not on screen until that is closed", async ({
    page,
    scenario,
  }) => {
    await page.clock.install();
    await scenario.open({ body: '<dialog id="own">Own</dialog>' });
    await page.evaluate(() => document.querySelector<HTMLDialogElement>('#own')?.showModal());
    await begin(page, { providers: [{ ...shop, scriptUrl: scenario.url('aliyun') }] });
    await expect(aliyunPopup(page)).toBeVisible();
    // Five looks of the library later it is still not there for anybody.
    await page.clock.runFor(500);
    expect(await showings(page)).toBe(0);
    // It is there, so that a page's spinner goes; nobody can act yet, so that the deadline goes on.
    expect(await page.evaluate(() => window.captcha.status)).toBe('challenging');
    await page.evaluate(() => document.querySelector<HTMLDialogElement>('#own')?.close());
    await expect.poll(() => showings(page)).toBe(1);
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  test('a popup that a modal dialog covers for 20 s ends as not_shown', async ({ page, scenario }) => {
    await page.clock.install();
    await scenario.open({ body: '<dialog id="own">Own</dialog>' });
    await page.evaluate(() => document.querySelector<HTMLDialogElement>('#own')?.showModal());
    await begin(page, { providers: [{ ...shop, scriptUrl: scenario.url('aliyun') }], deadline: 3000 });
    await expect(aliyunPopup(page)).toBeVisible();
    await page.clock.runFor(20_500);
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    await expect(aliyunPopup(page)).toHaveCount(0);
  });

  test('an embedded challenge below the fold is on screen: it can be scrolled to', async ({ page, scenario }) => {
    await scenario.open({ head: '<style>#box { margin-top: 300vh }</style>' });
    const scriptUrl = scenario.url('aliyun', { scene: 'SLIDING' });
    await begin(page, { providers: [{ ...shop, scriptUrl }], mode: 'embed', element: '#box', deadline: 3000 });
    await expect.poll(() => showings(page)).toBe(1);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await solveAliyun(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  test('the international checkbox below the fold is on screen, too', async ({ page, scenario }) => {
    await scenario.open({ head: '<style>#box { margin-top: 300vh }</style>' });
    const intl = { appId, region: 'intl' as const, scriptUrl: scenario.url('tencent-intl', { behave: 'smart_pass' }) };
    await begin(page, { providers: [intl], element: '#box', deadline: 3000 });
    await expect.poll(() => showings(page)).toBe(1);
    await tencentCheckbox(page).click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  test('an embed in a box that is not displayed is not', async ({ page, scenario }) => {
    await scenario.open({ head: '<style>#box { display: none }</style>' });
    const scriptUrl = scenario.url('aliyun', { scene: 'SLIDING' });
    await begin(page, { providers: [{ ...shop, scriptUrl }], mode: 'embed', element: '#box', deadline: 3000 });
    expect(await outcomeOf(page)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
  });
});
