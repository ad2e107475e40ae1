import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { compileScript, parse } from 'vue/compiler-sfc';
import { readDocument } from '../../unit/docs/documents.js';
import { aliyunPopup, solveAliyun } from '../../e2e/challenge.js';
import type { Block } from '../../unit/docs/markdown.js';
import { bundle, challenge, expect, solve, test, type App } from '../app.js';

/** It is there once this folder is installed, which is later than types are checked. */
const { compile } = createRequire(import.meta.url)('svelte/compiler') as {
  compile(code: string, options: { name: string }): { js: { code: string } };
};

/** The blocks of the pages of the faces, by their keys; each is run below as it is written, that of Next.js in Next.js. */
const blocks = new Map(
  ['docs/captcha-form.md', 'docs/react.md', 'docs/vue.md']
    .flatMap((file) => readDocument(file).blocks)
    .filter(({ key }) => key !== 'docs/react.md › Next.js')
    .map((block) => [block.key, block]),
);

const react = (name: string) => `
  import { createRoot } from 'react-dom/client';
  const root = createRoot(document.getElementById('root'));
  root.render(<${name} />);
  window.leave = () => root.unmount();`;

/** What puts a block on the page, after its code. */
const mounts = {
  hand: 'window.leave = undo;',
  form: react('LoginForm'),
  code: react('SendCode'),
  codeField: `
    import { ProForm, ProFormText } from '@ant-design/pro-components';
    import { createRoot } from 'react-dom/client';
    createRoot(document.getElementById('root')).render(
      <ProForm>
        <ProFormText name="mobile" label="Mobile" initialValue="13800000000" />
        <CodeField />
      </ProForm>,
    );`,
  vue2: `
    import Vue from 'vue2/dist/vue.esm.js';
    const app = new Vue({ el: '#root', render: (h) => h(LoginForm) });
    window.leave = () => app.$destroy();`,
};

/** A block as a script: components are compiled as their frameworks' bundlers do it. */
function scriptOf({ language, code }: Block, mount: string): string {
  if (language === 'vue') {
    const { descriptor } = parse(code);
    const { content } = compileScript(descriptor, { id: 'login', inlineTemplate: true });
    return `import { createApp } from 'vue';
      ${content.replace('export default', 'const component =')}
      const app = createApp(component);
      app.mount('#root');
      window.leave = () => app.unmount();`;
  }
  if (language === 'svelte')
    return `${compile(code, { name: 'LoginForm' }).js.code.replace('export default', '')}
      import { mount, unmount } from 'svelte';
      const app = mount(LoginForm, { target: document.getElementById('root') });
      window.leave = () => unmount(app);`;
  return `${code}\n${mount}`;
}

async function open(
  app: App,
  key: string,
  mount = '',
  body = '<div id="root"></div>',
  change = (code: string) => code,
): Promise<void> {
  const block = blocks.get(key);
  if (!block) throw new Error(`There is no block ${key}`);
  const contents = scriptOf({ ...block, code: change(block.code) }, mount);
  app.serve(
    '/app.js',
    await bundle({ stdin: { contents, resolveDir: resolve('test/apps'), loader: 'tsx' } }),
    'text/javascript; charset=utf-8',
  );
  await app.open(`${body}<script src="/app.js" defer></script>`);
}

const press = (page: Page, name: string) => page.getByRole('button', { name }).click();
const leave = (page: Page) => page.evaluate(() => (window as unknown as { leave(): void }).leave());

const form =
  '<form action="/login" method="post"><input name="user" aria-label="User" required><button>Sign in</button></form>';

