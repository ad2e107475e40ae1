import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import { documentOf } from '../../unit/docs/documents.js';
import { sectionOf } from '../../unit/docs/markdown.js';
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

/**
 * In place of `jest-environment-jsdom`, which this project has not installed: a DOM of happy-dom for Jest. What the
 * snippet needs of it is the same.
 */
const jestEnvironment = `
const { TestEnvironment } = require('jest-environment-node');
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    const { Window } = await import('happy-dom');
    const window = new Window({ url: 'https://shop.example/' });
    for (let object = window; object && object !== Object.prototype; object = Object.getPrototypeOf(object))
      for (const name of Object.getOwnPropertyNames(object))
        if (!(name in this.global)) this.global[name] = window[name];
    this.global.window = this.global;
  }
};`;

const blockOf = (nth: number) => sectionOf(documentOf('docs/testing.md'), 'Playwright').blocks[nth]?.code ?? '';

/** The app of the Playwright section, as Vite builds it in a mode. */
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

interface AppTest {
  name: string;
  run: (fixtures: { page: Pick<Page, 'goto' | 'getByRole'> }) => Promise<void>;
}

export const runs: SnippetRuns = {
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
      does: 'passes as it is written',
      run({ code }) {
        const folder = makeAppFolder('jest', {
          'login.test.js': code,
          'package.json': '{ "type": "module" }',
          'node_modules/jest-environment-jsdom/package.json': '{ "main": "index.cjs" }',
          'node_modules/jest-environment-jsdom/index.cjs': jestEnvironment,
        });
        runsIn(folder, '--experimental-vm-modules', resolve('node_modules/jest/bin/jest.js'), '--rootDir', folder);
        return Promise.resolve();
      },
    },
  ],
  'docs/testing.md › Playwright': [
    {
      does: 'leaves the fake out of the production build',
      async run() {
        expect(await appIn('e2e')).toContain('fake_');
        expect(await appIn('production')).not.toContain('fake_');
      },
    },
  ],
  'docs/testing.md › Playwright (2)': [
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
