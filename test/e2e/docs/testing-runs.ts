import { spawnSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { BrowserContext, Page } from '@playwright/test';
import { mintTencentTicket, startSimulator, type Simulator } from 'captcha-failover-simulator';
import { closeChallenge, routeVendors, solveChallenge } from 'captcha-failover-simulator/playwright';
import { build as bundle } from 'esbuild';
import { build } from 'vite';
import { babelConfig, jestDomEnvironment, jestProgram } from '../../builds/jest-dom.js';
import { documentOf } from '../../unit/docs/documents.js';
import { sectionOf } from '../../unit/docs/markdown.js';
import { createVerifier, type Verifier } from '../../../src/server/index.js';
import { expect } from '../harness.js';
import { makeAppFolder } from './app-folder.js';
import type { SnippetRuns } from './snippet-run.js';

/** Runs a program of the project in a folder; what it says when it fails is in the assertion. */
function runsIn(folder: string, ...words: string[]): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, CI: '1', NODE_OPTIONS: '' },
  });
  expect(`${status ?? 'killed'}${status === 0 ? '' : `\n${stdout}\n${stderr}`}`).toBe('0');
}

const jestDom = {
  'node_modules/jest-environment-jsdom/package.json': '{ "main": "index.cjs" }',
  'node_modules/jest-environment-jsdom/index.cjs': jestDomEnvironment,
};

const blockOf = (nth: number) => sectionOf(documentOf('docs/testing.md'), 'In a browser').blocks[nth]?.code ?? '';

/** The app of the section on browsers, as Vite builds it in a mode. */
async function appIn(mode: string): Promise<string> {
  const root = makeAppFolder(mode, {
    'index.html': '<!doctype html><script type="module" src="/app.js"></script>',
    'app.js': blockOf(0),
  });
  const built = await build({ root, mode, configFile: false, logLevel: 'silent', build: { write: false } });
  const { output } = [built].flat()[0] as { output: { fileName: string; code?: string }[] };
  return output.find(({ fileName }) => fileName.endsWith('.js'))?.code ?? '';
}

const form = '<form method="post" action="/login"><button>Sign in</button></form><p role="status"></p>';

