import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { readDocument } from '../../unit/docs/documents.js';
import { bundle, challenge, expect, isProof, solve, test, type App } from '../app.js';

const form = readDocument('docs/react.md').blocks.find(({ key }) => key === 'docs/react.md › A form');

/** How each version puts a component on the page and takes it away. */
const starts = {
  17: `
    import { render, unmountComponentAtNode } from 'react-dom';
    const start = (app, root) => (render(app, root), () => unmountComponentAtNode(root));`,
  18: `
    import { createRoot } from 'react-dom/client';
    const start = (app, element) => {
      const root = createRoot(element);
      root.render(app);
      return () => root.unmount();
    };`,
};

const open = async (app: App, version: keyof typeof starts) => {
  const contents = `
    import { StrictMode } from 'react';
    ${form?.code ?? ''}
    ${starts[version]}
    window.leave = start(<StrictMode><LoginForm /></StrictMode>, document.getElementById('root'));`;
  const alias = Object.fromEntries(
    ['react', 'react-dom'].map((name) => [name, resolve(`test/apps/node_modules/${name}-${version}`)]),
  );
  const script = await bundle(
    { stdin: { contents, resolveDir: resolve('test/apps'), loader: 'tsx' }, alias },
    'development',
  );
  app.serve('/app.js', script, 'text/javascript; charset=utf-8');
  await app.open('<div id="root"></div><script src="/app.js" defer></script>');
};

const submit = async (page: Page) => {
  await page.getByLabel('User').fill('ada');
  await page.getByLabel('Password').fill('analytical engine');
  await page.getByRole('button', { name: 'Sign in' }).click();
};

for (const version of [17, 18] as const)
  test(`React ${version}, in StrictMode: the form is sent with its proof, and leaves nothing when it goes`, async ({
    app,
    page,
  }) => {
    await open(app, version);
    await submit(page);
    await expect(challenge(page)).toBeVisible();
    await page.evaluate(() => (window as unknown as { leave(): void }).leave());
    await expect(challenge(page)).toHaveCount(0);

    await open(app, version);
    await submit(page);
    await solve(page);
    await expect
      .poll(() => app.posts.map(({ fields }) => fields))
      .toEqual([{ user: 'ada', password: 'analytical engine', 'captcha-proof': isProof }]);
    expect([app.warnings, app.complaints]).toEqual([[], []]);
  });
