import type { Page } from '@playwright/test';
import type { TencentResult } from '../../../src/index.js';
import { aliyunPopup, solveAliyun, solveTencent } from '../challenge.js';
import { expect } from '../harness.js';
import { closeChallenge } from './close-challenge.js';
import { serveScriptTag, withIntegrity } from './login-runs.js';
import { outageRuns, withSecond } from './outage-runs.js';
import type { Place, SnippetRun, SnippetRuns } from './snippet-run.js';

async function open(place: Place): Promise<void> {
  serveScriptTag(place);
  await place.shop.open(pageOf(place));
}

/** Only the page after the move has our file. */
const pageOf = ({ code }: Place) => (code.includes('integrity=') ? withIntegrity(code) : code);

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('User').fill('ada');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** For a page with the vendor's own snippet: clicks before it is ready are lost (docs/vendors/aliyun.md, A-LOST-CLICKS). */
async function clickUntilShown(page: Page): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Sign in' }).click({ timeout: 500 });
    await aliyunPopup(page).waitFor({ timeout: 500 });
  }).toPass();
}

interface Shows {
  show(callback: (result: TencentResult) => void, otherwise: (outcome: unknown) => void): void;
}

const text = (pattern: RegExp) => expect.stringMatching(pattern) as unknown as string;

/** Signs in and sees what the server gets. */
const posts = (does: string, solve: (page: Page) => Promise<void>, fields: object): SnippetRun => ({
  does,
  async run(place) {
    const { page, shop } = place;
    await open(place);
    await signIn(page);
    await solve(page);
    await expect.poll(() => shop.posts.map((post) => post.fields)).toEqual([{ user: 'ada', ...fields }]);
  },
});

/** What the vendor's tag in the page does to it when its host hangs, and ours does not. */
const hangs = (does: string, vendor: 'tencent' | 'aliyun', isUsable: boolean): SnippetRun => ({
  does,
  async run(place) {
    const { page, shop } = place;
    shop.suppose({ [vendor]: { entry: ['hang'] } });
    serveScriptTag(place);
    void shop.open(pageOf(place)).catch(() => {});
    // The one that waits for a blocking tag shows no form.
    const user = page.getByLabel('User');
    if (isUsable) await user.fill('ada');
    else {
      await page.waitForRequest(vendor === 'tencent' ? /TJCaptcha\.js/ : /AliyunCaptcha\.js/);
      await expect(user).toHaveCount(0);
    }
  },
});

const down = (does: string, fields: object): SnippetRun => ({
  does,
  async run(place) {
    const { page, shop } = place;
    shop.suppose({ tencent: { entry: ['503'] }, aliyun: { entry: ['503'] } });
    await open(place);
    await signIn(page);
    await expect
      .poll(() => shop.posts.map((post) => post.fields), { timeout: 15_000 })
      .toEqual([{ user: 'ada', ...fields }]);
  },
});

const tencentFields = { ticket: text(/^tr/), randstr: text(/^@/) };
const ticket = text(/^trerror_1001_\w+_\d{10}$/);
const param = text(/^\S{20,}$/);

const v2Run = (press: (page: Page) => Promise<void>): SnippetRun[] => [
  {
    does: 'has the param checked in the middle of the challenge, and says what came of it',
    async run(place) {
      const { page, shop } = place;
      const asked: { user?: string; param?: string }[] = [];
      shop.serve('/sign-in', (body) => {
        asked.push(JSON.parse(body) as (typeof asked)[number]);
        return JSON.stringify({ captchaResult: true, bizResult: true });
      });
      await open(place);
      await page.getByLabel('User').fill('ada');
      await press(page);
      await solveAliyun(page);
      await expect(page.getByText('Signed in')).toBeVisible();
      expect(asked).toEqual([{ user: 'ada', param }]);
    },
  },
];

const turnstile = `document.querySelector('.cf-turnstile').innerHTML =
  '<input type="hidden" name="cf-turnstile-response" value="XXXX.DUMMY.TOKEN.XXXX">';`;

