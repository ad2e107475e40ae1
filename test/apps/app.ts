import { resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { expect } from '../e2e/harness.js';
import { test as base, type Shop } from '../e2e/docs/shop.js';
import { solveTencent, tencentChallenge } from '../e2e/challenge.js';
import type { Page } from '@playwright/test';

const javascript = 'text/javascript; charset=utf-8';
const bundles = new Map<string, Promise<string>>();

/** Which build of a framework is bundled: in development React runs each effect twice under StrictMode, and warns. */
export type Mode = 'production' | 'development';

/** A file of this folder as a bundler makes it, each once. */
function bundleOf(file: string, mode: Mode): Promise<string> {
  const key = `${mode} ${file}`;
  const made = bundles.get(key) ?? bundle({ entryPoints: [resolve('test/apps', file)] }, mode);
  bundles.set(key, made);
  return made;
}

/** One script, with the real libraries and the built package in it. */
export async function bundle(source: BuildOptions, mode: Mode = 'production'): Promise<string> {
  const { outputFiles } = await build({
    ...source,
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    loader: { '.js': 'jsx' },
    alias: {
      // With its warnings, as a bundler's development mode takes it.
      'captcha-failover': resolve('dist/development/index.js'),
      'captcha-failover/messages': resolve('dist/messages/index.js'),
      'captcha-failover/react': resolve('dist/development/react/index.js'),
      'captcha-failover/vue': resolve('dist/development/vue/index.js'),
      react: resolve('test/apps/node_modules/react'),
      'react-dom': resolve('test/apps/node_modules/react-dom'),
      vue: resolve('test/apps/node_modules/vue/dist/vue.esm-bundler.js'),
      ...source.alias,
    },
    define: {
      'process.env.NODE_ENV': JSON.stringify(mode),
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
  });
  return outputFiles[0]?.text ?? '';
}

/** Opens a page with this markup, and an app of this folder in it. */
export async function openApp(
  shop: Shop,
  file: string,
  body = '<div id="root"></div>',
  mode: Mode = 'production',
): Promise<void> {
  shop.serve('/app.js', await bundleOf(file, mode), javascript);
  await shop.open(`${body}<script src="/app.js" defer></script>`);
}

export interface App extends Shop {
  /** Opens a page with this markup, and an app of this folder in it. */
  start(file: string, body?: string, mode?: Mode): Promise<void>;
  /** Warnings on the console. */
  readonly warnings: readonly string[];
  /** What the app keeps in `window.seen`. */
  seen(): Promise<unknown[]>;
}

export const test = base.extend<{ app: App }>({
  app: async ({ shop, page }, use) => {
    const warnings: string[] = [];
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
    await use({
      ...shop,
      warnings,
      start: (file, body, mode) => openApp(shop, file, body, mode),
      seen: () => page.evaluate(() => (window as unknown as { seen?: unknown[] }).seen ?? []),
    });
    expect(shop.strays).toEqual([]);
    expect(shop.errors).toEqual([]);
  },
});
export { expect };

/** A challenge of the first vendor, passed. */
export const solve = (page: Page): Promise<void> => solveTencent(page);
export const challenge = tencentChallenge;

/** A proof of a passed challenge, as it is posted. */
export const isProof = expect.stringMatching(/^\{"v":1,"id":"190000001","vendor":"tencent","ticket":"/) as unknown;
