import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines } from '../e2e/engines.js';
import { bundlers, startViteServer } from './bundlers.js';
import { app, appResult, installApp, textsOf } from './installed-app.js';

/** Where each entry of the package is used. */
const entries: Record<string, readonly ('browser' | 'node')[]> = {
  '.': ['browser', 'node'],
  './error-catalog': ['browser', 'node'],
  './messages': ['browser'],
  './react': ['browser'],
  './recovery-ticket': ['browser', 'node'],
  './server': ['node'],
  './testing': ['browser'],
  './vue': ['browser'],
};

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  exports: Record<string, unknown>;
  unpkg: string;
  jsdelivr: string;
};
const specifierOf = (entry: string) => `captcha-failover${entry.slice(1)}`;
const entriesFor = (place: 'browser' | 'node') =>
  Object.keys(entries).filter((entry) => entries[entry]?.includes(place));

let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = installApp();
  browser = await chromium.launch({ ...foundEngines.chromium?.launchOptions });
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a page has to say: its result, or its first error. */
async function resultAt(url: string, page: Page): Promise<unknown> {
  const error = new Promise<string>((resolve) => page.once('pageerror', (thrown) => resolve(String(thrown))));
  await page.goto(url);
  const result = page.locator('body[data-result]').getAttribute('data-result', { timeout: 20_000 });
  const text = await Promise.race([result, error]);
  await page.close();
  return text?.startsWith('{') ? (JSON.parse(text) as unknown) : text;
}

async function resultOf(script: string): Promise<unknown> {
  const page = await browser.newPage();
  await page.route('**/*', (route) =>
    route.request().url().endsWith('/app.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><meta charset="utf-8"><body><script src="/app.js" defer></script>',
        }),
  );
  return resultAt('https://app.example/', page);
}

it('each entry of the package is in the table above', () => {
  const named = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');
  expect(Object.keys(entries).sort()).toEqual(named.sort());
});

it('the app uses every entry for browsers', () => {
  for (const entry of entriesFor('browser')) expect(app).toContain(`from '${specifierOf(entry)}'`);
});

describe('the installed package, in an app', () => {
  it.each(bundlers)('of $name, works in Chromium with the $takes build', async ({ bundle, takes }) => {
    expect(await resultOf(await bundle(folder))).toEqual({ ...appResult, ...textsOf[takes] });
  });

  it("of Vite's dev server, works in Chromium with the development build", async () => {
    const { url, close } = await startViteServer(folder);
    try {
      expect(await resultAt(url, await browser.newPage())).toEqual({ ...appResult, ...textsOf.development });
    } finally {
      await close();
    }
  });

  it.each([
    ['captcha-failover.min.js', 'production'],
    ['captcha-failover.js', 'development'],
  ] as const)('with a script tag for %s, works in Chromium with the %s texts', async (file, build) => {
    const script = readFileSync(join(folder, 'node_modules/captcha-failover/dist', file), 'utf8');
    const result = await resultOf(`${script}
      const warnings = [];
      console.warn = (text) => warnings.push(text.split('"')[1]);
      CaptchaFailover.createCaptcha({ providers: CaptchaFailover.tencent({ appId: '1' }), moed: 'popup', preload: 'none' });
      const says = new CaptchaFailover.CaptchaError('script_network').message;
      document.body.dataset.result = JSON.stringify({ names: Object.keys(CaptchaFailover).sort(), says, warnings });`);
    const names = ['createCaptcha', 'isCaptchaElement', 'protectForm', 'tencent', 'userMessage'];
    expect(result).toEqual({ ...textsOf[build], names: expect.arrayContaining(names) as unknown });
  });

  it('has the small script-tag file where a CDN looks for one', () => {
    expect([manifest.unpkg, manifest.jsdelivr]).toEqual(Array(2).fill('./dist/captcha-failover.min.js'));
  });

  it.each([
    ['production', []],
    ['development', ['--conditions=development']],
  ] as const)('gives Node the %s build with the options %j', (build, options) => {
    const code = `import('captcha-failover').then(({ CaptchaError }) => console.log(new CaptchaError('script_network').message))`;
    expect(run(...options, '--eval', code)).toBe(textsOf[build].says);
  });

  it.each(entriesFor('node'))('gives Node its entry %s by require and by import', (entry) => {
    const specifier = JSON.stringify(specifierOf(entry));
    for (const code of [
      `console.log(Object.keys(require(${specifier})).length > 0)`,
      `import(${specifier}).then((all) => console.log(Object.keys(all).length > 0))`,
    ])
      expect(run('--eval', code)).toBe('true');
  });
});

/** What Node prints in the app's folder. */
function run(...words: string[]): string {
  return execFileSync(process.execPath, words, { cwd: folder, encoding: 'utf8' }).trim();
}
