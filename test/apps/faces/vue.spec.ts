import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun } from '../../e2e/challenge.js';
import { closeChallenge } from '../../e2e/docs/close-challenge.js';
import { challenge, expect, isProof, solve, test, type App } from '../app.js';
import { countListeners, look } from './leaks.js';

declare global {
  interface Window {
    set(options: object): void;
    setField(name: string): void;
    /** Of Vue's views. */
    show(isShown: boolean): void;
  }
}

const start = (app: App, view: string, isKept = false) =>
  app.start('faces/vue-app.js', `<div id="root" data-view="${view}" data-kept="${isKept}"></div>`, 'development');
const press = (page: Page, name = 'Send') => page.getByRole('button', { name }).click();
const output = (page: Page) => page.locator('output');
const posted = { user: 'ada', intent: 'sign-in', 'captcha-proof': isProof };
const fieldsOf = (app: App) => app.posts.map(({ fields }) => fields);

test('a form is posted with its proof, by its button; status and outcome are refs', async ({ app, page }) => {
  await start(app, 'Form');
  await expect(output(page)).toHaveText('idle none');
  await press(page);
  await expect(output(page)).toHaveText('challenging none');
  await closeChallenge(page);
  await expect(output(page)).toHaveText('ready dismissed');
  await press(page);
  await solve(page);
  await expect.poll(() => fieldsOf(app)).toEqual([posted]);
  expect([app.warnings, app.complaints]).toEqual([[], []]);
});

test('a form that is the root of a component', async ({ app, page }) => {
  await start(app, 'OfComponent');
  await press(page);
  await solve(page);
  await expect.poll(() => fieldsOf(app)).toEqual([posted]);
});

test('v-captcha-form protects its form, and calls what the last render meant', async ({ app, page }) => {
  await start(app, 'Directive');
  await press(page);
  await solve(page);
  await expect.poll(() => app.posts).toHaveLength(1);
  expect(app.posts[0]).toMatchObject({ proof: 'challenge', fields: { user: 'ada' } });
  expect([app.warnings, app.complaints]).toEqual([[], []]);
});

for (const isKept of [false, true])
  for (const view of ['Form', 'Directive', 'Dialog'])
    test(`${view} ${isKept ? 'in <KeepAlive>' : 'with v-if'}: left during the challenge, and back`, async ({
      app,
      page,
    }) => {
      const name = view === 'Dialog' ? 'Verify' : 'Send';
      await start(app, view, isKept);
      await press(page, name);
      await expect(challenge(page)).toBeVisible();
      await page.evaluate(() => window.show(false));
      await expect(page.getByText('Another view')).toBeVisible();
      await expect(challenge(page)).toHaveCount(0);
      // A directive hears nothing of <KeepAlive>: its check ends because its form has left the document.
      if (!isKept || view !== 'Directive') await expect.poll(app.seen).toEqual(['destroyed']);
      await page.evaluate(() => window.show(true));
      await press(page, name);
      await solve(page);
      if (view === 'Dialog') await expect.poll(app.seen).toEqual(['destroyed', 'passed']);
      else await expect.poll(() => app.posts).toHaveLength(1);
      expect([app.warnings, app.complaints]).toEqual([[], []]);
    });

test('a challenge in the box of boxRef, which reset() empties', async ({ app, page }) => {
  await start(app, 'Embed');
  await press(page);
  await expect(output(page)).toHaveText('challenging');
  await expect(page.locator('#box > *')).not.toHaveCount(0);
  await page.evaluate(() => window.reset());
  await expect(page.locator('#box > *')).toHaveCount(0);
});

test.describe('options that change', () => {
  test('functions are those of the last options; the challenge that is shown stays', async ({ app, page }) => {
    await start(app, 'Options');
    await press(page, 'Verify');
    await expect(aliyunPopup(page)).toBeVisible();
    await page.evaluate(() => window.set({ count: 7 }));
    await solveAliyun(page);
    await expect(output(page)).toHaveText(/passed$/);
    expect(await app.seen()).toEqual([expect.stringContaining('attempt'), 'asked 7']);
  });

  test('another provider, during a check, is that of the next check', async ({ app, page }) => {
    await start(app, 'Options');
    await press(page, 'Verify');
    await expect(aliyunPopup(page)).toBeVisible();
    await page.evaluate(() => window.set({ isTencent: true }));
    await solveAliyun(page);
    await expect(output(page)).toHaveText(/passed$/);
    await press(page, 'Verify');
    await expect(challenge(page)).toBeVisible();
  });

  test('a reactive object that is changed in place', async ({ app, page }) => {
    await start(app, 'InPlace');
    await page.evaluate(() => window.set({ language: 'ja' }));
    const asked = page.waitForRequest(/cap_union_prehandle/);
    await press(page, 'Verify');
    expect(new URL((await asked).url()).searchParams.get('lang')).toBe('ja');
  });
});

/** By phase, what has happened when the component goes. */
const phases: [string, (page: Page) => Promise<unknown>][] = [
  ['at once', () => Promise.resolve()],
  ['while the script loads', (page) => page.waitForRequest(/TJCaptcha\.js/)],
  ['while the challenge is fetched', (page) => page.waitForRequest(/cap_union_prehandle/)],
  ['while it is shown', (page) => expect(challenge(page)).toBeVisible()],
];
for (const [phase, until] of phases)
  test(`unmount ${phase}: the check ends as destroyed, and nothing is left`, async ({ app, page }) => {
    await start(app, 'Form');
    const reached = until(page);
    await press(page);
    await reached;
    await page.evaluate(() => window.unmount());
    await expect.poll(app.seen).toEqual(['destroyed']);
    await expect(challenge(page)).toHaveCount(0);
    expect(app.posts).toEqual([]);
  });

test('two hundred mounts leave no node and no listener of the page behind', async ({ app, page }) => {
  await countListeners(page);
  await start(app, 'Form');
  await page.evaluate(() => window.setKey(1));
  const before = await look(page);
  await page.evaluate(async () => {
    for (let key = 2; key < 202; key += 1) {
      window.setKey(key);
      await new Promise((resolve) => setTimeout(resolve));
    }
  });
  await expect.poll(() => page.evaluate(() => window.renders)).toBeGreaterThan(200);
  await expect.poll(() => look(page)).toEqual(before);
  await press(page);
  await solve(page);
  await expect.poll(() => fieldsOf(app)).toEqual([posted]);
});
