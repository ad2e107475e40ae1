import type { Page } from '@playwright/test';
import { aliyunPopup, solveAliyun } from '../../e2e/challenge.js';
import { closeChallenge } from '../../e2e/docs/close-challenge.js';
import { challenge, expect, isProof, solve, test, type App } from '../app.js';
import { countListeners, look } from './leaks.js';

declare global {
  interface Window {
    verify(): Promise<{ status: string; reason?: string }>;
    reset(): void;
    unmount(): void;
    setOptions(options: object): void;
    suspend(isLater: boolean): void;
    showLater(): void;
    setMode(mode: string): void;
    go(route: string): void;
    setKey(key: number): void;
    early: Promise<unknown>;
    renders: number;
    factories: { tencent(options: object): unknown; aliyun(options: object): unknown };
  }
}

const start = (app: App, name: string, isStrict = false) =>
  app.start(
    'faces/react-app.jsx',
    `<div id="root" data-app="${name}"${isStrict ? ' data-strict="true"' : ''}></div>`,
    isStrict ? 'development' : 'production',
  );
const press = (page: Page, name = 'Send') => page.getByRole('button', { name }).click();
const output = (page: Page) => page.locator('output');
const posted = { user: 'ada', intent: 'sign-in', 'captcha-proof': isProof };
const sent = [
  ['user', 'ada'],
  ['intent', 'sign-in'],
  ['captcha-proof', isProof],
];

for (const isStrict of [false, true])
  test.describe(isStrict ? 'in StrictMode' : 'in production', () => {
    test('a form is posted with its proof, by its button; its status and outcome are rendered', async ({
      app,
      page,
    }) => {
      await start(app, 'Form', isStrict);
      await press(page);
      await expect(output(page)).toHaveText('challenging');
      await expect(page.getByText('Checking that you are human.')).toBeVisible();
      await closeChallenge(page);
      await expect(page.getByText('The check was not finished: please try again.')).toBeVisible();
      await press(page);
      await solve(page);
      await expect.poll(() => app.posts.map(({ fields }) => fields)).toEqual([posted]);
      expect(app.warnings).toEqual([]);
      expect(app.complaints).toEqual([]);
    });

    test('verify() in the effect of a child, before there is a captcha, begins when it is there', async ({
      app,
      page,
    }) => {
      await start(app, 'BeforeMount', isStrict);
      await solve(page);
      await expect.poll(app.seen).toContain('passed');
    });

    test('a view that is left during the challenge takes the challenge with it, and its outcome says so', async ({
      app,
      page,
    }) => {
      await start(app, 'Routes', isStrict);
      await press(page);
      await expect(challenge(page)).toBeVisible();
      await page.evaluate(() => window.go('Elsewhere'));
      await expect(page.getByRole('heading', { name: 'Elsewhere' })).toBeVisible();
      await expect(challenge(page)).toHaveCount(0);
      await expect.poll(app.seen).toEqual(['destroyed']);
      await page.evaluate(() => window.go('form'));
      await press(page);
      await solve(page);
      await expect.poll(() => app.posts.map(({ fields }) => fields)).toEqual([posted]);
    });

    test('a challenge in the box of boxRef', async ({ app, page }) => {
      await start(app, 'Embed', isStrict);
      await press(page);
      await solve(page.locator('#box') as never);
      await expect(output(page)).toHaveText('ready');
      await expect(page.locator('#box > *')).not.toHaveCount(0);
      await page.evaluate(() => window.reset());
      await expect(page.locator('#box > *')).toHaveCount(0);
    });
  });

test.describe('forms of React 19', () => {
  test('onSubmit hears of the submission once there is a proof, with its button and field', async ({ app, page }) => {
    await start(app, 'OnSubmit');
    await press(page);
    await solve(page);
    await expect.poll(app.seen).toEqual([[...sent.slice(0, 2), ['proof', isProof]]]);
  });

  test('action={fn} gets all fields, those of a fieldset that the status disables, too', async ({ app, page }) => {
    await start(app, 'Action');
    await press(page);
    await expect(page.getByLabel('User')).toBeDisabled();
    await solve(page);
    await expect.poll(app.seen).toEqual([expect.arrayContaining(sent)]);
  });

  test('formAction of a button that the status disables', async ({ app, page }) => {
    await start(app, 'FormAction');
    await press(page);
    await expect(page.getByRole('button')).toBeDisabled();
    await solve(page);
    await expect.poll(app.seen).toEqual([[sent[0], sent[2]]]);
  });

  test('useActionState: its action gets the proof, once', async ({ app, page }) => {
    await start(app, 'ActionState');
    await press(page);
    await solve(page);
    await expect(output(page)).toHaveText('Saved');
    expect(await app.seen()).toEqual([expect.arrayContaining(sent)]);
  });
});

