import { resolve } from 'node:path';
import { build } from 'esbuild';
import type { Page } from '@playwright/test';
import { bundle, challenge, expect, isProof, solve, test, type App } from '../app.js';

/** A component for both sides, and how each of them starts it. */
const frameworks = {
  React: {
    component: `
      import { createElement as h } from 'react';
      import { aliyun, tencent } from 'captcha-failover';
      import { useCaptcha } from 'captcha-failover/react';
      function Form() {
        const { formRef, status } = useCaptcha({
          providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })],
        });
        return h('form', { ref: formRef, action: '/login', method: 'post' },
          h('input', { name: 'user', defaultValue: 'ada' }), h('button', null, 'Send'), h('output', null, status));
      }`,
    server: `import { renderToString } from 'react-dom/server'; export const html = renderToString(h(Form));`,
    browser: `import { hydrateRoot } from 'react-dom/client';
      hydrateRoot(document.getElementById('root'), h(Form), { onRecoverableError: (error) => console.error(error) });`,
  },
  Vue: {
    component: `
      import { createSSRApp, h } from 'vue';
      import { aliyun, tencent } from 'captcha-failover';
      import { useCaptcha, vCaptchaForm } from 'captcha-failover/vue';
      const Form = {
        setup() {
          const { formRef, status } = useCaptcha({
            providers: [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })],
          });
          return () => h('form', { ref: formRef, action: '/login', method: 'post' },
            [h('input', { name: 'user', value: 'ada' }), h('button', 'Send'), h('output', status.value)]);
        },
      };
      export { vCaptchaForm };`,
    server: `import { renderToString } from 'vue/server-renderer'; export const html = await renderToString(createSSRApp(Form));`,
    browser: `createSSRApp(Form).mount('#root');`,
  },
} as const;

/** Runs a component's module in Node.js, as a server renders it. */
async function renderOnServer(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: resolve('test/apps'), loader: 'js' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    alias: {
      'captcha-failover': resolve('dist/index.js'),
      'captcha-failover/react': resolve('dist/react/index.js'),
      'captcha-failover/vue': resolve('dist/vue/index.js'),
      react: resolve('test/apps/node_modules/react'),
      'react-dom': resolve('test/apps/node_modules/react-dom'),
      vue: resolve('test/apps/node_modules/vue'),
    },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/');" },
    define: { 'process.env.NODE_ENV': '"development"' },
  });
  const module = (await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.text ?? '').toString('base64')}`
  )) as { html: string };
  return module.html;
}

for (const [name, { component, server, browser }] of Object.entries(frameworks))
  test(`${name}: what a server has rendered is hydrated without a warning, and its form is protected`, async ({
    app,
    page,
  }: {
    app: App;
    page: Page;
  }) => {
    const html = await renderOnServer(`${component}\n${server}`);
    expect(html).toContain('<output>idle</output>');
    app.serve(
      '/app.js',
      await bundle(
        { stdin: { contents: `${component}\n${browser}`, resolveDir: resolve('test/apps'), loader: 'js' } },
        'development',
      ),
      'text/javascript; charset=utf-8',
    );
    await app.open(`<div id="root">${html}</div><script src="/app.js" defer></script>`);
    await page.getByRole('button').click();
    await expect(challenge(page)).toBeVisible();
    await solve(page);
    await expect.poll(() => app.posts.map(({ fields }) => fields)).toEqual([{ user: 'ada', 'captcha-proof': isProof }]);
    expect([app.warnings, app.complaints]).toEqual([[], []]);
  });
