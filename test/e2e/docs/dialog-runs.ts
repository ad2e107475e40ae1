import type { Page } from '@playwright/test';
import { solveTencent, tencentChallenge } from '../challenge.js';
import { expect } from '../harness.js';
import { bundleComponent } from './bundle.js';
import type { Place, SnippetRun, SnippetRuns } from './snippet-run.js';

type Open = (place: Place) => Promise<void>;

const dialogOf = (page: Page) => page.getByRole('dialog', { name: 'Sign in' });
const handleOf = (page: Page) => page.locator('.tencent-captcha-dy__handle:not([aria-disabled])');

/** Opens the dialog and submits its form by keyboard: that leaves the focus in a trap, if there is one. */
async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(dialogOf(page)).toBeVisible();
  // Some components take the focus once more when they have come in.
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  await page.getByLabel('User').fill('ada');
  await page.getByLabel('User').press('Enter');
}

const recipeRuns = (open: Open): SnippetRun[] => [
  {
    does: 'lets a challenge be solved by keyboard, and the form be sent',
    async run(place) {
      const { page, shop } = place;
      await open(place);
      await submit(page);
      await handleOf(page).focus();
      // A trap takes the focus back at once, or a task later.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      await expect(handleOf(page)).toBeFocused();
      await solveTencent(page);
      await expect.poll(() => shop.posts).toMatchObject([{ fields: { user: 'ada' } }]);
      expect(shop.posts[0]?.fields['captcha-proof']).toContain('"vendor":"tencent"');
    },
  },
  {
    does: 'stays open while the challenge is clicked, and when Escape closes it',
    async run(place) {
      const { page, shop } = place;
      await open(place);
      await submit(page);
      await handleOf(page).waitFor();
      await tencentChallenge(page).click({ position: { x: 12, y: 12 } });
      await expect(tencentChallenge(page)).toBeVisible();
      await expect(dialogOf(page)).toBeVisible();
      await handleOf(page).press('Escape');
      await expect(page.getByRole('slider')).toHaveCount(0);
      await expect(dialogOf(page)).toBeVisible();
      await expect(page.getByLabel('User')).toHaveValue('ada');
      expect(shop.posts).toEqual([]);
      // And Escape is the dialog's again.
      await page.getByLabel('User').press('Escape');
      await expect(dialogOf(page)).toBeHidden();
    },
  },
];

/** The same dialog without what the recipe is about. */
const fails = (does: string, open: Open, check: (page: Page) => Promise<void>): SnippetRun => ({
  does,
  async run(place) {
    await open(place);
    await submit(place.page);
    await check(place.page);
  },
});

/** What has the focus in vain. */
async function cannotFocus(page: Page): Promise<void> {
  await handleOf(page).waitFor();
  await expect
    .poll(async () => {
      await handleOf(page).focus();
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
      return handleOf(page).evaluate((handle) => handle === document.activeElement);
    })
    .toBe(false);
}

const component =
  (language: 'jsx' | 'vue', change = (code: string) => code): Open =>
  async ({ shop, code }) => {
    const { script, style } = await bundleComponent(language, change(code));
    shop.serve('/app.js', script, 'text/javascript; charset=utf-8');
    shop.serve('/app.css', style, 'text/css; charset=utf-8');
    await shop.open('<link rel="stylesheet" href="/app.css"><script src="/app.js" defer></script>');
  };

const nativeDialog = `<button onclick="document.querySelector('dialog').showModal()">Open</button>
<dialog aria-label="Sign in">
  <form action="/login" method="post"><label>User <input name="user" required></label><button>Sign in</button></form>
</dialog>`;

const native =
  (change = (code: string) => code): Open =>
  ({ shop, code }) =>
    shop.openModule(nativeDialog, change(code));

/** Leaves something out that must be there. */
const without = (part: string | RegExp) => (code: string) => {
  expect(code).toMatch(part);
  return code.replace(part, '');
};

export const runs: SnippetRuns = {
  'docs/dialogs.md › Native dialog': [
    ...recipeRuns(native()),
    fails(
      'is needed: a modal dialog makes the challenge inert',
      native(without(/captcha\.subscribe[^]*$/)),
      cannotFocus,
    ),
  ],
  'docs/dialogs.md › Radix Dialog': [
    ...recipeRuns(component('jsx')),
    fails(
      'is needed: a challenge that takes the focus closes the dialog',
      component('jsx', without('onInteractOutside={stay}')),
      (page) => expect(dialogOf(page)).toBeHidden(),
    ),
    fails(
      'is needed: a modal dialog takes the pointer from the page',
      component('jsx', without('modal={false}')),
      async (page) => {
        expect(await page.evaluate(() => getComputedStyle(document.body).pointerEvents)).toBe('none');
      },
    ),
  ],
  'docs/dialogs.md › Ant Design Modal': [
    ...recipeRuns(component('jsx')),
    fails(
      'is needed: the modal keeps the focus to itself',
      component('jsx', without('focusable={{ trap: !checking }}')),
      cannotFocus,
    ),
  ],
  'docs/dialogs.md › Element Plus Dialog': [
    ...recipeRuns(component('vue')),
    fails(
      'is needed: the dialog keeps the focus to itself',
      component('vue', without("addEventListener('focusout', letFocusGo, true);")),
      cannotFocus,
    ),
  ],
};