const forms: readonly (readonly [key: string, mount?: string, body?: string])[] = [
  ['docs/captcha-form.md › By hand', mounts.hand, form],
  ['docs/captcha-form.md › Svelte 5'],
  ['docs/captcha-form.md › React 19 without the hook', mounts.form],
  ['docs/captcha-form.md › Vue 2.7', mounts.vue2],
  ['docs/react.md › A form', mounts.form],
  ['docs/vue.md › A form'],
  ['docs/vue.md › A form (2)'],
];
for (const [key, mount, body] of forms)
  test(`${key}: posts the form with a proof, and leaves nothing when it goes`, async ({ app, page }) => {
    await open(app, key, mount, body);
    await page.getByLabel('User').fill('ada');
    const password = page.getByLabel('Password');
    if (await password.count()) await password.fill('analytical engine');
    await press(page, 'Sign in');
    await expect(challenge(page)).toBeVisible();
    await leave(page);
    await expect(challenge(page)).toHaveCount(0);
    expect(app.posts).toEqual([]);

    await open(app, key, mount, body);
    await page.getByLabel('User').fill('ada');
    if (await password.count()) await password.fill('analytical engine');
    await press(page, 'Sign in');
    await solve(page);
    await expect.poll(() => app.posts).toHaveLength(1);
    expect(app.posts[0]?.fields).toMatchObject({
      user: 'ada',
      'captcha-proof': expect.stringContaining('"ticket":'),
    });
  });

const buttons = [
  'docs/react.md › A button: captcha, then SMS, then countdown',
  'docs/vue.md › A button: captcha, then SMS, then countdown',
];
for (const key of buttons)
  test(`${key}: asks, sends, counts down; a closed challenge sends nothing`, async ({ app, page }) => {
    await open(app, key, mounts.code);
    const button = page.locator('#root button');
    await press(page, 'Send me a code');
    await page.getByRole('slider', { disabled: false }).press('Escape');
    await expect(challenge(page)).toBeHidden();
    await expect(button).toHaveText('Send me a code');
    expect(app.posts).toEqual([]);
    await press(page, 'Send me a code');
    await solve(page);
    await expect(button).toHaveText(/^Again in \d+ s$/);
    await expect(button).toBeDisabled();
    expect(app.posts.map(({ path }) => path)).toEqual(['/send-code']);
  });

const codeField = 'docs/react.md › A button: captcha, then SMS, then countdown (2)';
test.describe("Ant Design's ProFormCaptcha", () => {
  const button = (page: Page) => page.getByRole('button', { name: '获取验证码' });
  const countdown = (page: Page) => page.getByRole('button', { name: /^\d+ 秒后重新获取$/ });

  test('counts down once the code is sent, by the second vendor while the first hangs; a closed challenge sends nothing', async ({
    app,
    page,
  }) => {
    app.suppose({ tencent: { entry: ['hang'] } });
    await open(app, codeField, mounts.codeField);
    await button(page).click();
    await page.getByRole('slider', { disabled: false }).press('Escape');
    await expect(aliyunPopup(page)).toBeHidden();
    await expect(button(page)).not.toHaveClass(/loading/);
    expect(app.posts).toEqual([]);

    const sent = page.waitForRequest('**/send-code');
    await button(page).click();
    await solveAliyun(page);
    await expect(countdown(page)).toBeDisabled();
    expect((await sent).postDataJSON()).toMatchObject({ mobile: '13800000000', proof: { vendor: 'aliyun' } });
    expect(app.posts).toHaveLength(1);
  });

  test('stays without a countdown where the check fails and where the code is not sent, and works at the next press', async ({
    app,
    page,
  }) => {
    app.suppose({ tencent: { entry: ['503'] }, aliyun: { entry: ['503'] } });
    await open(app, codeField, mounts.codeField, undefined, (code) =>
      code.replace("language: 'auto'", "recovery: 'none', deadline: 6000"),
    );
    await button(page).click();
    await expect(button(page)).toHaveClass(/loading/);
    await expect(button(page)).not.toHaveClass(/loading/);
    expect(app.posts).toEqual([]);

    app.suppose({});
    const refusals = ['refused'];
    await page.route('**/send-code', (route) =>
      refusals.pop() ? route.fulfill({ status: 429 }) : route.fulfill({ status: 200 }),
    );
    await button(page).click();
    await solve(page);
    await expect.poll(() => refusals).toEqual([]);
    await expect(button(page)).not.toHaveClass(/loading/);
    await button(page).click();
    await solve(page);
    await expect(countdown(page)).toBeDisabled();
  });
});

test('each block of these pages is run here', () => {
  expect([...forms.map(([key]) => key), ...buttons, codeField].sort()).toEqual([...blocks.keys()].sort());
});