/** An app as it ships: real addresses, no switch. Its server lets in whoever brings a proof. */
async function serveShippedApp(context: BrowserContext): Promise<void> {
  const script = await bundleModule(`
    import { createCaptcha, protectForm, tencent, aliyun } from 'captcha-failover';
    const providers = [tencent({ appId: '190000001' }), aliyun({ sceneId: 'scene1', prefix: 'shop1' })];
    protectForm(createCaptcha({ providers }), 'form', { field: 'proof' });
  `);
  const html = (body: string) =>
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title>${body}</html>`;
  await context.route('https://shop.example/**', (route) => {
    const isPost = route.request().method() === 'POST';
    const hasProof = new URLSearchParams(route.request().postData() ?? '').get('proof')?.includes('"v":1');
    const answer = isPost ? `<h1>${hasProof ? 'Signed in' : 'No'}</h1>` : `${form}<script>${script}</script>`;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body: html(answer) });
  });
}

async function bundleModule(contents: string): Promise<string> {
  const { outputFiles } = await bundle({
    stdin: { contents, resolveDir: makeAppFolder('shipped', {}) },
    bundle: true,
    write: false,
    format: 'iife',
  });
  return outputFiles[0]?.text ?? '';
}

interface AppTest {
  name: string;
  run: (fixtures: { page: Pick<Page, 'goto' | 'getByRole'> }) => Promise<void>;
}

export const runs: SnippetRuns = {
  'docs/testing.md › The simulator in Playwright (2)': [
    {
      does: 'passes as it is written, on an app that knows nothing of it',
      async run({ page, code }) {
        type SimulatedTest = (fixtures: { page: Page; context: BrowserContext }) => Promise<void>;
        const tests: SimulatedTest[] = [];
        const hooks: (() => Promise<void>)[] = [];
        const test = Object.assign((_: string, run: SimulatedTest) => tests.push(run), {
          beforeAll: (start: () => Promise<void>) => hooks.unshift(start),
          afterAll: (end: () => Promise<void>) => hooks.push(end),
        });
        const given = { test, expect, startSimulator, routeVendors, solveChallenge, closeChallenge };
        runInNewContext(code.replace(/^import .*$/gm, ''), given);
        expect(tests).toHaveLength(4);
        const [begin, end] = hooks;
        await begin?.();
        for (const run of tests) {
          const context = await page.context().browser()?.newContext({ baseURL: 'https://shop.example' });
          if (!context) throw new Error('no browser');
          await serveShippedApp(context);
          await run({ page: await context.newPage(), context });
          await context.close();
        }
        await end?.();
      },
    },
  ],
  'docs/testing.md › Your server': [
    {
      does: 'takes what the simulator passes, and nothing else',
      async run({ code }) {
        const source = code.replace(/^import .*$/gm, '').replaceAll('export const', 'var');
        const made = (await runInNewContext(`(async () => {${source}; return { simulator, verifier }; })()`, {
          createVerifier,
          startSimulator,
        })) as { simulator: Simulator; verifier: Verifier };
        const { appId } = made.simulator.site('tencent');
        const proof = { v: 1, vendor: 'tencent', id: appId, ...mintTencentTicket({ appId }) };
        const judge = (posted: object) => made.verifier.verify(posted, { remoteIp: '203.0.113.7' });
        expect(await judge(proof)).toMatchObject({ accepted: true, assurance: 'human' });
        expect(await judge({ ...proof, ticket: 'tr03forged*' })).toMatchObject({ accepted: false });
        await made.verifier.close();
        await made.simulator.close();
      },
    },
  ],
  'docs/testing.md › Vitest': [
    {
      does: 'passes as it is written',
      run({ code }) {
        const folder = makeAppFolder('vitest', { 'login.test.js': code, 'vitest.config.js': 'export default {};' });
        runsIn(folder, resolve('node_modules/vitest/vitest.mjs'), 'run', '--root', folder);
        return Promise.resolve();
      },
    },
  ],
  'docs/testing.md › Jest': [
    {
      does: 'lets Babel compile the package for the test below',
      run({ code }) {
        const [, test] = sectionOf(documentOf('docs/testing.md'), 'Jest').blocks;
        const folder = makeAppFolder('jest-babel', {
          'login.test.js': test?.code ?? '',
          'package.json': '{}',
          'jest.config.cjs': code,
          'babel.config.cjs': babelConfig,
          ...jestDom,
        });
        // Installed, and not linked: Jest goes by where a file really is.
        const installed = join(folder, 'node_modules/captcha-failover');
        rmSync(installed);
        for (const part of ['package.json', 'dist']) cpSync(part, join(installed, part), { recursive: true });
        runsIn(folder, jestProgram, '--rootDir', folder);
        return Promise.resolve();
      },
    },
  ],
  'docs/testing.md › Jest (2)': [
    {
      does: 'passes as it is written',
      run({ code }) {
        const folder = makeAppFolder('jest', {
          'login.test.js': code,
          'package.json': '{ "type": "module" }',
          ...jestDom,
        });
        runsIn(folder, '--experimental-vm-modules', jestProgram, '--rootDir', folder);
        return Promise.resolve();
      },
    },
  ],
  'docs/testing.md › In a browser': [
    {
      does: 'leaves the fake out of the production build',
      async run() {
        expect(await appIn('e2e')).toContain('fake_');
        expect(await appIn('production')).not.toContain('fake_');
      },
    },
  ],
  'docs/testing.md › In a browser (2)': [
    {
      does: 'passes as it is written',
      async run({ page, shop, code }) {
        await shop.openModule(form, await appIn('e2e'));
        const tests: AppTest[] = [];
        const test = (name: string, run: AppTest['run']) => tests.push({ name, run });
        runInNewContext(code.replace(/^import .*$/m, ''), { test, expect });
        expect(tests).toHaveLength(2);
        // What `baseURL` is for.
        const goto = (path: string) => page.goto(new URL(path, 'https://shop.example').href);
        for (const { run } of tests) await run({ page: { goto, getByRole: page.getByRole.bind(page) } });
        expect(shop.posts).toMatchObject([{ path: '/login' }]);
        expect(shop.posts[0]?.fields['captcha-proof']).toContain('fake_pass_1');
      },
    },
  ],
};
