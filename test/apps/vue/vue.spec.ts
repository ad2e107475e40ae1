import { challenge, expect, isProof, solve, test } from '../app.js';

declare global {
  interface Window {
    show(isShown: boolean): void;
  }
}

for (const view of ['ByElement', 'BySelector'])
  for (const kept of [true, false])
    test(`a view ${kept ? 'in <KeepAlive>' : 'with v-if'}, its form protected ${view}: left during the challenge, and back`, async ({
      app,
      page,
    }) => {
      await app.start('vue/app.js', `<div id="root" data-view="${view}" data-kept="${kept}"></div>`);
      await page.getByRole('button').click();
      await expect(challenge(page)).toBeVisible();
      await page.evaluate(() => window.show(false));
      await expect(page.getByText('Another view')).toBeVisible();
      await expect(challenge(page)).toBeHidden();
      expect(app.posts).toEqual([]);

      await page.evaluate(() => window.show(true));
      await page.getByRole('button').click();
      await solve(page);
      await expect.poll(() => app.posts).toHaveLength(1);
      expect(app.posts[0]?.fields).toEqual({ user: 'ada', intent: 'sign-in', 'captcha-proof': isProof });
    });
