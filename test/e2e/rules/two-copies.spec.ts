import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { solveAliyun, solveTencent } from '../challenge.js';
import { expect, test, traces, type PlainOptions, type Scenario } from '../harness.js';
import { requestsAt } from '../request-log.js';
import { vendorNodes } from '../vendor-nodes.js';

const older = readFileSync('test/e2e/fixtures/captcha-failover-7733752.min.js', 'utf8');
const superseded = { status: 'dismissed', proof: null, reason: 'superseded' };

type CopyName = 'older' | 'newer';
type Copy = Pick<Window['library'], 'createCaptcha' | 'tencent' | 'aliyun'>;
interface Copies {
  CaptchaFailover: Copy;
  library: Copy;
  /** All that were made, in their order. */
  captchas?: Window['captcha'][];
}

/** A page with both: the older copy as a script tag, the newer one as a module. */
const openBoth = (scenario: Scenario) => scenario.open({ head: `<script>${older}</script>` });

const healthy = (scenario: Scenario, vendor: 'tencent' | 'aliyun'): PlainOptions['providers'][number] =>
  vendor === 'tencent'
    ? { appId: '190000001', scriptUrl: scenario.url('tencent-cn') }
    : { sceneId: 'scene1', prefix: 'shop1', scriptUrl: scenario.url('aliyun') };

/** Starts one `verify()` of a copy; the outcome is recorded as those of the harness are. */
async function begin(page: Page, name: CopyName, provider: PlainOptions['providers'][number]): Promise<void> {
  await page.evaluate(
    ([copyName, text]) => {
      const host = window as unknown as Copies;
      const copy = copyName === 'older' ? host.CaptchaFailover : host.library;
      const options = JSON.parse(text) as PlainOptions['providers'][number];
      const providers = 'appId' in options ? copy.tencent(options) : copy.aliyun(options);
      const captcha = copy.createCaptcha({ providers, preload: 'none', onError() {} });
      (host.captchas ??= []).push(captcha);
      void captcha.verify().then((outcome) => window.recorded.outcomes.push(outcome));
    },
    [name, JSON.stringify(provider)] as const,
  );
}

const outcomes = (page: Page) => page.evaluate(() => window.recorded.outcomes);
const solve = { tencent: solveTencent, aliyun: solveAliyun };

async function destroyAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const captcha of (window as unknown as Copies).captchas ?? []) captcha.destroy();
  });
  await expect(page.locator(vendorNodes)).toHaveCount(0);
  expect(await traces(page)).toEqual([]);
}

for (const [first, second] of [
  ['older', 'newer'],
  ['newer', 'older'],
] as const) {
  test.describe(`two copies of the library on a page, the ${first} one first`, () => {
    for (const vendor of ['tencent', 'aliyun'] as const) {
      test(`pass one after the other with one script: ${vendor}`, async ({ page, scenario }) => {
        await openBoth(scenario);
        const provider = healthy(scenario, vendor);
        for (const [round, name] of [first, second, first].entries()) {
          await begin(page, name, provider);
          await solve[vendor](page);
          await expect.poll(() => outcomes(page)).toHaveLength(round + 1);
          expect((await outcomes(page))[round]).toMatchObject({ status: 'passed', proof: { vendor } });
        }
        expect(requestsAt(scenario, String(provider.scriptUrl), 'entry')).toHaveLength(1);
        await destroyAll(page);
      });

      test(`agree on who owns the page: ${vendor}`, async ({ page, scenario }) => {
        await openBoth(scenario);
        const provider = healthy(scenario, vendor);
        await begin(page, first, provider);
        const status = () => page.evaluate(() => (window as unknown as Copies).captchas?.[0]?.status);
        await expect.poll(status).toBe('challenging');
        await begin(page, second, provider);
        await expect.poll(() => outcomes(page)).toEqual([superseded]);
        await solve[vendor](page);
        await expect.poll(() => outcomes(page)).toHaveLength(2);
        expect((await outcomes(page))[1]).toMatchObject({ status: 'passed', proof: { vendor } });
        await destroyAll(page);
      });
    }

    test('share a tag that is pending', async ({ page, scenario }) => {
      await openBoth(scenario);
      const scriptUrl = scenario.url('tencent-cn', { entry: ['late_1'] });
      const provider = { appId: '190000001', scriptUrl };
      await begin(page, first, provider);
      await begin(page, second, provider);
      await solveTencent(page);
      await expect.poll(() => outcomes(page)).toHaveLength(2);
      expect(await outcomes(page)).toMatchObject([superseded, { status: 'passed' }]);
      expect(requestsAt(scenario, scriptUrl, 'entry')).toHaveLength(1);
      await destroyAll(page);
    });
  });
}
