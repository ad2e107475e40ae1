import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { documentOf, readText, type DocumentFile } from '../../unit/docs/documents.js';
import { sectionOf } from '../../unit/docs/markdown.js';
import { solveAliyun, solveTencent } from '../challenge.js';
import { expect } from '../harness.js';
import { closeChallenge } from './close-challenge.js';
import type { Place, SnippetRun, SnippetRuns } from './snippet-run.js';
import { toJavaScript } from './to-javascript.js';

/** The login form of a page, for the snippets that say "the same form". */
export function loginForm(file: DocumentFile = 'README.md', heading = 'Script tag'): string {
  const [block] = sectionOf(documentOf(file), heading).blocks;
  return /<form[^]*<\/form>/.exec(block?.code ?? '')?.[0] ?? '';
}

/** The snippet with the hash of the build in place of the one to fill in. */
export function withIntegrity(code: string): string {
  const integrity = readFileSync('dist/captcha-failover.min.js.sri', 'utf8').trim();
  expect(code).toContain('integrity="sha384-…"');
  return code.replace('sha384-…', integrity);
}

/** Serves the script-tag build where the snippet looks for it. */
export function serveScriptTag({ shop }: Place): void {
  shop.serve('/captcha-failover.min.js', readText('dist/captcha-failover.min.js'), 'text/javascript; charset=utf-8');
}

export async function signIn(page: Page): Promise<void> {
  await page.getByLabel('User').fill('ada');
  await page.getByLabel('Password').fill('analytical engine');
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** What each of the login snippets does, however it is put on the page. */
const loginRuns = (open: (place: Place) => Promise<void>): SnippetRun[] => [
  {
    does: 'posts the proof of the first vendor',
    async run(place) {
      const { page, shop } = place;
      await open(place);
      await signIn(page);
      await solveTencent(page);
      await expect.poll(() => shop.posts).toHaveLength(1);
      const [post] = shop.posts;
      expect(post).toMatchObject({
        fields: { user: 'ada', password: 'analytical engine' },
        posted: { v: 1, vendor: 'tencent', id: '190000001' },
      });
      expect(post?.proof).toBe('challenge');
      expect(shop.errors).toEqual([]);
    },
  },
  {
    does: 'goes on to the second vendor when the first is down',
    async run(place) {
      const { page, shop } = place;
      shop.suppose({ tencent: { entry: ['503'] } });
      await open(place);
      await signIn(page);
      await solveAliyun(page);
      await expect.poll(() => shop.posts).toHaveLength(1);
      expect(shop.posts[0]).toMatchObject({
        fields: { user: 'ada' },
        posted: { v: 1, vendor: 'aliyun', id: 'scene1' },
      });
      expect(shop.posts[0]?.proof).toBe('challenge');
    },
  },
  {
    does: 'posts a recovery ticket when both are down',
    async run(place) {
      const { page, shop } = place;
      shop.suppose({ tencent: { entry: ['503'] }, aliyun: { entry: ['503'] } });
      await open(place);
      await signIn(page);
      await expect.poll(() => shop.posts, { timeout: 15_000 }).toHaveLength(1);
      expect(shop.posts[0]?.posted).toMatchObject({
        ticket: expect.stringMatching(/^trerror_1001_190000001_\d{10}$/),
        failures: [{ code: 'script_network' }, { code: 'script_network' }],
      });
      expect(shop.posts[0]?.proof).toBe('recovery');
    },
  },
  {
    does: 'leaves the form as it was when the user closes the challenge, and works the next time',
    async run(place) {
      const { page, shop } = place;
      await open(place);
      await signIn(page);
      await closeChallenge(page);
      await expect(page.getByRole('slider')).toHaveCount(0);
      await expect(page.getByLabel('User')).toHaveValue('ada');
      expect(shop.posts).toEqual([]);
      await page.getByRole('button', { name: 'Sign in' }).click();
      await solveTencent(page);
      await expect.poll(() => shop.posts).toHaveLength(1);
    },
  },
  {
    does: 'posts one proof when it is submitted twice',
    async run(place) {
      const { page, shop } = place;
      const posts: string[] = [];
      page.on('request', (request) => request.url().endsWith('/login') && posts.push(request.method()));
      await open(place);
      await page.getByLabel('User').fill('ada');
      await page.getByLabel('Password').fill('analytical engine');
      await page.evaluate(() => {
        const form = document.querySelector('form');
        form?.requestSubmit();
        form?.requestSubmit();
      });
      await solveTencent(page);
      await expect.poll(() => shop.posts).toHaveLength(1);
      // By then a second request would have begun, also where the first one leads to another page.
      await page.waitForLoadState('networkidle');
      expect(posts).toEqual(['POST']);
    },
  },
];

const openScriptTag = async (place: Place) => {
  serveScriptTag(place);
  await place.shop.open(withIntegrity(place.code));
};

const openReact = async ({ shop, code }: Place) => {
  shop.serve('/react.js', toJavaScript(readText('test/e2e/docs/react-stand-in.ts')), 'text/javascript; charset=utf-8');
  const mount = `import { mountStrictly } from 'react'; globalThis.unmount = mountStrictly(LoginForm);`;
  await shop.openModule('', `${code}${mount}`);
};

const leaves: SnippetRun = {
  does: 'leaves nothing behind when it goes',
  async run(place) {
    const { page } = place;
    await openReact(place);
    await signIn(page);
    await expect(page.getByRole('slider')).toBeVisible();
    await page.evaluate(() => (globalThis as unknown as { unmount(): void }).unmount());
    await expect(page.locator('body > :not(script)')).toHaveCount(0);
  },
};

const filesRun: SnippetRun = {
  does: 'is refused by the browser when the file is not the one of the hash',
  async run(place) {
    const { page, shop } = place;
    shop.serve('/captcha-failover.min.js', 'window.CaptchaFailover = {}', 'text/javascript; charset=utf-8');
    await shop.open(withIntegrity(place.code));
    expect(await page.evaluate(() => 'CaptchaFailover' in window)).toBe(false);
  },
};

/** The script tag with its file on a host of its own, which lets other sites read it. */
const openFromCdn = async (place: Place, change = (code: string) => code) => {
  const { page, shop, code } = place;
  await page.route('https://cdn.example/captcha-failover.min.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript; charset=utf-8',
      headers: { 'access-control-allow-origin': '*' },
      body: readText('dist/captcha-failover.min.js'),
    }),
  );
  await shop.open(withIntegrity(change(code).replace('src="/', 'src="https://cdn.example/')));
  return page.evaluate(() => 'CaptchaFailover' in window);
};

