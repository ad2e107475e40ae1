import type { Page } from '@playwright/test';
import type { Fault } from 'captcha-failover-simulator/cases';
import { begin, eventsOf, expect, outcomeOf, test, traces, type PlainOptions, type Scenario } from '../harness.js';
import { settle } from '../naive-page.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const appId = '190000001';
const shop = { sceneId: 'scene1', prefix: 'shop1' };
const destroyed = { status: 'dismissed', proof: null, reason: 'destroyed' };

type Vendor = 'tencent' | 'aliyun';
type Place = 'entry' | 'secondary' | 'config' | 'image';

function provider(scenario: Scenario, vendor: Vendor, hanging?: Place): PlainOptions['providers'][number] {
  const hang: readonly Fault[] = ['hang'];
  const fault = hanging ? { [hanging]: hang } : {};
  return vendor === 'tencent'
    ? { appId, scriptUrl: scenario.url('tencent-cn', fault) }
    : { ...shop, scriptUrl: scenario.url('aliyun', fault) };
}

async function expectNothingLeft(page: Page): Promise<void> {
  await settle(page);
  expect(await traces(page)).toEqual([]);
  await expect(page.locator(vendorNodes)).toHaveCount(0);
  expect(await page.evaluate(() => window.captcha.status)).toBe('destroyed');
}

