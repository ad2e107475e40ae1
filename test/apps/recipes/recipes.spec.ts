import { resolve } from 'node:path';
import { readDocument } from '../../unit/docs/documents.js';
import type { Page } from '@playwright/test';
import { bundle, challenge, expect, isProof, solve, test, type App } from '../app.js';

const { sections } = readDocument('docs/recipes.md');

/** The page of a recipe: its markup, or this, and its script with the real library. */
async function open(app: App, heading: string, markup = '', change?: (code: string) => string): Promise<void> {
  const blocks = sections.find((section) => section.heading === heading)?.blocks ?? [];
  const html = blocks.find(({ language }) => language === 'html')?.code ?? markup;
  const script = blocks.find(({ language }) => language === 'js' || language === 'ts');
  if (!script) throw new Error(`${heading} has no script`);
  const isAngular = script.language === 'ts';
  const contents = change ? change(script.code) : script.code;
  if (change) expect(contents).not.toBe(script.code);
  app.serve(
    '/app.js',
    await bundle({
      stdin: {
        contents: isAngular ? `import 'zone.js';\nimport '@angular/compiler';\n${contents}\n${mount}` : contents,
        resolveDir: resolve('test/apps'),
        loader: isAngular ? 'ts' : 'js',
      },
      tsconfigRaw: { compilerOptions: { experimentalDecorators: true, useDefineForClassFields: false } },
    }),
    'text/javascript; charset=utf-8',
  );
  await app.open(`${isAngular ? '<sign-in></sign-in>' : html}<script src="/app.js" defer></script>`);
}

const mount = `import { bootstrapApplication } from '@angular/platform-browser';\nvoid bootstrapApplication(SignIn);`;

/** Leaves something out, or puts something in its place, that must make a difference. */
const without =
  (part: string | RegExp, instead = '') =>
  (code: string) =>
    code.replace(part, instead);

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const posted = (app: App) => app.posts.map(({ path, fields }) => ({ path, ...fields }));
const signIn = { path: '/login', user: 'ada', action: 'sign-in', 'captcha-proof': isProof };

test('each recipe is run here', () => {
  const headings = sections.filter(({ blocks }) => blocks.length).map(({ heading }) => heading);
  expect(headings).toEqual([
    'Turbo',
    'htmx: a form',
    'htmx: a button or a field',
    'jQuery',
    'jquery-validation',
    'A question before the form is sent',
    'Angular',
    // In dialogs/dialogs.spec.ts.
    'React Aria',
  ]);
});

test('Turbo: a form that a visit has brought is checked', async ({ app, page }) => {
  const form =
    '<form class="protected" action="/login" method="post"><input name="user" value="ada"><button name="action" value="sign-in">Sign in</button></form>';
  app.serve('/login-page', `<!doctype html><html><body>${form}</body></html>`, 'text/html');
  await open(app, 'Turbo', '<a href="/login-page">Sign in</a>');
  await page.getByRole('link').click();
  await press(page, 'Sign in');
  await solve(page);
  await expect.poll(() => posted(app)).toEqual([signIn]);
});

test('htmx: a form is posted with the proof, by the button', async ({ app, page }) => {
  await open(app, 'htmx: a form');
  await press(page, 'Sign in');
  await solve(page);
  await expect(page.locator('#answer')).toContainText('Signed in');
  expect(posted(app)).toEqual([signIn]);
});

test('htmx: a button of its own is held back until there is a proof', async ({ app, page }) => {
  await open(app, 'htmx: a button or a field');
  for (const count of [1, 2]) {
    await press(page, 'Send me a code');
    await expect(challenge(page)).toBeVisible();
    expect(app.posts).toHaveLength(count - 1);
    await solve(page);
    await expect.poll(() => app.posts).toHaveLength(count);
  }
  expect(posted(app)).toEqual(Array(2).fill({ path: '/send-code', 'captcha-proof': isProof }));
  expect(app.posts[0]?.fields).not.toEqual(app.posts[1]?.fields);
});

