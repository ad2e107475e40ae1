import type { Fault } from 'captcha-failover-simulator/cases';
import { solveAliyun } from '../challenge.js';
import { expect } from '../harness.js';
import { exportOf } from './shop.js';
import type { SnippetRun, SnippetRuns } from './snippet-run.js';
import type { Outcome } from '../../../src/index.js';

const advises = (does: string, entry: Fault, policy: string | undefined, advice: string): SnippetRun => ({
  does,
  async run({ page, shop, code }) {
    shop.suppose({ tencent: { entry: [entry] } });
    await shop.openModule('', code, policy ? { 'content-security-policy': policy } : undefined);
    const given = await page.evaluate(async () => {
      const address = '/snippet.js';
      const { adviceAfterCheck } = (await import(address)) as { adviceAfterCheck(): Promise<string> };
      return adviceAfterCheck();
    });
    expect(given).toContain(advice);
  },
});

export const runs: SnippetRuns = {
  'docs/errors.md › What is in an error': [
    advises('advises to try again when the script cannot be fetched', '503', undefined, 'try again in a moment'),
    advises('advises to reload when something else holds the global', 'wrong_global', undefined, 'reload the page'),
    advises('advises to unblock when the script came empty', 'empty', undefined, 'ad blocker'),
    advises('owns up when the page blocks the script', 'ok', "script-src 'self' 'unsafe-inline'", 'out of order'),
  ],
  'docs/errors.md › What is in an error (2)': [
    {
      does: 'sends the error of the vendor that failed, and the other one passes',
      async run({ page, shop, code }) {
        shop.suppose({ tencent: { behave: 'code_1006' } });
        shop.serve('/captcha/errors', '');
        const beacon = page.waitForRequest(/captcha\/errors/);
        await shop.openModule('', code);
        const error = JSON.parse((await beacon).postData() ?? '') as object;
        expect(error).toMatchObject({
          name: 'CaptchaError',
          code: 'vendor_failed',
          category: 'vendor',
          vendorCode: '1006',
          provider: { vendor: 'tencent', id: '190000001' },
        });
        expect(JSON.stringify(error)).not.toContain('trerror');
        await solveAliyun(page);
        expect(await exportOf<Outcome>(page, 'outcome')).toMatchObject({ status: 'passed' });
      },
    },
  ],
};
