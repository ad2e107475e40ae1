import { trapsExcept } from 'captcha-failover-simulator/cases';
import { begin, eventsOf, expect, outcomeOf, test, verify } from '../harness.js';
import { heard, hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';

test.describe('Tencent: a second evaluation throws, though its tag fires load', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page that includes the script twice, trap ${trap}`, async ({ page, scenario }) => {
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      const url = scenario.url('tencent-cn', trap === 'on' ? {} : { traps: trapsExcept('load-twice-throws') });
      await openNaivePage(page, scenario, [url]);
      await page.addScriptTag({ url }); // resolves at its load event
      expect(errors).toEqual(trap === 'on' ? [expect.stringContaining('more than once')] : []);
    });
  }

  test('the library uses the tag that the page has', async ({ page, scenario }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await openNaivePage(page, scenario, [scriptUrl]);
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  test('a copy that comes after its time-out throws, and the library keeps the first constructor', async ({
    page,
    scenario,
  }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass', entry: ['late_2', 'ok'] });
    await scenario.open();
    const outcome = await verify(page, { providers: [{ appId, scriptUrl }], retry: { timeout: 500 } });
    expect(outcome).toMatchObject({ status: 'passed', proof: { vendor: 'tencent' } });
    await expect.poll(async () => (await eventsOf(page)).map(({ type }) => type)).toContain('late');
    expect(errors).toEqual([expect.stringContaining('more than once')]);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });
});

test.describe('Tencent: the mainland and the international script share one global', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page that adds the other site's script, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('shared-global', 'load-twice-throws') };
      await openNaivePage(page, scenario, [
        scenario.url('tencent-cn', traps),
        scenario.url('tencent-intl', { ...traps, behave: 'smart_pass' }),
      ]);
      await page.evaluate(() => {
        const naive = window as unknown as NaivePage;
        new naive.TencentCaptcha(document.querySelector('#box'), '1', () => {}, {}).show();
      });
      // The international script draws a checkbox in the page's box, the mainland's a popup.
      const drawn = page.locator('.tencent-captcha-dy__content, .tencent-captcha-dy__checkbox');
      await expect(drawn).toBeVisible();
      await expect(page.locator('#box .tencent-captcha-dy__checkbox')).toHaveCount(trap === 'on' ? 0 : 1);
    });
  }

  for (const { onPage, region } of [
    { onPage: 'tencent-cn', region: 'intl' },
    { onPage: 'tencent-intl', region: 'cn' },
  ] as const) {
    test(`the library refuses region ${region} on a page with ${onPage}`, async ({ page, scenario }) => {
      await openNaivePage(page, scenario, [scenario.url(onPage)]);
      const scriptUrl = scenario.url(region === 'cn' ? 'tencent-cn' : 'tencent-intl');
      const outcome = await verify(page, { providers: [{ appId, region, scriptUrl }], element: '#box' });
      expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'global_conflict', category: 'page' } });
      expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
    });
  }

  test('the library refuses the other site after it has used one', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await scenario.open();
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
    const other = { appId, region: 'intl' as const, scriptUrl: scenario.url('tencent-intl') };
    const outcome = await verify(page, { providers: [other], element: '#box' });
    expect(outcome).toMatchObject({ status: 'unverified', error: { code: 'global_conflict' } });
  });
});

test.describe('Tencent: a numeric appId throws', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const url = scenario.url('tencent-cn', trap === 'on' ? {} : { traps: trapsExcept('numeric-app-id-throws') });
      await openNaivePage(page, scenario, [url]);
      const thrown = await page.evaluate(() => {
        try {
          new (window as unknown as NaivePage).TencentCaptcha(190000001, () => {});
          return false;
        } catch {
          return true;
        }
      });
      expect(thrown).toBe(trap === 'on');
    });
  }

  test('the library says so before it loads anything', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn');
    await scenario.open();
    const issues = await page.evaluate((url) => {
      try {
        window.library.tencent({ appId: 190000001 as unknown as string, scriptUrl: url });
        return [];
      } catch (error) {
        return window.library.isCaptchaError(error) ? (error.issues ?? []) : [];
      }
    }, scriptUrl);
    expect(issues).toEqual([expect.objectContaining({ parameter: 'appId', problem: 'type' })]);
    expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
  });
});

test.describe('Tencent: the constructor writes into the options', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page that froze them, trap ${trap}`, async ({ page, scenario }) => {
      const url = scenario.url('tencent-cn', trap === 'on' ? {} : { traps: trapsExcept('tencent-options-mutated') });
      await openNaivePage(page, scenario, [url]);
      const thrown = await page.evaluate(() => {
        try {
          (window as unknown as NaivePage).tencent('A', Object.freeze({ bizState: 'cart' }));
          return '';
        } catch (error) {
          return (error as Error).name;
        }
      });
      expect(thrown).toBe(trap === 'on' ? 'TypeError' : '');
    });
  }

  test("the library leaves the page's own object as it is", async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await scenario.open();
    const keys = await page.evaluate(async (url) => {
      const frozen = Object.freeze({ bizState: 'cart', enableDarkMode: true });
      const open = { bizState: 'cart' };
      for (const vendorOptions of [frozen, open]) {
        const provider = window.library.tencent({ appId: '190000001', scriptUrl: url, vendorOptions });
        await window.run(window.create({ preload: 'none', providers: provider }));
      }
      return Object.keys(open);
    }, scriptUrl);
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'passed' });
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(keys).toEqual(['bizState']);
  });
});