export const runs: SnippetRuns = {
  "docs/migrate/tencent-snippet.md › Before: the page with Tencent's snippet": [
    posts('posts a ticket', solveTencent, tencentFields),
    hangs('shows no form while the host of its script hangs', 'tencent', false),
  ],
  'docs/migrate/tencent-snippet.md › After: the same page, the same fields': [
    posts('posts a ticket in the same fields', solveTencent, tencentFields),
    down('posts a recovery ticket when Tencent is down', { ticket, randstr: text(/^@/) }),
    hangs('shows its form while the host hangs', 'tencent', true),
    ...outageRuns({ vendor: 'tencent', open, press: signIn }),
  ],
  'docs/migrate/tencent-snippet.md › A callback that stays as it is': [
    {
      does: 'calls back as Tencent would',
      async run({ page, shop, code }) {
        await shop.openModule('', code);
        const result = page.evaluate(async () => {
          const address = '/snippet.js';
          const { show } = (await import(address)) as Shows;
          return new Promise<TencentResult>((resolve, reject) => show(resolve, reject));
        });
        await closeChallenge(page);
        expect(await result).toEqual({ ret: 2, ticket: null });
      },
    },
    {
      does: 'calls back in an outage',
      async run({ page, shop, code }) {
        shop.suppose({ tencent: { entry: ['503'] } });
        await shop.openModule('', code);
        const result = await page.evaluate(async () => {
          const address = '/snippet.js';
          const { show } = (await import(address)) as Shows;
          return new Promise<TencentResult>((resolve, reject) => show(resolve, reject));
        });
        expect(result).toMatchObject({ ret: 0, ticket, errorCode: 1001 });
      },
    },
    {
      does: 'gives a pass at a second vendor to what can post it',
      async run({ page, shop, code }) {
        shop.suppose({ tencent: { entry: ['503'] } });
        await shop.openModule('', withSecond(code, 'tencent'));
        const outcome = page.evaluate(async () => {
          const address = '/snippet.js';
          const { show } = (await import(address)) as Shows;
          return new Promise<unknown>((resolve, reject) => show(reject, resolve));
        });
        await solveAliyun(page);
        expect(await outcome).toMatchObject({
          status: 'passed',
          proof: { vendor: 'aliyun', captchaVerifyParam: param },
        });
      },
    },
  ],
  "docs/migrate/aliyun-v3.md › Before: the page with Aliyun's snippet": [
    posts(
      'posts a param',
      async (page) => {
        await clickUntilShown(page);
        await solveAliyun(page);
      },
      { captchaVerifyParam: param },
    ),
    hangs('shows no form while the host of its script hangs', 'aliyun', false),
  ],
  'docs/migrate/aliyun-v3.md › After: the same page, the same field': [
    posts('posts a param in the same field', solveAliyun, { captchaVerifyParam: param }),
    down('posts a recovery ticket when Aliyun is down', { ticket, randstr: text(/^@/) }),
    hangs('shows its form while the host hangs', 'aliyun', true),
    ...outageRuns({ vendor: 'aliyun', open, press: signIn }),
  ],
  "docs/migrate/aliyun-v2.md › Before: the page with Aliyun's snippet": [
    ...v2Run(clickUntilShown),
    hangs('shows no form while the host of its script hangs', 'aliyun', false),
  ],
  'docs/migrate/aliyun-v2.md › After: the same server, one call': [
    ...v2Run(signIn),
    hangs('shows its form while the host hangs', 'aliyun', true),
    ...outageRuns({ vendor: 'aliyun', open, press: signIn }),
  ],
  'docs/migrate/turnstile.md › Before: the page with Turnstile': [
    {
      does: "posts Turnstile's field, with a stand-in for its script",
      async run(place) {
        const { page, shop } = place;
        await page.route('https://challenges.cloudflare.com/turnstile/v0/api.js', (route) =>
          route.fulfill({ contentType: 'text/javascript', body: turnstile }),
        );
        await open(place);
        await expect(page.locator('[name=cf-turnstile-response]')).toHaveCount(1);
        await signIn(page);
        await expect.poll(() => shop.posts[0]?.fields).toHaveProperty('cf-turnstile-response');
      },
    },
  ],
  'docs/migrate/turnstile.md › After: the same form': [
    posts('posts the proof of the first vendor', solveTencent, { 'captcha-proof': text(/"vendor":"tencent"/) }),
    down('posts a recovery ticket when both are down', { 'captcha-proof': text(/"ticket":"trerror_1001_/) }),
    ...outageRuns({ vendor: 'tencent', open, press: signIn }),
  ],
};
