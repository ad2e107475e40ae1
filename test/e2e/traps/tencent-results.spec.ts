import { trapsExcept } from 'captcha-failover-simulator/cases';
import { solveTencent, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test, verify } from '../harness.js';
import { hears, openNaivePage, settle, type NaivePage } from '../naive-page.js';
import { requestsAt } from '../request-log.js';

const appId = '190000001';

test.describe("Tencent: exceptions in the page's callback are swallowed", () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page never hears of its own bug, trap ${trap}`, async ({ page, scenario }) => {
      const errors: string[] = [];
      page.on('pageerror', ({ message }) => errors.push(message));
      const traps = trap === 'on' ? {} : { traps: trapsExcept('callback-exceptions-swallowed') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', { behave: 'smart_pass', ...traps })]);
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            const act = () => {
              setTimeout(resolve);
              throw new Error('bug of the page');
            };
            new (window as unknown as NaivePage).TencentCaptcha('1', act).show();
          }),
      );
      expect(errors).toEqual(trap === 'on' ? [] : ['bug of the page']);
    });
  }

  test('the library reports it to the page and passes', async ({ page, scenario }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await scenario.open();
    const url = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await page.evaluate(
      (scriptUrl) =>
        window.run(
          window.create({
            preload: 'none',
            providers: window.library.tencent({ appId: '190000001', scriptUrl }),
            onEvent: ({ type }) => {
              // In the turn of the vendor's callback.
              if (type === 'outcome') throw new Error('bug of the page');
            },
          }),
        ),
      url,
    );
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
    await expect.poll(() => errors).toEqual(['bug of the page']);
  });
});

test.describe('Tencent: results made by the entry script lack the appid', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`in a naive page, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('entry-error-lacks-appid') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', { behave: 'code_1004', ...traps })]);
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await hears(page, 'A 1004');
      const [result] = await page.evaluate(() => (window as unknown as NaivePage).results);
      expect(result?.appid).toBe(trap === 'on' ? undefined : appId);
    });
  }

  for (const code of [1002, 1003, 1004] as const) {
    test(`the library's proof after ${code} has the configured id`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url('tencent-cn', { behave: `code_${code}` });
      const outcome = await verify(page, { providers: [{ appId, scriptUrl }] });
      expect(outcome).toMatchObject({ status: 'unverified', errorCode: code, proof: { id: appId, vendor: 'tencent' } });
      const result = await page.evaluate(
        (given) => window.library.toTencentResult(given),
        outcome as Exclude<typeof outcome, { status: 'failed' }>,
      );
      expect(result).toMatchObject({ ret: 0, appid: appId, errorCode: code });
    });
  }
});

test.describe('Tencent: a closed challenge has the ticket "", null or none', () => {
  for (const trap of ['on', 'off'] as const) {
    test(`a naive page that compares with null, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('closed-ticket-empty') };
      await openNaivePage(page, scenario, [scenario.url('tencent-cn', traps)]);
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await page.locator('.tencent-captcha-dy__close').click();
      await hears(page, 'A closed');
      const [result] = await page.evaluate(() => (window as unknown as NaivePage).results);
      expect(result?.ticket).toBe(trap === 'on' ? '' : null);
    });
  }

  for (const behave of ['pass', 'close_null', 'close_empty', 'close_absent'] as const) {
    test(`the library takes ${behave} for closed`, async ({ page, scenario }) => {
      await scenario.open();
      await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { behave }) }] });
      await page.locator('.tencent-captcha-dy__close').click();
      expect(await outcomeOf(page)).toEqual({ status: 'dismissed', proof: null, reason: 'closed' });
    });
  }
});

test.describe('Tencent: a secondary script that failed is not fetched again', () => {
  const secondary = ['404', '404', '404', '404', '404', '404', 'ok'] as const;

  for (const trap of ['on', 'off'] as const) {
    test(`a naive page that shows after it, trap ${trap}`, async ({ page, scenario }) => {
      const traps = trap === 'on' ? {} : { traps: trapsExcept('failed-secondary-stays-failed') };
      const url = scenario.url('tencent-cn', { secondary, behave: 'smart_pass', ...traps });
      await openNaivePage(page, scenario, [url]);
      const attempts = trap === 'on' ? 3 : 6;
      const answered = () =>
        page.evaluate(
          () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('/tgJCap')).length,
        );
      await expect.poll(answered).toBe(attempts);
      await settle(page);
      await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
      await hears(page, trap === 'on' ? 'A 1004' : 'A passed');
      expect(requestsAt(scenario, url, 'secondary').length - attempts).toBe(trap === 'on' ? 0 : 1);
    });
  }

  test('the library goes on to the next provider, and starts with that one for a minute', async ({
    page,
    scenario,
  }) => {
    await scenario.open();
    await begin(page, {
      providers: [
        { appId, scriptUrl: scenario.url('tencent-cn', { secondary }) },
        { sceneId: 'scene1', prefix: 'shop1', scriptUrl: scenario.url('aliyun', { scene: 'TRACELESS' }) },
      ],
    });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
    const failed = async () => (await eventsOf(page)).filter(({ type }) => type === 'provider_failed');
    expect(await failed()).toMatchObject([{ error: { code: 'vendor_failed', vendorCode: '1004', next: 'reload' } }]);
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed', proof: { vendor: 'aliyun' } });
    expect(await failed()).toHaveLength(1);
  });

  test('the library as sole provider shows again after it', async ({ page, scenario }) => {
    const traps = trapsExcept('failed-secondary-stays-failed');
    const scriptUrl = scenario.url('tencent-cn', { secondary, behave: 'smart_pass', traps });
    await scenario.open();
    await begin(page, { providers: [{ appId, scriptUrl }] });
    expect(await outcomeOf(page, 1)).toMatchObject({ status: 'unverified', errorCode: 1004 });
    await page.evaluate(() => window.run());
    expect(await outcomeOf(page, 2)).toMatchObject({ status: 'passed' });
  });
});

test.describe("Tencent: a failed request's timer sends 1006 into an open challenge", () => {
  // The vendor's 20 s become 2 s.
  const config = ['503', 'ok'] as const;

  test('a naive page gets it while the user is at it', async ({ page, scenario }) => {
    await openNaivePage(page, scenario, [scenario.url('tencent-cn', { config }, 10)]);
    await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
    await expect(tencentChallenge(page)).toBeVisible();
    await hears(page, 'A 1006');
    await expect(tencentChallenge(page)).toHaveCount(0);
  });

  test('the library shows the challenge again, and it passes', async ({ page, scenario }) => {
    await scenario.open();
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { config }, 10) }] });
    await expect(tencentChallenge(page)).toBeVisible();
    const showings = async () =>
      (await eventsOf(page)).map(({ type }) => type).filter((type) => type === 'shown' || type === 'hidden');
    await expect.poll(showings).toEqual(['shown', 'hidden', 'shown']);
    await solveTencent(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });

  test('a second such result of the session counts', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'code_1006_after_shown' });
    await begin(page, { providers: [{ appId, scriptUrl }] });
    expect(await outcomeOf(page)).toMatchObject({
      status: 'unverified',
      errorCode: 1006,
      error: { vendorCode: '1006' },
    });
    await settle(page);
    const shown = (await eventsOf(page)).filter(({ type }) => type === 'shown');
    expect(shown).toHaveLength(2);
  });
});
