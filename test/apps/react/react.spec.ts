import { challenge, expect, isProof, openApp, solve, test, type App } from '../app.js';

const start = (app: App, name: string) => app.start('react/app.jsx', `<div id="root" data-app="${name}"></div>`);
const sent = [
  ['user', 'ada'],
  ['password', 'secret'],
];

test('a fieldset that the status disables: all its fields are posted', async ({ app, page }) => {
  await start(app, 'DisabledFieldset');
  await page.getByRole('button').click();
  await solve(page);
  await expect.poll(() => app.posts).toHaveLength(1);
  expect(app.posts[0]?.fields).toEqual({
    user: 'ada',
    password: 'secret',
    intent: 'sign-in',
    'captcha-proof': isProof,
  });
});

for (const [name, what] of [
  ['FormAction', 'a button with a formAction, disabled while a check runs'],
  ['SpinnerForButton', 'a button with a formAction that a spinner stands in for while a check runs'],
] as const)
  test(`${what}: its function gets the form, once`, async ({ app, page }) => {
    await start(app, name);
    await page.getByRole('button').click();
    await solve(page);
    await expect.poll(app.seen).toHaveLength(1);
    expect(await app.seen()).toEqual([[...sent, ['captcha-proof', isProof]]]);
    expect(app.posts).toEqual([]);
  });

test('useActionState: its action gets all fields, once', async ({ app, page }) => {
  await start(app, 'ActionState');
  await page.getByRole('button').click();
  await solve(page);
  await expect(page.locator('output')).toContainText('captcha-proof');
  const entries = JSON.parse((await page.locator('output').textContent()) ?? '') as [string, string][];
  expect(entries).toHaveLength(4);
  expect(Object.fromEntries(entries)).toEqual({
    ...Object.fromEntries(sent),
    intent: 'sign-in',
    'captcha-proof': isProof,
  });
});

test("a handler that reads the submitter's dataset finds the very button", async ({ app, page }) => {
  await start(app, 'Dataset');
  await page.getByRole('button').click();
  await solve(page);
  await expect.poll(app.seen).toHaveLength(1);
  expect(await app.seen()).toEqual([['quick', 'send', [...sent, ['intent', 'sign-in'], ['captcha-proof', isProof]]]]);
});

test('a view that is left during the challenge takes the challenge with it', async ({ app, page }) => {
  await start(app, 'Leaving');
  await page.getByRole('button').click();
  await expect(challenge(page)).toBeVisible();
  await page.evaluate(() => (window as unknown as { leave(): void }).leave());
  await expect(page.getByText('Another view')).toBeVisible();
  await expect(challenge(page)).toBeHidden();
  expect(app.posts).toEqual([]);
});

test('a form with a new key for each status is sent at the second press, with the proof of the first', async ({
  page,
  shop,
}) => {
  await openApp(shop, 'react/app.jsx', '<div id="root" data-app="Rekeyed"></div>');
  await page.getByRole('button').click();
  await solve(page);
  await expect.poll(() => shop.errors).toEqual([expect.stringContaining('A form was replaced during its check')]);
  expect(shop.posts).toEqual([]);
  await page.getByRole('button').click();
  await expect.poll(() => shop.posts).toHaveLength(1);
  expect(shop.posts[0]?.fields['captcha-proof']).toEqual(isProof);
});
