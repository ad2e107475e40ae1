import { begin, expect, outcomeOf, test, type PlainOptions } from '../harness.js';
import { settle } from '../naive-page.js';
import type { Page } from '@playwright/test';

const bug = 'bug of the page';
const bugs = (page: Page) => {
  const errors: string[] = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  return errors;
};
/** Makes the page's functions by name and runs a captcha with them; `tokens` counts the calls of pageToken. */
const runWith = (page: Page, providers: PlainOptions['providers'], functions: string, rest: object = {}) =>
  page.evaluate(
    ([list, named, more]) => {
      const fail = () => {
        throw new Error('bug of the page');
      };
      const counted = window as unknown as { tokens: number };
      counted.tokens = 0;
      const token = (give: () => string | Promise<string>) => () => {
        counted.tokens += 1;
        return give();
      };
      const known: Record<string, object> = {
        'onEvent throws': { onEvent: fail },
        'onError throws': { onError: fail },
        'pageToken throws': { pageToken: fail },
        'pageToken rejects': { pageToken: token(() => Promise.reject(new Error('bug of the page'))) },
        'pageToken is late': { pageToken: token(() => new Promise<string>(() => {})) },
        'pageToken gives one': { pageToken: token(() => 'page-token-1') },
        'pageToken gives one later': { pageToken: token(() => Promise.resolve('page-token-1')) },
        'pageToken gives a number': { pageToken: token(() => 42 as unknown as string) },
      };
      const options = { preload: 'none' as const, ...(JSON.parse(more ?? '') as object), ...known[named ?? ''] };
      const made = window.providers(JSON.parse(list ?? '') as PlainOptions['providers']);
      void window.run(window.create({ ...options, providers: made }));
    },
    [JSON.stringify(providers), functions, JSON.stringify(rest)],
  );
const tokens = (page: Page) => page.evaluate(() => (window as unknown as { tokens: number }).tokens);

test.describe("what the page's own functions throw goes to the page", () => {
  for (const { name, faults, status } of [
    { name: 'onEvent throws', faults: {}, status: 'passed' },
    { name: 'pageToken throws', faults: {}, status: 'passed' },
    { name: 'pageToken rejects', faults: {}, status: 'passed' },
    { name: 'onError throws', faults: { entry: ['404'] as const }, status: 'unverified' },
    { name: 'onEvent throws', faults: { entry: ['404'] as const }, status: 'unverified' },
  ]) {
    test(`${name}: the outcome is ${status} all the same`, async ({ page, scenario }) => {
      const errors = bugs(page);
      await scenario.open();
      const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass', ...faults });
      await runWith(page, [{ appId: '190000001', scriptUrl }], name, { retry: { limit: 0 } });
      const outcome = await outcomeOf(page);
      expect(outcome.status).toBe(status);
      expect(outcome.proof).not.toHaveProperty('pageToken');
      await settle(page);
      expect([...new Set(errors)]).toEqual([bug]);
    });
  }

  test('a listener of the status that throws does not keep the others from hearing', async ({ page, scenario }) => {
    const errors = bugs(page);
    await scenario.open();
    const statuses = await page.evaluate(
      async (scriptUrl) => {
        const heard: string[] = [];
        const providers = window.library.tencent({ appId: '190000001', scriptUrl });
        const captcha = window.create({ preload: 'none', providers });
        captcha.subscribe(() => {
          throw new Error('bug of the page');
        });
        const stop = captcha.subscribe((status) => heard.push(status));
        await captcha.verify();
        stop();
        captcha.destroy();
        return heard;
      },
      scenario.url('tencent-cn', { behave: 'smart_pass' }),
    );
    expect(statuses).toEqual(['starting', 'ready']);
    expect(new Set(errors)).toEqual(new Set([bug]));
  });

  test("the vendor's options that are functions are called after ours, and may throw", async ({ page, scenario }) => {
    await scenario.open();
    await page.evaluate((scriptUrl) => {
      const vendorOptions = {
        showFn() {
          throw new Error('bug of the page');
        },
      };
      const providers = window.library.tencent({ appId: '190000001', scriptUrl, vendorOptions });
      void window.run(window.create({ preload: 'none', providers }));
    }, scenario.url('tencent-cn'));
    await expect.poll(() => page.evaluate(() => window.captcha.status)).toBe('challenging');
    await page.locator('.tencent-captcha-dy__close').click();
    expect(await outcomeOf(page)).toMatchObject({ status: 'dismissed', reason: 'closed' });
  });

  test("onOutcome of a button hears the outcome, and what it throws is the page's", async ({ page, scenario }) => {
    const errors = bugs(page);
    await scenario.open();
    await page.evaluate(
      (scriptUrl) => {
        const statuses: string[] = [];
        Object.assign(window, { statuses });
        window.create({
          preload: 'none',
          button: '#before',
          providers: window.library.tencent({ appId: '190000001', scriptUrl }),
          onOutcome({ status }) {
            statuses.push(status);
            throw new Error('bug of the page');
          },
        });
      },
      scenario.url('tencent-cn', { behave: 'smart_pass' }),
    );
    for (let click = 1; click <= 2; click += 1) {
      await page.locator('#before').click();
      const heard = () => page.evaluate(() => (window as unknown as { statuses: string[] }).statuses);
      await expect.poll(heard).toEqual(Array<string>(click).fill('passed'));
    }
    await expect.poll(() => errors).toEqual([bug, bug]);
  });
});

