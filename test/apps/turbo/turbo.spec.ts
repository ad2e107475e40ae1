import type { Page } from '@playwright/test';
import type { Captcha } from '../../../src/index.js';
import { solveAliyun } from '../../e2e/challenge.js';
import { challenge, expect, isProof, openApp, solve, test, type App } from '../app.js';

declare global {
  interface Window {
    ahead: Captcha;
    Turbo: {
      visit(path: string, options?: object): void;
      session: { refresh(url: string): void };
      renderStreamMessage(message: string): void;
    };
  }
}

const form = (problem = '') => `<p>${problem}</p><form class="protected" action="/login" method="post">
  <input name="user" value="ada" aria-label="User" required>
  <button name="intent" value="sign-in">Send</button></form>`;
const pageOf = (body: string, head = '') =>
  `<!doctype html><html lang="en"><head><title>Shop</title>${head}<script src="/app.js" defer></script></head><body>${body}</body></html>`;

/** A server that answers each post with a page, as Rails does with a form that it refuses. */
async function answerPosts(page: Page, ...bodies: string[]): Promise<URLSearchParams[]> {
  const posts: URLSearchParams[] = [];
  await page.route('**/login', async (route) => {
    const body = pageOf(bodies[posts.length] ?? '');
    posts.push(new URLSearchParams(route.request().postData() ?? ''));
    await route.fulfill({ status: 422, contentType: 'text/html', body });
  });
  return posts;
}

const signedIn = '<h1>Signed in</h1>';

const start = async (app: App, body: string, head?: string) => {
  app.serve('/next', pageOf('<h1>Next</h1>'), 'text/html');
  await app.start('turbo/app.js', `${head ?? ''}${body}`);
};

test('a form that is refused with 422 and comes back is protected, and posts another proof', async ({ app, page }) => {
  const posts = await answerPosts(page, form('Wrong password'), signedIn);
  await start(app, form());
  for (const text of ['Wrong password', 'Signed in']) {
    await page.getByRole('button', { name: 'Send' }).click();
    await solve(page);
    await expect(page.getByText(text)).toBeVisible();
  }
  const proofs = posts.map((post) => post.getAll('captcha-proof'));
  expect(proofs).toEqual([[isProof], [isProof]]);
  expect(proofs[0]).not.toEqual(proofs[1]);
  expect(posts.map((post) => post.get('intent'))).toEqual(['sign-in', 'sign-in']);
});

test('a visit during the challenge takes the challenge with it, and a later form is protected', async ({
  app,
  page,
}) => {
  const posts = await answerPosts(page, signedIn);
  await start(app, form());
  app.serve('/again', pageOf(form()), 'text/html');
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(challenge(page)).toBeVisible();
  await page.evaluate(() => window.Turbo.visit('/next'));
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible();
  await expect(challenge(page)).toHaveCount(0);

  await page.evaluate(() => window.Turbo.visit('/again'));
  await page.getByRole('button', { name: 'Send' }).click();
  await solve(page);
  await expect(page.getByText('Signed in')).toBeVisible();
  expect(posts.map((post) => post.getAll('captcha-proof'))).toEqual([[isProof]]);
});

const stream = (method: string) =>
  `<turbo-stream action="replace" ${method} target="box"><template><div id="box">${form('Fresh')}</div></template></turbo-stream>`;

test('a stream that morphs the form during the challenge leaves it, and what is posted is whole', async ({
  app,
  page,
}) => {
  const posts = await answerPosts(page, signedIn);
  await start(app, `<div id="box">${form()}</div>`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(challenge(page)).toBeVisible();
  await page.evaluate((message) => window.Turbo.renderStreamMessage(message), stream('method="morph"'));
  await expect(page.getByText('Fresh')).toBeVisible();
  await solve(page);
  await expect(page.getByText('Signed in')).toBeVisible();
  expect(posts.map((post) => [post.get('intent'), post.getAll('captcha-proof')])).toEqual([['sign-in', [isProof]]]);
});

test('a stream that replaces the form during the challenge: the next press posts that proof', async ({
  shop,
  page,
}) => {
  const posts = await answerPosts(page, signedIn);
  await openApp(shop, 'turbo/app.js', `<div id="box">${form()}</div>`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(challenge(page)).toBeVisible();
  await page.evaluate((message) => window.Turbo.renderStreamMessage(message), stream(''));
  await expect(page.getByText('Fresh')).toBeVisible();
  await solve(page);
  await expect.poll(() => shop.errors).toEqual([expect.stringContaining('A form was replaced during its check')]);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(page.getByText('Signed in')).toBeVisible();
  expect(posts.map((post) => [post.get('intent'), post.getAll('captcha-proof')])).toEqual([['sign-in', [isProof]]]);
});

test('a morph that takes the challenge away ends its check, and the next press begins another', async ({
  app,
  page,
}) => {
  const posts = await answerPosts(page, signedIn);
  const head = '<meta name="turbo-refresh-method" content="morph">';
  await start(app, `${form()}<script>document.head.insertAdjacentHTML('beforeend', '${head}')</script>`);
  await page.getByRole('button', { name: 'Send' }).click();
  await expect(challenge(page)).toBeVisible();
  await page.route('https://shop.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: pageOf(form('Fresh'), head) }),
  );
  await page.evaluate(() => window.Turbo.session.refresh(location.href));
  await expect(page.getByText('Fresh')).toBeVisible();
  await expect(challenge(page)).toHaveCount(0);
  await expect(async () => {
    await page.getByRole('button', { name: 'Send' }).click();
    await expect(challenge(page)).toBeVisible({ timeout: 1000 });
  }).toPass();
  await solve(page);
  await expect(page.getByText('Signed in')).toBeVisible();
  expect(posts.map((post) => post.getAll('captcha-proof'))).toEqual([[isProof]]);
});

test("Aliyun's challenge that was made ahead survives a visit", async ({ app, page }) => {
  await start(app, `${form()}<script>document.body.dataset.preload = 'yes'</script>`);
  await page.waitForFunction(() => window.ahead.status === 'ready');
  await page.evaluate(() => window.Turbo.visit('/next'));
  await expect(page.getByRole('heading', { name: 'Next' })).toBeVisible();
  const outcome = page.evaluate(() => window.ahead.verify().then(({ status }) => status));
  await solveAliyun(page);
  expect(await outcome).toBe('passed');
});
