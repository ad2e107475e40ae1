import { trapsExcept } from 'captcha-failover-simulator/cases';
import { aliyunPopup, solveAliyun } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, verify } from '../harness.js';
import { heard, hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const shop = { sceneId: 'scene1', prefix: 'shop1' };
const config = '<script>AliyunCaptchaConfig = { region: "cn", prefix: "shop1" }</script>';

test.describe('Aliyun: invalid parameters are only written to the console', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const printed: string[] = [];
      page.on('console', (message) => printed.push(message.text()));
      const traps = trap === 'on' ? {} : { traps: trapsExcept('validation-console-only') };
      const url = scenario.url('aliyun', traps);
      await openNaivePage(page, scenario, [url], { head: config });
      const settled = await page.evaluate(() =>
        (window as unknown as NaivePage).aliyun('A', { language: 'klingon' }).then(
          () => 'resolved',
          () => 'rejected',
        ),
      );
      expect(settled).toBe(trap === 'on' ? 'resolved' : 'rejected');
      expect(requestsAt(scenario, url, 'config')).toHaveLength(trap === 'on' ? 1 : 0);
      expect(printed.some((text) => text.includes('language'))).toBe(trap === 'on');
    });
  }

  test('the library throws all issues at once, before it loads anything', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun');
    await scenario.open();
    const issues = await page.evaluate((url) => {
      const { aliyun, createCaptcha, isCaptchaError } = window.library;
      try {
        const providers = aliyun({ sceneId: 'scene1', prefix: 'shop1', scriptUrl: url });
        createCaptcha({ providers, language: 'tlh', mode: 'embed', element: '#not-there' });
        return [];
      } catch (error) {
        return isCaptchaError(error) ? (error.issues ?? []).map(({ parameter }) => parameter).sort() : [];
      }
    }, scriptUrl);
    expect(issues).toEqual(['element', 'language']);
    expect(requestsAt(scenario, scriptUrl, 'entry')).toEqual([]);
  });
});

test.describe('Aliyun: options are written to', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page that froze them, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('aliyun-options-mutated') };
      await openNaivePage(page, scenario, [scenario.url('aliyun', traps)], { head: config });
      const settled = await page.evaluate(() => {
        const options = { SceneId: 'scene1', mode: 'popup', element: '#box', button: '#before', success: () => {} };
        const made = (window as unknown as NaivePage).initAliyunCaptcha(Object.freeze(options));
        return made.then(
          () => 'resolved',
          (error: unknown) => (error as Error).name,
        );
      });
      expect(settled).toBe(trap === 'on' ? 'TypeError' : 'resolved');
    });
  }

  test('the library takes frozen ones, and leaves others as they are', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    await scenario.open();
    const keys = await page.evaluate(async (url) => {
      const open = { zIndex: 5 };
      for (const vendorOptions of [Object.freeze({ zIndex: 5 }), open]) {
        const provider = Object.freeze({ sceneId: 'scene1', prefix: 'shop1', scriptUrl: url, vendorOptions });
        const providers = Object.freeze([window.library.aliyun(provider)]);
        await window.run(window.create({ preload: 'none', providers }));
      }
      return Object.keys(open);
    }, scriptUrl);
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'passed' });
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(keys).toEqual(['zIndex']);
  });
});

test.describe('Aliyun: a key left out keeps its earlier value', () => {
  const upLang = { en: { POPUP_TITLE: 'The first shop' } };

  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('options-persist') };
      await openNaivePage(page, scenario, [scenario.url('aliyun', traps)], { head: config });
      await page.evaluate((texts) => (window as unknown as NaivePage).aliyun('A', { upLang: texts }), upLang);
      await hears(page, 'A instance');
      await page.evaluate(() => (window as unknown as NaivePage).instances[0]?.destroyCaptcha());
      await page.evaluate(() => (window as unknown as NaivePage).aliyun('B'));
      await hears(page, 'B instance');
      await page.locator('#before').click();
      const title = trap === 'on' ? 'The first shop' : 'Security check';
      await expect(aliyunPopup(page).getByText(title)).toBeVisible();
    });
  }

  test('the library clears what an earlier captcha set, also under a key that it does not know', async ({
    page,
    scenario,
  }) => {
    const scriptUrl = scenario.url('aliyun');
    await scenario.open();
    await page.evaluate(() => Object.assign(window, { given: [] }));
    for (const vendorOptions of [{ upLang, zIndex: 77, newKey: 1 }, {}]) {
      await begin(page, { providers: [{ ...shop, scriptUrl, vendorOptions }], language: 'en' });
      await expect(aliyunPopup(page)).toBeVisible();
      // From the second captcha on, what the vendor is given is looked at.
      await page.evaluate(() => window.captcha.destroy());
    }
    await begin(page, { providers: [{ ...shop, scriptUrl }], language: 'en' });
    await expect(aliyunPopup(page).getByText('Security check')).toBeVisible();
    expect(await aliyunPopup(page).evaluate((node) => (node as HTMLElement).style.zIndex)).toBe('');
  });
});

