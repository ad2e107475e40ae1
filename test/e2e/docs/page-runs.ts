import { aliyunPopup, solveAliyun, solveTencent, tencentChallenge } from '../challenge.js';
import { expect } from '../harness.js';
import { exportOf } from './shop.js';
import type { SnippetRuns } from './snippet-run.js';
import type { Outcome } from '../../../src/index.js';

const box = '<div id="captcha"></div>';

export const runs: SnippetRuns = {
  'docs/usage.md › A button without a form': [
    {
      does: 'checks at a click and posts the proof',
      async run({ page, shop, code }) {
        await shop.openModule('<button id="send-code">Send me a code</button>', code);
        await page.getByRole('button').click();
        await solveTencent(page);
        await expect.poll(() => shop.posts).toHaveLength(1);
        expect(shop.posts[0]).toMatchObject({ path: '/send-code', proof: 'challenge' });
      },
    },
  ],
  'docs/usage.md › A challenge inside the page': [
    {
      does: 'draws the challenge into the box, where it stays passed',
      async run({ page, shop, code }) {
        await shop.openModule(box, code);
        // A puzzle shows a button first.
        await page.locator('#captcha').getByRole('button').click();
        await solveAliyun(page);
        expect(await exportOf<Outcome>(page, 'outcome')).toMatchObject({
          status: 'passed',
          proof: { vendor: 'aliyun' },
        });
        await expect(page.locator('#captcha > *')).not.toHaveCount(0);
      },
    },
    {
      does: 'puts the second vendor into the same box',
      async run({ page, shop, code }) {
        shop.suppose({ aliyun: { entry: ['503'] } });
        await shop.openModule(box, code);
        await solveTencent(page.locator('#captcha'));
        expect(await exportOf<Outcome>(page, 'outcome')).toMatchObject({
          status: 'passed',
          proof: { vendor: 'tencent' },
        });
        await expect(aliyunPopup(page)).toHaveCount(0);
      },
    },
  ],
  'docs/options.md › Values from your server': [
    {
      does: 'gives the vendor the encrypted id and the server its token back',
      async run({ page, shop, code }) {
        shop.serve('/captcha/encrypted-app-id', 'c2VjcmV0');
        shop.serve('/captcha/page-token', 'issued-1');
        const asked = page.waitForRequest(/cap_union_prehandle/);
        await shop.openModule('', code);
        expect(new URL((await asked).url()).searchParams.get('aidEncrypted')).toBe('c2VjcmV0');
        await expect(tencentChallenge(page)).toBeVisible();
        await solveTencent(page);
        expect(await exportOf<Outcome>(page, 'outcome')).toMatchObject({
          status: 'passed',
          proof: { pageToken: 'issued-1' },
        });
      },
    },
  ],
  'docs/options.md › Values from your server (2)': [
    {
      does: 'passes when the server says so, with its bizResult',
      async run({ page, shop, code }) {
        const params: string[] = [];
        shop.serve('/captcha/check', (param) => {
          params.push(param);
          return JSON.stringify({ captchaResult: true, bizResult: true });
        });
        await shop.openModule('', code);
        await solveAliyun(page);
        const outcome = await exportOf<Outcome>(page, 'outcome');
        expect(outcome).toMatchObject({ status: 'passed', bizResult: true, proof: { captchaVerifyParam: params[0] } });
        expect(params).toHaveLength(1);
      },
    },
    {
      does: 'goes on with the challenge when the server says no',
      async run({ page, shop, code }) {
        let asked = 0;
        shop.serve('/captcha/check', () => JSON.stringify({ captchaResult: ++asked > 1 }));
        await shop.openModule('', code);
        await solveAliyun(page);
        await expect.poll(() => asked).toBe(1);
        await solveAliyun(page);
        expect(await exportOf<Outcome>(page, 'outcome')).toMatchObject({ status: 'passed' });
        expect(asked).toBe(2);
      },
    },
  ],
};
