import { readFileSync } from 'node:fs';
import type * as Face from '../../../src/script-tag.js';
import { expect, test } from '../harness.js';

interface Page {
  CaptchaFailover: typeof Face;
  outcomes: object[];
}

test.describe('the script-tag build', () => {
  test('works from plain HTML, by its global', async ({ page, scenario }) => {
    const scriptUrl = scenario.url('tencent-cn', { behave: 'smart_pass' });
    await scenario.open({
      body: `<button id="login" type="button">Log in</button>
<script src="/dist/captcha-failover.min.js"></script>
<script>
  var outcomes = [];
  CaptchaFailover.createCaptcha({
    providers: CaptchaFailover.tencent({ appId: '190000001', scriptUrl: ${JSON.stringify(scriptUrl)} }),
    button: '#login',
    onOutcome: function (outcome) { outcomes.push(outcome); },
  });
</script>`,
    });
    await page.locator('#login').click();
    const outcomes = () => page.evaluate(() => (window as unknown as Page).outcomes);
    await expect.poll(outcomes).toMatchObject([{ status: 'passed', proof: { vendor: 'tencent', id: '190000001' } }]);
  });

  test('adds one name to the page, and loads nothing by itself', async ({ page, scenario }) => {
    await scenario.open({
      head: `<script>var before = Object.getOwnPropertyNames(window);</script>
<script src="/dist/captcha-failover.min.js"></script>
<script>var after = Object.getOwnPropertyNames(window);</script>`,
    });
    const { added, requests } = await page.evaluate(() => {
      const { before, after } = window as unknown as { before: string[]; after: string[] };
      return {
        added: after.filter((name) => !before.includes(name) && name !== 'after'),
        requests: performance.getEntriesByType('resource').filter(({ name }) => !name.includes('/dist/')).length,
      };
    });
    expect(added).toEqual(['CaptchaFailover']);
    expect(requests).toBe(0);
  });

  test('passes the integrity check of the hash beside it, and a wrong hash keeps it out', async ({
    page,
    scenario,
  }) => {
    const hash = readFileSync('dist/captcha-failover.min.js.sri', 'utf8').trim();
    for (const { integrity, there } of [
      { integrity: hash, there: true },
      { integrity: `sha384-${'A'.repeat(64)}`, there: false },
    ]) {
      await scenario.open({ head: `<script src="/dist/captcha-failover.min.js" integrity="${integrity}"></script>` });
      expect(await page.evaluate(() => 'CaptchaFailover' in window)).toBe(there);
    }
  });

  test('knows the recovery ticket, too', async ({ page, scenario }) => {
    await scenario.open({ head: '<script src="/dist/captcha-failover.min.js"></script>' });
    const ticket = await page.evaluate(() => {
      const { createRecoveryTicket, parseRecoveryTicket } = (window as unknown as Page).CaptchaFailover;
      return parseRecoveryTicket(createRecoveryTicket({ code: 1001, id: '190000001', now: 1_700_000_000_000 }));
    });
    expect(ticket).toEqual({ prefix: 'trerror', code: 1001, id: '190000001', issuedAt: 1_700_000_000_000 });
  });
});
