import { trapsExcept } from 'captcha-failover-simulator/cases';
import { solveTencent, tencentChallenge } from '../challenge.js';
import { begin, eventsOf, expect, outcomeOf, test } from '../harness.js';
import { hears, openNaivePage, type NaivePage } from '../naive-page.js';

const appId = '190000001';
/** The first prehandle fails and the second is answered; the timer of the first fires 20 s / 8 after it. */
const config = ['404', 'ok'] as const;
const speed = 8;

test.describe("Tencent: the timer of a failed prehandle sends 1006 into the retry's open challenge", () => {
  test('in a naive page, trap on', async ({ page, scenario }) => {
    await openNaivePage(page, scenario, [scenario.url('tencent-cn', { config }, speed)]);
    await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
    await expect(tencentChallenge(page)).toBeVisible();
    await hears(page, 'A 1006');
  });

  test('in a naive page, trap off', async ({ page, scenario }) => {
    const traps = trapsExcept('stale-config-timer');
    await openNaivePage(page, scenario, [scenario.url('tencent-cn', { config, traps }, speed)]);
    await page.evaluate(() => (window as unknown as NaivePage).tencent('A').show());
    await expect(tencentChallenge(page)).toBeVisible();
    await solveTencent(page);
    await hears(page, 'A passed');
  });

  test('the library answers it by one new show(), and the user passes', async ({ page, scenario }) => {
    await scenario.open();
    await begin(page, { providers: [{ appId, scriptUrl: scenario.url('tencent-cn', { config }, speed) }] });
    const shown = async () => (await eventsOf(page)).filter(({ type }) => type === 'shown').length;
    await expect.poll(shown, { timeout: 15_000 }).toBe(2);
    await solveTencent(page);
    expect(await outcomeOf(page)).toMatchObject({ status: 'passed' });
  });
});
