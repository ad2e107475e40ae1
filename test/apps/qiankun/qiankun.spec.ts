import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundle, expect, isProof, solve, test, type App } from '../app.js';

const sandboxes = ['default', 'loose', 'off'];

/** A micro app whose page is this, in qiankun's sandbox. */
async function mount(app: App, sandbox: string, body: string): Promise<void> {
  app.serve('/micro/', `<!doctype html><html><head></head><body>${body}</body></html>`, 'text/html');
  await app.start('qiankun/main.js', `<div id="root" data-sandbox="${sandbox}" data-entry="/micro/"></div>`);
}

const form = (
  by: string,
  mode: string,
) => `<form class="protected" data-by="${by}" data-mode="${mode}" action="/login" method="post">
  <input name="user" value="ada" aria-label="User"><button>Send</button></form><div class="box"></div>`;

for (const sandbox of sandboxes)
  for (const [by, mode] of [
    ['element', 'popup'],
    ['selector', 'popup'],
    ['element', 'embed'],
  ] as const)
    test(`sandbox ${sandbox}: a form protected by ${by} is sent after its challenge, ${mode}`, async ({
      app,
      page,
    }) => {
      const script = await bundle({ entryPoints: [resolve('test/apps/qiankun/micro.js')] });
      app.serve('/micro/app.js', script, 'text/javascript');
      await mount(app, sandbox, `${form(by, mode)}<script src="/micro/app.js"></script>`);
      await expect(page.locator('form[data-ready]')).toBeVisible();
      await page.getByRole('button', { name: 'Send' }).click();
      await solve(page);
      await expect
        .poll(() => app.posts.map(({ fields }) => fields))
        .toEqual([{ user: 'ada', 'captcha-proof': isProof }]);
    });

for (const sandbox of sandboxes)
  test(`sandbox ${sandbox}: the script-tag file sets its global`, async ({ app, page }) => {
    app.serve('/library.js', readFileSync('dist/captcha-failover.min.js', 'utf8'), 'text/javascript');
    const own = `window.micro = { bootstrap: async () => {}, unmount: async () => {}, async mount({ container }) {
      const names = [typeof window.CaptchaFailover, typeof CaptchaFailover.protectForm];
      container.querySelector('p').textContent = names.join(' ');
    } };`;
    app.serve('/micro/app.js', own, 'text/javascript');
    await mount(app, sandbox, '<p></p><script src="/library.js"></script><script src="/micro/app.js"></script>');
    await expect(page.getByText('object function')).toBeVisible();
  });