test.describe('destroy()', () => {
  for (const vendor of ['tencent', 'aliyun'] as const) {
    for (const place of ['entry', 'secondary', 'config', 'image'] as const) {
      test(`while ${place} hangs leaves nothing behind: ${vendor}`, async ({ page, scenario }) => {
        await scenario.open();
        const given = provider(scenario, vendor, place);
        await begin(page, { providers: [given] });
        await expect.poll(() => requestsAt(scenario, String(given.scriptUrl), place).length).toBeGreaterThan(0);
        await page.evaluate(() => window.captcha.destroy());
        expect(await outcomeOf(page)).toEqual(destroyed);
        await expectNothingLeft(page);
      });
    }

    for (const mode of ['popup', 'embed'] as const) {
      test(`while the challenge is open leaves nothing behind: ${vendor}, ${mode}`, async ({ page, scenario }) => {
        await scenario.open();
        await begin(page, { providers: [provider(scenario, vendor)], mode, element: '#box' });
        await expect.poll(async () => (await eventsOf(page)).map(({ type }) => type)).toContain('shown');
        await page.evaluate(() => window.captcha.destroy());
        expect(await outcomeOf(page)).toEqual(destroyed);
        await expectNothingLeft(page);
        await expect(page.locator('#box > *')).toHaveCount(0);
      });
    }
  }

  test('after an outcome stops what waits for the proof to expire', async ({ page, scenario }) => {
    await scenario.open();
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await begin(page, { providers: [{ appId, scriptUrl }] });
    expect((await outcomeOf(page)).status).toBe('passed');
    expect((await traces(page)).length).toBeGreaterThan(0);
    await page.evaluate(() => window.captcha.destroy());
    await expectNothingLeft(page);
  });

  for (const type of ['attempt', 'loaded', 'ready', 'shown'] as const) {
    test(`inside onEvent ends the session there: ${type}`, async ({ page, scenario }) => {
      await scenario.open();
      await page.evaluate(
        ([text, at]) => {
          const captcha = window.create({
            preload: 'none',
            providers: window.providers(JSON.parse(text ?? '') as PlainOptions['providers']),
            onEvent(event) {
              if (event.type === at) captcha.destroy();
            },
          });
          void window.run();
        },
        [JSON.stringify([provider(scenario, 'tencent')]), type],
      );
      expect(await outcomeOf(page)).toEqual(destroyed);
      const types = (await eventsOf(page)).map((event) => event.type);
      expect(types.slice(types.indexOf(type) + 1)).toEqual(type === 'shown' ? ['hidden', 'outcome'] : ['outcome']);
      await expectNothingLeft(page);
    });
  }

  for (const type of ['provider_failed', 'outcome'] as const) {
    test(`inside onEvent of a failing session leaves nothing behind: ${type}`, async ({ page, scenario }) => {
      await scenario.open();
      const scriptUrl = scenario.url('tencent-cn', { entry: ['404'] });
      await page.evaluate(
        ([url, at]) => {
          const captcha = window.create({
            preload: 'none',
            retry: { limit: 0 },
            providers: window.library.tencent({ appId: '190000001', scriptUrl: url ?? '' }),
            onEvent(event) {
              if (event.type === at) captcha.destroy();
            },
          });
          void window.run();
        },
        [scriptUrl, type],
      );
      expect((await outcomeOf(page)).status).toBe(type === 'outcome' ? 'unverified' : 'dismissed');
      await expectNothingLeft(page);
    });
  }

  for (const where of ['a listener of the status', 'pageToken', 'the function that gives the element'] as const) {
    test(`inside ${where} ends the session there`, async ({ page, scenario }) => {
      await scenario.open();
      await page.evaluate(
        ([text, at]) => {
          const captcha = window.create({
            preload: 'none',
            providers: window.providers(JSON.parse(text ?? '') as PlainOptions['providers']),
            element() {
              if (at === 'the function that gives the element') captcha.destroy();
              return null;
            },
            pageToken() {
              if (at === 'pageToken') captcha.destroy();
              return 'token';
            },
          });
          captcha.subscribe((status) => {
            if (at === 'a listener of the status' && status === 'starting') captcha.destroy();
          });
          void window.run();
        },
        [JSON.stringify([provider(scenario, 'tencent')]), where],
      );
      expect(await outcomeOf(page, 1, 5000)).toEqual(destroyed);
      expect((await eventsOf(page)).map(({ type }) => type)).not.toContain('attempt');
      await expectNothingLeft(page);
    });
  }

  for (const preload of ['idle', 'eager'] as const) {
    for (const vendor of ['tencent', 'aliyun'] as const) {
      test(`between two creates, as StrictMode does it, harms nothing: ${vendor}, ${preload}`, async ({
        page,
        scenario,
      }) => {
        await scenario.open();
        const scriptUrl =
          vendor === 'tencent'
            ? scenario.url('tencent-cn', { behave: 'smart_pass' })
            : scenario.url('aliyun', { scene: 'TRACELESS' });
        const given = vendor === 'tencent' ? { appId, scriptUrl } : { ...shop, scriptUrl };
        await page.evaluate(
          ([text, when]) => {
            const create = () =>
              window.create({
                preload: when as 'idle' | 'eager',
                providers: window.providers(JSON.parse(text ?? '') as PlainOptions['providers']),
              });
            create().destroy();
            create();
            void window.run();
          },
          [JSON.stringify([given]), preload],
        );
        expect(await outcomeOf(page)).toMatchObject({ status: 'passed', proof: { vendor } });
        expect((await eventsOf(page)).filter(({ type }) => type === 'outcome')).toHaveLength(1);
        await page.evaluate(() => window.captcha.destroy());
        await expectNothingLeft(page);
      });
    }
  }

  for (const vendor of ['tencent', 'aliyun'] as const) {
    test(`200 rounds of create, verify, destroy leave the number of nodes where it was: ${vendor}`, async ({
      page,
      scenario,
    }) => {
      await scenario.open();
      const scriptUrl =
        vendor === 'tencent'
          ? scenario.url('tencent-cn', { behave: 'smart_pass' }, 50)
          : scenario.url('aliyun', { scene: 'TRACELESS' }, 50);
      const given = vendor === 'tencent' ? { appId, scriptUrl } : { ...shop, scriptUrl };
      const counts = await page.evaluate(
        async (text) => {
          const round = async () => {
            const providers = window.providers(JSON.parse(text) as PlainOptions['providers']);
            const captcha = window.create({ preload: 'none', providers });
            const { status } = await captcha.verify();
            captcha.destroy();
            return status;
          };
          // The first leaves the vendor's script and style sheet, which stay for good.
          const statuses = new Set([await round()]);
          const before = document.querySelectorAll('*').length;
          for (let n = 1; n <= 200; n += 1) statuses.add(await round());
          return { statuses: [...statuses], before, after: document.querySelectorAll('*').length };
        },
        JSON.stringify([given]),
      );
      expect(counts).toEqual({ statuses: ['passed'], before: counts.before, after: counts.before });
      expect(await traces(page)).toEqual([]);
    });
  }
});
