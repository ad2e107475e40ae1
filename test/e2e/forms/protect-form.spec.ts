import type { Page } from '@playwright/test';
import { solveTencent, tencentChallenge } from '../challenge.js';
import { expect, test } from '../harness.js';
import { fields, openForm, receive } from './form-page.js';

const form = `<form action="/login" method="post">${fields}</form>`;
const isProof = expect.stringMatching(/^\{"v":1,"id":"190000001","vendor":"tencent","ticket":"/) as unknown as string;
const hiddenFields = (page: Page) => page.locator('input[type=hidden]');

test('a form is sent once, with the proof and what the pressed button says', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form);
  await page.getByRole('button', { name: 'Register' }).evaluate((button: HTMLButtonElement) => {
    button.click();
    button.click();
  });
  await solveTencent(page);
  await expect
    .poll(() => sent)
    .toEqual([{ path: '/register', fields: { user: 'ada', action: 'register', 'captcha-proof': isProof } }]);
  await expect(hiddenFields(page)).toHaveCount(0);
});

test('the Enter key does what it does without us: the first button counts', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form);
  await page.getByLabel('User').press('Enter');
  await page.getByLabel('User').press('Enter');
  await solveTencent(page);
  await expect
    .poll(() => sent)
    .toEqual([{ path: '/login', fields: { user: 'ada', action: 'sign-in', 'captcha-proof': isProof } }]);
});

test('validation comes first, and no challenge before it', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form);
  await page.getByLabel('User').fill('');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByLabel('User')).toBeFocused();
  expect(await page.evaluate(() => window.captcha.status)).not.toBe('starting');
  await page.getByLabel('User').fill('grace');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await solveTencent(page);
  await expect.poll(() => sent).toHaveLength(1);
});

test('novalidate stays in force', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form.replace('<form', '<form novalidate'));
  await page.getByLabel('User').fill('');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await solveTencent(page);
  await expect.poll(() => sent.map((request) => request.fields['user'])).toEqual(['']);
});

test('a closed challenge sends nothing, and the form works the next time', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('slider', { disabled: false }).press('Escape');
  await expect(page.getByRole('slider')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => window.captcha.status)).toBe('ready');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await solveTencent(page);
  await expect.poll(() => sent).toHaveLength(1);
});

test('a page that posts by itself reads the proof in its own handler, each time another one', async ({
  page,
  scenario,
}) => {
  await openForm(page, scenario, form);
  await page.evaluate(() => {
    const proofs: FormDataEntryValue[][] = [];
    Object.assign(window, { proofs });
    document.addEventListener('submit', (event) => {
      event.preventDefault();
      proofs.push(new FormData(event.target as HTMLFormElement).getAll('captcha-proof'));
    });
  });
  const proofs = () => page.evaluate(() => (window as unknown as { proofs: string[][] }).proofs);
  for (const times of [1, 2]) {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await solveTencent(page);
    await expect.poll(proofs).toHaveLength(times);
  }
  const [first, second] = await proofs();
  expect([first, second]).toEqual([[isProof], [isProof]]);
  expect(second).not.toEqual(first);
  await page.evaluate(() => document.querySelector('form')?.reset());
  await expect(hiddenFields(page)).toHaveCount(0);
});

for (const [what, change] of [
  ['disabled', (button: HTMLButtonElement) => void (button.disabled = true)],
  ['removed', (button: HTMLButtonElement) => button.remove()],
] as const) {
  test(`a button that is ${what} during the check counts all the same`, async ({ page, scenario }) => {
    const sent = await receive(page);
    await openForm(page, scenario, form);
    await page.getByRole('button', { name: 'Register' }).click();
    await expect(tencentChallenge(page)).toBeVisible();
    await page.locator('[value=register]').evaluate(change);
    await solveTencent(page);
    await expect.poll(() => sent).toMatchObject([{ path: '/register', fields: { action: 'register' } }]);
  });
}

test('a browser without requestSubmit and submitter sends the same', async ({ page, scenario }) => {
  const sent = await receive(page);
  await page.addInitScript(() => {
    Reflect.deleteProperty(HTMLFormElement.prototype, 'requestSubmit');
    Reflect.deleteProperty(SubmitEvent.prototype, 'submitter');
  });
  await openForm(page, scenario, form);
  await page.getByRole('button', { name: 'Register' }).click();
  await solveTencent(page);
  await expect
    .poll(() => sent)
    .toEqual([{ path: '/register', fields: { user: 'ada', action: 'register', 'captcha-proof': isProof } }]);
  await page.getByLabel('User').press('Enter');
  await solveTencent(page);
  await expect.poll(() => sent.map(({ fields }) => fields['action'])).toEqual(['register', 'sign-in']);
  await expect(page.locator('form button')).toHaveCount(2);
});

test('a form in a shadow root is protected', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, `<div id="host"><template shadowrootmode="open">${form}</template></div>`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await solveTencent(page);
  await expect.poll(() => sent).toMatchObject([{ fields: { 'captcha-proof': isProof } }]);
});

test('a form in a dialog closes it with the proof, and its cancel button closes it without a check', async ({
  page,
  scenario,
}) => {
  const cancel = '<button formmethod="dialog" value="cancel">Cancel</button>';
  await openForm(page, scenario, `<dialog><form method="dialog">${fields}${cancel}</form></dialog>`);
  const dialog = page.locator('dialog');
  const returned = () => dialog.evaluate((element: HTMLDialogElement) => element.returnValue);
  await dialog.evaluate((element: HTMLDialogElement) => {
    element.addEventListener('submit', (event) => {
      const data = new FormData(event.target as HTMLFormElement);
      element.dataset['proof'] = data.get('captcha-proof') as string;
    });
    element.show();
  });
  await page.getByRole('button', { name: 'Cancel' }).click();
  expect(await returned()).toBe('cancel');
  await expect(dialog).toBeHidden();
  await dialog.evaluate((element: HTMLDialogElement) => element.show());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await solveTencent(page);
  await expect(dialog).toBeHidden();
  expect(await returned()).toBe('sign-in');
  await expect(dialog).toHaveAttribute('data-proof', isProof);
});

test('the end of the protection takes the challenge down, and the form goes its way', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(tencentChallenge(page)).toBeVisible();
  await page.evaluate(() => window.unprotect());
  await expect(page.getByRole('slider')).toHaveCount(0);
  expect(sent).toEqual([]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect.poll(() => sent).toEqual([{ path: '/login', fields: { user: 'ada', action: 'sign-in' } }]);
});

test('a destroyed captcha sends nothing', async ({ page, scenario }) => {
  const sent = await receive(page);
  await openForm(page, scenario, form);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(tencentChallenge(page)).toBeVisible();
  await page.evaluate(() => window.captcha.destroy());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('slider')).toHaveCount(0);
  expect(sent).toEqual([]);
  expect(await page.evaluate(() => window.recorded.faults)).toEqual([]);
});

test('the script-tag build has it', async ({ page, scenario }) => {
  await scenario.open({ head: '<script src="/dist/captcha-failover.min.js"></script>' });
  expect(
    await page.evaluate(
      () => typeof (window as unknown as { CaptchaFailover: { protectForm: unknown } }).CaptchaFailover.protectForm,
    ),
  ).toBe('function');
});
