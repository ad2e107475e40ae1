import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { routeVendors, solveChallenge } from 'captcha-failover-simulator/playwright';
import type { Simulator } from 'captcha-failover-simulator';
import { createServer, type ViteDevServer } from 'vite';
import type { Page } from '@playwright/test';
import { expect, test } from '../../e2e/harness.js';

declare global {
  interface Window {
    told: string[];
  }
}

/** Where the project's React and the built package are found. Vite watches nothing below `test-results/`. */
const folder = resolve('test/dist/fast-refresh');

/** The file that is edited while its component is on the page. */
const component = (version: number, language = 'en') => `
import { aliyun, tencent } from 'captcha-failover';
import { useCaptcha } from 'captcha-failover/react';

const told = (window.told ??= []);

export function Form() {
  const { formRef, status } = useCaptcha({
    providers: [aliyun({ sceneId: 'scene1', prefix: 'shop1' }), tencent({ appId: '190000001' })],
    language: '${language}',
    preload: 'eager',
    onOutcome: (outcome) => told.push(\`\${outcome.reason ?? outcome.status}, version ${version}\`),
  });
  const submit = (event) => {
    event.preventDefault();
    told.push('submitted, version ${version}');
  };
  return (
    <form ref={formRef} onSubmit={submit}>
      <button>Send</button>
      <h1>Version ${version}</h1>
      <output>{status}</output>
    </form>
  );
}`;

const files = {
  'index.html':
    '<!doctype html><html lang="en"><body><div id="root"></div><script type="module" src="/main.jsx"></script>',
  'main.jsx': `
import { Fragment, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Form } from './form.jsx';
const Mode = location.search ? StrictMode : Fragment;
createRoot(document.getElementById('root')).render(<Mode><Form /></Mode>);`,
};

const write = (file: string, text: string) => writeFileSync(resolve(folder, file), text);

let server: ViteDevServer;
// They edit the same file, one after the other.
test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) write(file, text);
  server = await createServer({
    root: folder,
    configFile: false,
    logLevel: 'error',
    plugins: [react()],
    cacheDir: resolve(folder, 'vite'),
    server: { port: 0, host: '127.0.0.1' },
  });
  write('form.jsx', component(1));
  await server.listen();
});
test.afterAll(() => server.close());

/** Opens the app as it was at first; gives the languages in which Aliyun was asked for a challenge. */
async function open(page: Page, simulator: Simulator, isStrict: boolean): Promise<string[]> {
  const languages: string[] = [];
  page.on('request', (request) => {
    const body = new URLSearchParams(request.postData() ?? '');
    if (body.get('Action')?.startsWith('InitCaptcha')) languages.push(body.get('Language') ?? '');
  });
  write('form.jsx', component(1));
  await routeVendors(page, simulator);
  await page.goto(`${server.resolvedUrls?.local[0] ?? ''}${isStrict ? '?strict' : ''}`);
  await expect(page.getByText('Version 1')).toBeVisible();
  await expect(page.locator('output')).toHaveText('ready');
  return languages;
}

/** The server's watcher may miss a change that follows another at once: then the file is saved again. */
async function edit(page: Page, ...of: Parameters<typeof component>): Promise<void> {
  await expect(async () => {
    write('form.jsx', component(...of));
    await expect(page.getByText(`Version ${of[0]}`)).toBeVisible({ timeout: 3000 });
  }).toPass();
}

const press = (page: Page) => page.getByRole('button', { name: 'Send' }).click();
const slider = (page: Page) => page.getByRole('slider', { disabled: false });
const told = (page: Page) => page.evaluate(() => window.told);

// React runs the effects of an edited component anew, though not under StrictMode.
for (const isStrict of [false, true])
  test.describe(isStrict ? 'in StrictMode' : 'outside StrictMode', () => {
    test('an edit of a component that waits makes no other captcha', async ({ page, simulator }) => {
      const languages = await open(page, simulator, isStrict);
      await edit(page, 2);
      await press(page);
      await solveChallenge(page);
      await expect.poll(() => told(page)).toEqual(['passed, version 2', 'submitted, version 2']);
      expect(languages).toEqual(['en']);
    });

    test('an edit during a challenge leaves it open, and its form is sent as edited', async ({ page, simulator }) => {
      const languages = await open(page, simulator, isStrict);
      await press(page);
      await expect(slider(page)).toBeVisible();
      await edit(page, 2);
      await edit(page, 3);
      await expect(slider(page)).toBeVisible();
      await solveChallenge(page);
      await expect.poll(() => told(page)).toEqual(['passed, version 3', 'submitted, version 3']);
      expect(languages).toEqual(['en']);
    });
  });

test('an edit of the data during a challenge holds from the next check on', async ({ page, simulator }) => {
  const languages = await open(page, simulator, false);
  await press(page);
  await expect(slider(page)).toBeVisible();
  await edit(page, 2, 'ja');
  await solveChallenge(page);
  await expect.poll(() => told(page)).toEqual(['passed, version 2', 'submitted, version 2']);
  await expect.poll(() => languages).toEqual(['en', 'ja']);
  await press(page);
  await solveChallenge(page);
  await expect.poll(() => told(page)).toHaveLength(4);
});