test.describe('Aliyun: init during init', () => {
  /** The first Init hangs for a second (its time-out), then the API refuses it; the next call's are fine. */
  const slowThenRefused = ['hang', 'code_IllegalScene', 'code_IllegalScene', 'code_IllegalScene', 'ok'] as const;

  test("a naive page's second call hears the failure of the first", async ({ page, scenario }) => {
    await openNaivePage(page, scenario, [scenario.url('aliyun', { config: slowThenRefused })], { head: config });
    await page.evaluate(() => {
      const naive = window as unknown as NaivePage;
      void naive.aliyun('A', { timeout: 1000 });
      void naive.aliyun('B');
    });
    await hears(page, 'B onError INIT_FAIL');
    expect(await heard(page)).toEqual(['B success', 'B onError INIT_FAIL']);
  });

  test('with the traps off it is spared that', async ({ page, scenario }) => {
    const traps = trapsExcept('init-steals-callbacks', 'init-in-flight-ignored', 'late-init-builds-with-later-options');
    // The second request is B's.
    const url = scenario.url('aliyun', { config: ['hang', 'ok', 'code_IllegalScene'], traps });
    await openNaivePage(page, scenario, [url], { head: config });
    await page.evaluate(() => {
      const naive = window as unknown as NaivePage;
      void naive.aliyun('A', { timeout: 1000 });
      void naive.aliyun('B');
    });
    await hears(page, 'A onError INIT_FAIL');
    expect((await heard(page)).filter((words) => words.startsWith('B'))).toEqual(['B instance']);
  });

  for (const trap of ['on', 'off'] as const) {
    test(`a naive page's second call sends nothing and never has an instance, trap ${trap}`, async ({
      page,
      scenario,
    }) => {
      const traps = trapsExcept('init-steals-callbacks', ...(trap === 'on' ? [] : ['init-in-flight-ignored' as const]));
      const url = scenario.url('aliyun', { traps, config: ['late_0.3', 'ok'] });
      await openNaivePage(page, scenario, [url], { head: config });
      const second = await page.evaluate(async () => {
        const naive = window as unknown as NaivePage;
        void naive.aliyun('A');
        return typeof (await naive.aliyun('B'));
      });
      expect(second).toBe(trap === 'on' ? 'undefined' : 'object');
      await hears(page, `${trap === 'on' ? 'A' : 'B'} instance`);
      expect(requestsAt(scenario, url, 'config')).toHaveLength(trap === 'on' ? 1 : 2);
    });
  }

  for (const traps of ['all', 'none of stolen callbacks'] as const) {
    test(`the library waits with the second until the first is over: traps ${traps}`, async ({ page, scenario }) => {
      const scriptUrl = scenario.url('aliyun', {
        config: slowThenRefused,
        scene: 'TRACELESS',
        ...(traps === 'all' ? {} : { traps: trapsExcept('init-steals-callbacks') }),
      });
      await scenario.open();
      await begin(page, { providers: [{ ...shop, scriptUrl }], deadline: 4000 });
      await expect.poll(() => requestsAt(scenario, scriptUrl, 'config').length).toBe(1);
      await begin(page, { providers: [{ ...shop, scriptUrl }] });
      expect(await outcomeOf(page, 1)).toMatchObject({ status: 'dismissed', reason: 'superseded' });
      expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
      expect(requestsAt(scenario, scriptUrl, 'config')).toHaveLength(5);
    });
  }
});

test.describe('Aliyun: a dynamic script that comes late builds with the options of a later call', () => {
  const secondary = ['late_4', 'ok'] as const;

  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('late-init-builds-with-later-options') };
      const url = scenario.url('aliyun', { secondary: ['late_1', 'ok'], ...traps });
      await openNaivePage(page, scenario, [url], { head: config, body: '<div id="other"></div>' });
      await page.evaluate(() => void (window as unknown as NaivePage).aliyun('A'));
      await expect.poll(() => requestsAt(scenario, url, 'secondary').length).toBe(1);
      await page.evaluate(() => void (window as unknown as NaivePage).aliyun('B', { element: '#other' }));
      await expect.poll(async () => (await heard(page)).length).toBe(2);
      expect(await heard(page)).toEqual(trap === 'on' ? ['B instance', 'B instance'] : ['B instance', 'A instance']);
    });
  }

  test('the library destroys the further instance: one answer is verified once', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('aliyun', { secondary });
    await scenario.open();
    await begin(page, { providers: [{ ...shop, scriptUrl }], deadline: 3000 });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'unverified', error: { code: 'not_shown' } });
    await begin(page, { providers: [{ ...shop, scriptUrl }] });
    await expect(aliyunPopup(page)).toBeVisible();
    const entries = () =>
      page.evaluate(
        () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('dynamicJS/')).length,
      );
    // Two scripts and the style sheet: the first script's answer is there.
    await expect.poll(entries, { timeout: 8000 }).toBeGreaterThanOrEqual(3);
    await settle(page);
    await solveAliyun(page);
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
    expect(requestsAt(scenario, scriptUrl, 'verify')).toHaveLength(1);
  });
});

test.describe('Aliyun: clicks before getInstance are lost', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('clicks-before-instance-lost') };
      await openNaivePage(page, scenario, [scenario.url('aliyun', { scene: 'TRACELESS', ...traps })], { head: config });
      await page.evaluate(async () => {
        await (window as unknown as NaivePage).aliyun('A');
        document.querySelector<HTMLElement>('#before')?.click();
      });
      await hears(page, 'A instance');
      if (trap === 'on') {
        await settle(page);
        expect(await heard(page)).toEqual(['A instance']);
        await page.locator('#before').click();
      }
      await hears(page, 'A success');
    });
  }

  test('the library may be asked at any time', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('aliyun', { scene: 'TRACELESS' });
    expect(await verify(page, { providers: [{ ...shop, scriptUrl }] })).toMatchObject({ status: 'passed' });
    expect((await eventsOf(page)).map(({ type }) => type)).toEqual(['attempt', 'loaded', 'ready', 'outcome']);
  });
});