const crossOriginRuns: SnippetRun[] = [
  {
    does: 'works with the file on a CDN',
    run: async (place) => expect(await openFromCdn(place)).toBe(true),
  },
  {
    does: 'needs its crossorigin there',
    run: async (place) =>
      expect(await openFromCdn(place, (code) => code.replace(' crossorigin="anonymous"', ''))).toBe(false),
  },
];

const openForm = ({ shop, code }: Place) => shop.openModule(loginForm(), code);

const tellsFrom = (open: (place: Place) => Promise<void>): SnippetRun => ({
  does: 'tells the user what is going on and what came of it',
  async run(place) {
    const { page } = place;
    const line = page.locator('#captcha-message');
    await open(place);
    await signIn(page);
    await expect(line).toHaveText('Checking that you are human.');
    await closeChallenge(page);
    await expect(line).toHaveText('The check was not finished: please try again.');
  },
});

export const runs: SnippetRuns = {
  'README.md › Script tag': [...loginRuns(openScriptTag), tellsFrom(openScriptTag), filesRun, ...crossOriginRuns],
  'README.md › Package': loginRuns(({ shop, code }) => shop.openModule(loginForm(), code)),
  'docs/usage.md › A submit handler of your own': [...loginRuns(openScriptTag), filesRun],
  'docs/usage.md › Posting by fetch': loginRuns(({ shop, code }) => shop.openModule(loginForm(), code)),
  'docs/usage.md › React': [...loginRuns(openReact), leaves],
  'docs/usage.md › Forms and messages': [...loginRuns(openForm), tellsFrom(openForm)],
};
