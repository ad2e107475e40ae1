import type { Page } from '@playwright/test';
import { resolve } from 'node:path';
import { solveAliyun } from '../../e2e/challenge.js';
import type { Captcha } from '../../../src/index.js';
import { readDocument } from '../../unit/docs/documents.js';
import { bundle, expect, solve, test, type App } from '../app.js';

declare global {
  interface Window {
    captcha: Captcha;
  }
}

const solveAs = { tencent: solve, aliyun: solveAliyun };
type Vendor = keyof typeof solveAs;

interface Options {
  vendor: Vendor;
  preload: 'eager' | 'none';
  recipe?: 'with the recipe';
}

/** Opens the dialog of a library, and submits its form by keyboard. */
async function submitIn(name: string, app: App, page: Page, { vendor, preload, recipe }: Options): Promise<void> {
  const data = `data-app="${name}" data-vendor="${vendor}" data-preload="${preload}"`;
  if (recipe) {
    const { blocks } = readDocument('docs/recipes.md').sections.find(({ heading }) => heading === 'React Aria') ?? {};
    const contents = blocks?.[0]?.code ?? '';
    app.serve('/recipe.js', await bundle({ stdin: { contents, resolveDir: resolve('test/apps') } }), 'text/javascript');
  }
  const script = recipe ? '<script src="/recipe.js" defer></script>' : '';
  await app.start('dialogs/app.jsx', `<div id="root" ${data}></div>${script}`);
  if (preload === 'eager') await page.waitForFunction(() => window.captcha.status === 'ready');
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(page.getByRole('dialog', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('User').press('Enter');
}

const proofs = (app: App) => app.posts.map(({ fields }) => JSON.parse(String(fields['captcha-proof'])) as object);

const works: [string, Options][] = [
  ['FloatingUi', { vendor: 'tencent', preload: 'eager' }],
  ['FloatingUi', { vendor: 'tencent', preload: 'none' }],
  ['FloatingUi', { vendor: 'aliyun', preload: 'eager' }],
  ['FloatingUi', { vendor: 'aliyun', preload: 'none' }],
  ['HeadlessUi', { vendor: 'tencent', preload: 'eager' }],
  ['HeadlessUi', { vendor: 'tencent', preload: 'none' }],
  ['HeadlessUi', { vendor: 'aliyun', preload: 'eager' }],
  ['HeadlessUi', { vendor: 'aliyun', preload: 'none' }],
  ['ReactAria', { vendor: 'tencent', preload: 'eager', recipe: 'with the recipe' }],
  ['ReactAria', { vendor: 'tencent', preload: 'none', recipe: 'with the recipe' }],
  ['ReactAria', { vendor: 'aliyun', preload: 'eager', recipe: 'with the recipe' }],
  ['ReactAria', { vendor: 'aliyun', preload: 'none', recipe: 'with the recipe' }],
];
for (const [name, options] of works)
  test(`a form in a dialog of ${name} is sent when its challenge is solved by keyboard: ${Object.values(options).join(', ')}`, async ({
    app,
    page,
  }) => {
    await submitIn(name, app, page, options);
    await solveAs[options.vendor](page);
    await expect.poll(() => proofs(app)).toMatchObject([{ vendor: options.vendor }]);
    expect(proofs(app)[0]).not.toHaveProperty('failures');
  });

for (const vendor of ['tencent', 'aliyun'] as const)
  test(`a challenge of ${vendor} that React Aria makes inert is given up at its deadline, and the form is sent`, async ({
    app,
    page,
  }) => {
    await submitIn('ReactAria', app, page, { vendor, preload: 'none' });
    // Its deadline is 5 s; what is there but covered would be given 20 s.
    await expect
      .poll(() => proofs(app), { timeout: 15_000 })
      .toMatchObject([{ failures: [{ vendor, code: 'not_shown' }] }]);
  });