test.describe('pageToken', () => {
  for (const name of ['pageToken gives one', 'pageToken gives one later']) {
    for (const status of ['passed', 'unverified'] as const) {
      test(`${name}: it is in the proof of a session that is ${status}`, async ({ page, scenario }) => {
        await scenario.open();
        const entry = status === 'passed' ? (['ok'] as const) : (['404'] as const);
        const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass', entry });
        await runWith(page, [{ appId: '190000001', scriptUrl }], name, { retry: { limit: 0 } });
        expect(await outcomeOf(page)).toMatchObject({ status, proof: { pageToken: 'page-token-1' } });
      });
    }
  }

  for (const name of ['pageToken is late', 'pageToken gives a number']) {
    test(`${name}: the proof goes without`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
      await runWith(page, [{ appId: '190000001', scriptUrl }], name, { deadline: 3000 });
      const outcome = await outcomeOf(page);
      expect(outcome.status).toBe('passed');
      expect(outcome.proof).not.toHaveProperty('pageToken');
    });
  }

  test('is asked for once a session, however many callers it has', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await runWith(page, [{ appId: '190000001', scriptUrl }], 'pageToken gives one');
    await page.evaluate(() => Promise.all([window.captcha.verify(), window.captcha.verify()]));
    expect(await tokens(page)).toBe(1);
    await page.evaluate(() => window.run());
    expect(await tokens(page)).toBe(2);
  });
});

test('frozen options of every kind do', async ({ page, scenario }) => {
  await scenario.open();
  await begin(page, {
    providers: [{ appId: '190000001', scriptUrl: scenario.url('tencent-cn', { behave: 'smart_pass' }) }],
  });
  expect((await outcomeOf(page)).status).toBe('passed');
  const status = await page.evaluate(
    async (scriptUrl) => {
      const { createCaptcha, tencent } = window.library;
      const vendorOptions = Object.freeze({ bizState: Object.freeze({ cart: 1 }), ready: Object.freeze(() => {}) });
      const provider = tencent(
        Object.freeze({ appId: '190000001', scriptUrl: Object.freeze([scriptUrl]), vendorOptions }),
      );
      const captcha = createCaptcha(
        Object.freeze({
          providers: Object.freeze([provider]),
          language: Object.freeze(['en']),
          retry: Object.freeze({ limit: 1 }),
          preload: 'none',
        }),
      );
      const { verify, destroy } = Object.freeze(captcha);
      const outcome = await verify(Object.freeze({ signal: new AbortController().signal }));
      destroy();
      return outcome.status;
    },
    scenario.url('tencent-cn', { behave: 'smart_pass' }),
  );
  expect(status).toBe('passed');
});
