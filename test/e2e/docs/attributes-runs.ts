import { solveAliyun, solveTencent } from '../challenge.js';
import { expect } from '../harness.js';
import { closeChallenge } from './close-challenge.js';
import { serveScriptTag, signIn } from './login-runs.js';
import type { Place, SnippetRuns } from './snippet-run.js';

async function open(place: Place): Promise<void> {
  serveScriptTag(place);
  await place.shop.open(place.code);
}

export const runs: SnippetRuns = {
  'docs/attributes.md › A complete page': [
    {
      does: 'signs in with the proof of the second vendor while the first is down, and says what happens',
      async run(place) {
        const { page, shop } = place;
        shop.suppose({ tencent: { entry: ['503'] } });
        await open(place);
        await signIn(page);
        await expect(page.locator('#captcha-message')).toHaveText('Checking that you are human.');
        await solveAliyun(page);
        await expect.poll(() => shop.posts).toHaveLength(1);
        const { user, 'captcha-proof': proof } = shop.posts[0]?.fields ?? {};
        expect([user, JSON.parse(String(proof))]).toMatchObject(['ada', { vendor: 'aliyun', id: 'scene1' }]);
        expect(shop.errors).toEqual([]);
      },
    },
  ],
  'docs/attributes.md › What the page hears': [
    {
      does: 'logs each outcome, and posts the form once it has a proof',
      async run(place) {
        const { page, shop } = place;
        const logged: string[] = [];
        shop.serve('/captcha-log', (body) => {
          logged.push(body);
          return '';
        });
        await open(place);
        await page.getByLabel('User').fill('ada');
        const press = () => page.getByRole('button', { name: 'Sign in' }).click();
        await press();
        await closeChallenge(page);
        await expect.poll(() => logged).toEqual(['dismissed']);
        await press();
        await solveTencent(page);
        await expect.poll(() => shop.posts).toHaveLength(1);
        expect(logged).toEqual(['dismissed', 'passed']);
      },
    },
  ],
};