test.describe("Tencent: the script asks the host of a tag that looks like the vendor's", () => {
  const ownScript = '<script src="/js/captcha.js"></script>';

  for (const trap of ['on', 'off'] as const) {
    test(`a naive page with a captcha.js of its own, trap ${trap}`, async ({ page, scenario }) => {
      await page.route('**/js/captcha.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
      const traps = trap === 'on' ? {} : { traps: trapsExcept('api-host-from-script-tag') };
      const url = scenario.url('tencent-cn', { behave: 'smart_pass', ...traps });
      await openNaivePage(page, scenario, [url], { head: ownScript });
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await hears(page, trap === 'on' ? 'A 1006' : 'A passed');
    });
  }

  test('the library passes on a page with a captcha.js of its own', async ({ page, scenario }) => {
    await page.route('**/js/captcha.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
    await scenario.open({ head: ownScript });
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    expect(await verify(page, { providers: [{ appId, scriptUrl }] })).toMatchObject({ status: 'passed' });
  });

  test('the library passes where AliyunCaptcha.js came first', async ({ page, scenario }) => {
    await scenario.open();
    const providers = [
      { sceneId: 'scene1', prefix: 'shop1', scriptUrl: scenario.url('aliyun', { config: ['code_IllegalScene'] }) },
      { appId, scriptUrl: scenario.url('tencent-cn', { behave: 'smart_pass' }) },
    ];
    const outcome = await verify(page, { providers });
    expect(outcome).toMatchObject({ status: 'passed', proof: { vendor: 'tencent' } });
  });
});

test.describe("Tencent: an exception in the secondary script's constructor is never heard of", () => {
  for (const trap of ['on', 'off'] as const) {
    test(`by a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('create-throws-silently') };
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', { behave: 'frame_create_throws', ...traps })]);
      await expect.poll(() => page.evaluate(() => 'AqSCode' in window)).toBe(true);
      // The script is there, so show() constructs in its own turn.
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await settle(page);
      expect(await heard(page)).toEqual(trap === 'on' ? [] : ['A 1005']);
      expect(errors).toEqual([]);
    });
  }

  test('by the library, which ends at its deadline', async ({ page, scenario }) => {
    await scenario.open();
    await begin(page, {
      providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { behave: 'frame_create_throws' }) }],
      deadline: 3000,
    });
    const outcome = await outcomeOf(page);
    expect(outcome).toMatchObject({ status: 'unverified', errorCode: 1002, error: { code: 'not_shown' } });
  });
});
