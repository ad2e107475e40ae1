import { readFileSync } from 'node:fs';
import type { Post } from './shop.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { expect } from '../harness.js';
import type { Place, SnippetRuns } from './snippet-run.js';

const file = '/captcha-failover.drop-in.min.js';

/** Opens the snippet's page, and collects what it posts. */
async function open({ shop, code }: Place): Promise<Post['fields'][]> {
  const posts: Post['fields'][] = [];
  shop.serve(file, readFileSync(`dist${file}`, 'utf8'), 'text/javascript; charset=utf-8');
  shop.serve('/verify', (body) => {
    posts.push(JSON.parse(body) as Post['fields']);
    return '';
  });
  await shop.open(code);
  return posts;
}

export const runs: SnippetRuns = {
  'docs/drop-in.md › Tencent': [
    {
      does: "posts the vendor's own result",
      async run(place) {
        const posts = await open(place);
        await place.page.getByRole('button').click();
        await solveTencent(place.page);
        await expect.poll(() => posts).toMatchObject([{ ret: 0, appid: '190000001' }]);
        expect(posts[0]).not.toHaveProperty('errorCode');
        expect(place.shop.errors).toEqual([]);
      },
    },
    {
      does: 'posts the documented ticket when the script does not come',
      async run(place) {
        place.shop.suppose({ tencent: { entry: ['503'] } });
        const posts = await open(place);
        await place.page.getByRole('button').click();
        await expect.poll(() => posts, { timeout: 15_000 }).toHaveLength(1);
        expect(posts[0]).toEqual({
          ret: 0,
          ticket: expect.stringMatching(/^trerror_1001_190000001_\d{10}$/),
          randstr: expect.stringMatching(/^@/),
          errorCode: 1001,
          errorMessage: 'jsload_error',
          appid: '190000001',
        });
      },
    },
  ],
  'docs/drop-in.md › Aliyun': [
    {
      does: 'posts the param of a passed challenge',
      async run(place) {
        const posts = await open(place);
        await place.page.waitForRequest(/dynamicJS/);
        await expect(async () => {
          await place.page.getByRole('button', { name: 'Sign in' }).click();
          await expect(place.page.locator('.aliyunCaptcha-handle')).toBeVisible({ timeout: 500 });
        }).toPass();
        await solveAliyun(place.page);
        await expect.poll(() => posts).toHaveLength(1);
        const param = Buffer.from(String(posts[0]?.['captchaVerifyParam']), 'base64').toString();
        expect(JSON.parse(param)).toHaveProperty('securityToken');
      },
    },
    {
      does: "posts a degraded param, unasked, as the vendor's own script does",
      async run(place) {
        place.shop.suppose({ aliyun: { entry: ['503'] } });
        const posts = await open(place);
        await expect.poll(() => posts, { timeout: 15_000 }).toHaveLength(1);
        const param = Buffer.from(String(posts[0]?.['captchaVerifyParam']), 'base64').toString();
        expect(JSON.parse(param)).toEqual({
          certifyId: expect.stringMatching(/^[\da-f]{5}$/),
          sceneId: 'scene1',
          isSign: true,
        });
      },
    },
  ],
  'docs/drop-in.md › A second vendor': [
    {
      does: 'posts a proof of Aliyun beside the ticket, which is no pass by itself',
      async run(place) {
        place.shop.suppose({ tencent: { entry: ['503'] } });
        const posts = await open(place);
        await place.page.getByRole('button').click();
        await solveAliyun(place.page);
        await expect.poll(() => posts).toHaveLength(1);
        expect(posts[0]).toMatchObject({
          ticket: expect.stringMatching(/^trerror_1001_/),
          proof: { v: 1, vendor: 'aliyun', id: 'scene1' },
        });
      },
    },
  ],
};