test.describe('options written inline', () => {
  test('make no other captcha by being rendered anew: what was shown stays, and the last render is called', async ({
    app,
    page,
  }) => {
    await start(app, 'Options');
    await press(page, 'Verify');
    await expect(aliyunPopup(page)).toBeVisible();
    await page.evaluate(() => document.querySelector<HTMLButtonElement>('button')?.click());
    await expect(page.getByText('Count 1')).toBeAttached();
    await solveAliyun(page);
    await expect(output(page)).toHaveText(/^(ready|idle) passed$/);
    const seen = await app.seen();
    expect(seen.filter((entry) => String(entry).startsWith('attempt'))).toHaveLength(1);
    expect(seen).toEqual(expect.arrayContaining(['asked 1', 'passed', 'count 1']));
    expect(seen).not.toContain('asked 0');
  });

  for (const [what, change] of [
    [
      'another provider',
      () => window.setOptions({ providers: () => [window.factories.tencent({ appId: '190000001' })] }),
    ],
    ['another mode', () => window.setOptions({ options: { mode: 'embed' } })],
  ] as const)
    test(`${what} makes another captcha when the running check has ended`, async ({ app, page }) => {
      await start(app, 'Options');
      await press(page, 'Verify');
      await expect(aliyunPopup(page)).toBeVisible();
      await page.evaluate(change);
      await solveAliyun(page);
      await expect(output(page)).toHaveText(/passed$/);
      expect(await app.seen()).toContain('asked 0');
      await press(page, 'Verify');
      if (what === 'another mode') await expect(page.locator('#box > *')).not.toHaveCount(0);
      else await expect(challenge(page)).toBeVisible();
    });

  test('another language between two checks is that of the next one', async ({ app, page }) => {
    await start(app, 'Options');
    await page.evaluate(() =>
      window.setOptions({
        providers: () => [window.factories.tencent({ appId: '190000001' })],
        options: { language: 'ja' },
      }),
    );
    const asked = page.waitForRequest(/cap_union_prehandle/);
    await press(page, 'Verify');
    expect(new URL((await asked).url()).searchParams.get('lang')).toBe('ja');
  });

  test('reset() ends a running check as destroyed, and the next one begins afresh', async ({ app, page }) => {
    await start(app, 'Options');
    await press(page, 'Verify');
    await expect(aliyunPopup(page)).toBeVisible();
    await page.evaluate(() => window.reset());
    await expect(aliyunPopup(page)).toBeHidden();
    await expect(output(page)).toHaveText(/^(ready|idle) none$/);
    expect(await app.seen()).toContain('destroyed');
    await press(page, 'Verify');
    await solveAliyun(page);
    await expect(output(page)).toHaveText(/passed$/);
  });
});

test('a form that Suspense hides during its check keeps the check, and is sent', async ({ app, page }) => {
  await start(app, 'Suspended');
  await press(page);
  await expect(challenge(page)).toBeVisible();
  await page.evaluate(() => window.suspend(true));
  await expect(page.getByText('Loading')).toBeVisible();
  await expect(challenge(page)).toBeVisible();
  await page.evaluate(() => window.showLater());
  await expect(page.getByText('Later')).toBeVisible();
  await solve(page);
  await expect.poll(() => app.posts.map(({ fields }) => fields)).toEqual([posted]);
});

test('<Activity> that is hidden ends the check, and the form works when it is visible again', async ({ app, page }) => {
  await start(app, 'InActivity');
  await press(page);
  await expect(challenge(page)).toBeVisible();
  await page.evaluate(() => window.setMode('hidden'));
  await expect(challenge(page)).toHaveCount(0);
  await expect.poll(app.seen).toEqual(['destroyed']);
  await page.evaluate(() => window.setMode('visible'));
  await press(page);
  await solve(page);
  await expect.poll(() => app.posts.map(({ fields }) => fields)).toEqual([posted]);
});

test('verify() of a component that is never mounted waits for the deadline, then is destroyed', async ({
  app,
  page,
}) => {
  const before = Date.now();
  await start(app, 'NeverMounted');
  await page.evaluate(() => window.early);
  expect(Date.now() - before).toBeGreaterThan(5900);
  expect(await app.seen()).toEqual(['destroyed', 'destroyed']);
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
  await start(app, 'Many');
  await page.evaluate(() => window.setKey(1));
  await expect.poll(() => page.evaluate(() => window.renders)).toBe(2);
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
  await expect.poll(() => app.posts).toHaveLength(1);
});