test('htmx: a field with hx-trigger="change" is held back, too, and a closed challenge sends nothing', async ({
  app,
  page,
}) => {
  await open(app, 'htmx: a button or a field');
  await page.getByLabel('Country').selectOption('Peru');
  await page.getByRole('slider', { disabled: false }).press('Escape');
  await expect(challenge(page)).toBeHidden();
  await page.getByLabel('Country').selectOption('Chile');
  await solve(page);
  await expect.poll(() => posted(app)).toEqual([{ path: '/country', country: 'Chile', 'captcha-proof': isProof }]);
});

test('htmx: without the recipe, such a button posts no proof', async ({ app, page }) => {
  await open(app, 'htmx: a button or a field', '', without('event.preventDefault();'));
  await press(page, 'Send me a code');
  await expect.poll(() => posted(app)).toEqual([{ path: '/send-code' }]);
});

test('jQuery: requestSubmit() is checked', async ({ app, page }) => {
  await open(app, 'jQuery');
  await page.getByLabel('Country').selectOption('Peru');
  await solve(page);
  await expect.poll(() => posted(app)).toEqual([{ path: '/country', country: 'Peru', 'captcha-proof': isProof }]);
});

test('jQuery: its own .submit() is not, as the recipe and the build for developers say', async ({ app, page }) => {
  await open(app, 'jQuery', '', without('event.target.form.requestSubmit();', '$(event.target.form).submit();'));
  await page.getByLabel('Country').selectOption('Peru');
  await expect.poll(() => posted(app)).toEqual([{ path: '/country', country: 'Peru' }]);
  expect(app.warnings).toEqual([expect.stringContaining('A protected form was posted without a proof')]);
});

test('jquery-validation: validation comes first, and submitHandler posts the proof', async ({ app, page }) => {
  await open(app, 'jquery-validation');
  await press(page, 'Sign in');
  await expect(page.getByText('This field is required.')).toBeVisible();
  await expect(challenge(page)).toHaveCount(0);
  await page.getByLabel('User').fill('ada');
  await page.getByLabel('User').press('Enter');
  await solve(page);
  await expect(page.locator('#answer')).toContainText('Signed in');
  expect(posted(app)).toEqual([signIn]);
});

test('jquery-validation: without the click, the challenge comes first', async ({ app, page }) => {
  await open(app, 'jquery-validation', '', without(/\$\('form button'\)[^]*$/));
  await press(page, 'Sign in');
  await expect(challenge(page)).toBeVisible();
});

for (const way of ['click', 'Enter key'])
  test(`a question before the form is sent is asked once, before the challenge, by ${way}`, async ({ app, page }) => {
    const asked: string[] = [];
    const answers = [false, true];
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (answers.shift() ? dialog.accept() : dialog.dismiss());
    });
    await open(app, 'A question before the form is sent');
    const button = page.getByRole('button', { name: 'Delete' });
    const submit = () => (way === 'click' ? button.click() : button.press('Enter'));
    await submit();
    await expect.poll(() => asked).toHaveLength(1);
    await expect(challenge(page)).toHaveCount(0);
    await submit();
    await solve(page);
    await expect.poll(() => posted(app)).toEqual([{ path: '/delete', 'captcha-proof': isProof }]);
    expect(asked).toHaveLength(2);
  });

test('Angular: the view follows the status, and the form is sent by its button', async ({ app, page }) => {
  await open(app, 'Angular');
  await press(page, 'Sign in');
  await expect(page.getByText('Checking…')).toBeVisible();
  await page.getByRole('slider', { disabled: false }).press('Escape');
  await expect(page.getByText('Checking…')).toHaveCount(0);
  await press(page, 'Sign in');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeDisabled();
  await solve(page);
  await expect.poll(() => posted(app)).toEqual([signIn]);
});

test('Angular: without entering the zone, the view stays as it was', async ({ app, page }) => {
  await open(app, 'Angular', '', without(/this\.zone\.run\(\(\) => \((.*)\)\);/, '$1;'));
  await press(page, 'Sign in');
  await expect(challenge(page)).toBeVisible();
  await expect(page.getByText('Checking…')).toHaveCount(0);
});
