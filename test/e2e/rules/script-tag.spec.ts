import { readFileSync } from 'node:fs';
import type { CaptchaFailoverGlobal } from '../../../src/script-tag.js';
import { expect, test } from '../harness.js';

const files = ['captcha-failover.min.js', 'captcha-failover.js'];

/** How a page comes to run the file, as the text of a script; `code` is the file's. */
const ways: Record<string, (file: string) => string> = {
  'a classic script': (file) => `
    const script = document.createElement('script');
    script.src = '/dist/${file}';
    document.head.append(script);
    await new Promise((resolve) => (script.onload = resolve));
    return window;`,
  'an import as a module': (file) => `
    await import('/dist/${file}');
    return window;`,
  'a function': () => `
    new Function(code)();
    return window;`,
  // As import-html-entry does it for qiankun, whose proxy keeps what a micro app writes to itself.
  "qiankun's sandbox": () => `
    const own = {};
    const proxy = new Proxy(own, {
      has: (target, name) => name in target || name in window,
      get: (target, name) => (name === 'window' || name === 'self' ? proxy : name in target ? target[name] : window[name]),
    });
    new Function('window', 'self', 'globalThis', 'with (window) {' + code + '\\n}').call(proxy, proxy, proxy, proxy);
    return own;`,
};

interface Page {
  CaptchaFailover: CaptchaFailoverGlobal;
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

  for (const file of files)
    for (const [way, script] of Object.entries(ways))
      test(`sets its global on \`window\` in ${way}: ${file}`, async ({ page, scenario }) => {
        await scenario.open();
        const result = await page.evaluate(
          `(async () => {
            const code = await (await fetch('/dist/${file}')).text();
            const owner = await (async () => { ${script(file)} })();
            return [typeof owner.CaptchaFailover?.createCaptcha, owner === window || !('CaptchaFailover' in window)];
          })()`,
        );
        expect(result).toEqual(['function', true]);
      });

  test('passes the integrity check of the hash beside it, and a wrong hash keeps it out', async ({
    page,
    scenario,
  }) => {
    for (const file of files)
      for (const { integrity, there } of [
        { integrity: readFileSync(`dist/${file}.sri`, 'utf8').trim(), there: true },
        { integrity: `sha384-${'A'.repeat(64)}`, there: false },
      ]) {
        await scenario.open({ head: `<script src="/dist/${file}" integrity="${integrity}"></script>` });
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
