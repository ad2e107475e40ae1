import type { Page } from '@playwright/test';
import type { TencentFaults } from 'captcha-failover-simulator';
import type * as Library from '../../../src/index.js';
import type { Outcome, TencentResult } from '../../../src/index.js';
import { solveAliyun, solveTencent, tencentChallenge } from '../challenge.js';
import { expect } from '../harness.js';
import { closeChallenge } from './close-challenge.js';
import { withSecond } from './outage-runs.js';
import type { Place, SnippetRun, SnippetRuns } from './snippet-run.js';

/** Calls the snippet's function with a captcha of these options, and keeps what it gives as `window.given`. */
async function check({ page, shop, code }: Place, options: object, tencent: TencentFaults): Promise<void> {
  shop.suppose({ tencent });
  await shop.openModule('', code);
  await page.evaluate(async (text) => {
    const [library, snippet] = ['/dist/index.js', '/snippet.js'];
    const { createCaptcha, tencent } = (await import(library)) as typeof Library;
    const { check } = (await import(snippet)) as { check(captcha: unknown): Promise<unknown> };
    const captcha = createCaptcha({
      providers: tencent({ appId: '190000001' }),
      onError() {},
      ...(JSON.parse(text) as object),
    });
    Object.assign(window, { given: check(captcha) });
  }, JSON.stringify(options));
}

const given = (page: Page): Promise<unknown> => page.evaluate(() => (window as unknown as { given: unknown }).given);

const checkRun = (
  does: string,
  options: object,
  tencent: TencentFaults,
  expected: unknown,
  act: (page: Page) => Promise<void> = () => Promise.resolve(),
): SnippetRun => ({
  does,
  async run(place) {
    await check(place, options, tencent);
    await act(place.page);
    expect(await given(place.page)).toEqual(expected);
  },
});

const resultRun = (
  does: string,
  tencent: TencentFaults,
  act: (page: Page) => Promise<void>,
  expected: Partial<TencentResult> | Partial<Outcome>,
): SnippetRun => ({
  does,
  async run({ page, shop, code }) {
    shop.suppose({ tencent });
    await shop.openModule('', code);
    const result = page.evaluate(async () => {
      const address = '/snippet.js';
      const { showCaptcha } = (await import(address)) as {
        showCaptcha(callback: (result: unknown) => void, otherwise: (outcome: unknown) => void): Promise<void>;
      };
      return new Promise((resolve) => void showCaptcha(resolve, resolve));
    });
    await act(page);
    expect(await result).toMatchObject(expected);
  },
});

const nothing = () => Promise.resolve();

export const runs: SnippetRuns = {
  'docs/outcomes.md › All of them in code': [
    checkRun('gives the proof of a pass', {}, {}, expect.objectContaining({ v: 1, vendor: 'tencent' }), solveTencent),
    checkRun(
      'gives the proof of recovery',
      {},
      { entry: ['503'] },
      expect.objectContaining({ failures: [expect.objectContaining({ code: 'script_network' })] }),
    ),
    checkRun('says nothing when the user closed the challenge', {}, {}, '', closeChallenge),
    checkRun('tells whoever left it open', { challengeTimeout: 500 }, {}, 'That took too long. Please try again.'),
    checkRun('asks to try later', { recovery: 'none' }, { entry: ['503'] }, 'Please try again later.'),
    checkRun(
      'asks to unblock an emptied script',
      { recovery: 'none' },
      { entry: ['empty'] },
      'Please allow the captcha in your ad blocker.',
    ),
  ],
  "docs/outcomes.md › Tencent's own callback": [
    resultRun("gives Tencent's result of a pass", {}, solveTencent, { ret: 0, appid: '190000001' }),
    resultRun('gives that of a closed challenge', {}, closeChallenge, {
      ret: 2,
      ticket: null,
    }),
    resultRun('gives that of an outage', { entry: ['503'] }, nothing, {
      ret: 0,
      errorCode: 1001,
      errorMessage: 'jsload_error',
    }),
    {
      does: 'hands a pass at a second vendor on, as it has no form in a callback of Tencent',
      async run(place) {
        const { run } = resultRun('', { entry: ['503'] }, solveAliyun, {
          status: 'passed',
          proof: expect.objectContaining({ vendor: 'aliyun' }) as never,
        });
        await run({ ...place, code: withSecond(place.code, 'tencent') });
      },
    },
  ],
  'docs/events.md › Status': [
    {
      does: 'logs what happens, shows the spinner and ends at once when told to',
      async run({ page, shop, code }) {
        const logged: string[] = [];
        page.on('console', (message) => message.type() === 'debug' && logged.push(message.text()));
        await shop.openModule('<p id="spinner" hidden>One moment</p>', code);
        await page.evaluate(async () => {
          const address = '/snippet.js';
          const { verifyUntil, leave } = (await import(address)) as {
            verifyUntil(signal?: AbortSignal): Promise<unknown>;
            leave(): void;
          };
          const controller = new AbortController();
          Object.assign(window, { verifyUntil, leave, controller, given: verifyUntil(controller.signal) });
        });
        await expect(tencentChallenge(page)).toBeVisible();
        await expect(page.locator('#spinner')).toBeHidden();
        expect(logged.join()).toMatch(/\d+ tencent attempt.*tencent loaded.*tencent shown/);
        await page.evaluate(() =>
          (window as unknown as { controller: AbortController }).controller.abort('changed my mind'),
        );
        expect(await given(page)).toBe('changed my mind');

        await page.evaluate(() => {
          const { verifyUntil } = window as unknown as { verifyUntil(): Promise<unknown> };
          Object.assign(window, { given: verifyUntil() });
        });
        expect(await page.locator('#spinner').isVisible()).toBe(true);
        await page.evaluate(() => (window as unknown as { leave(): void }).leave());
        expect(await given(page)).toEqual({ status: 'dismissed', proof: null, reason: 'destroyed' });
      },
    },
  ],
};
