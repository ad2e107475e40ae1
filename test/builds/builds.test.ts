import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { foundEngines } from '../e2e/engines.js';
import { bundlers } from './bundlers.js';
import { app, appResult, installApp } from './installed-app.js';

/** Where each entry of the package is used. */
const entries: Record<string, readonly ('browser' | 'node')[]> = {
  '.': ['browser', 'node'],
  './error-catalog': ['browser', 'node'],
  './messages': ['browser'],
  './recovery-ticket': ['browser', 'node'],
  './server': ['node'],
  './testing': ['browser'],
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

/** What a page with this script has to say: its result, or its first error. */
async function resultOf(script: string): Promise<unknown> {
  const page = await browser.newPage();
  const error = new Promise<string>((resolve) => page.once('pageerror', (thrown) => resolve(String(thrown))));
  await page.route('**/*', (route) =>
    route.request().url().endsWith('/app.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><meta charset="utf-8"><body><script src="/app.js" defer></script>',
        }),
  );
  await page.goto('https://app.example/');
  const result = page.locator('body[data-result]').getAttribute('data-result', { timeout: 20_000 });
  const text = await Promise.race([result, error]);
  await page.close();
  return text?.startsWith('{') ? (JSON.parse(text) as unknown) : text;
}

it('each entry of the package is in the table above', () => {
  const named = Object.keys(manifest.exports).filter((entry) => entry !== './package.json');
  expect(Object.keys(entries).sort()).toEqual(named.sort());
});

it('the app uses every entry for browsers', () => {
  for (const entry of entriesFor('browser')) expect(app).toContain(`from '${specifierOf(entry)}'`);
});

describe('the installed package, in an app', () => {
  it.each(bundlers)('of %s, works in Chromium', async (_, bundle) => {
    expect(await resultOf(await bundle(folder))).toEqual(appResult);
  });

  it('with a script tag, works in Chromium', async () => {
    expect(manifest.jsdelivr).toBe(manifest.unpkg);
    const script = readFileSync(join(folder, 'node_modules/captcha-failover', manifest.unpkg), 'utf8');
    const names = await resultOf(`${script}
      document.body.dataset.result = JSON.stringify({ names: Object.keys(CaptchaFailover).sort() });`);
    expect(names).toEqual({
      names: expect.arrayContaining([
        'createCaptcha',
        'isCaptchaElement',
        'protectForm',
        'tencent',
        'userMessage',
      ]) as unknown,
    });
  });

  it.each(entriesFor('node'))('gives Node its entry %s by require and by import', (entry) => {
    const specifier = JSON.stringify(specifierOf(entry));
    for (const code of [
      `console.log(Object.keys(require(${specifier})).length > 0)`,
      `import(${specifier}).then((all) => console.log(Object.keys(all).length > 0))`,
    ])
      expect(execFileSync(process.execPath, ['--eval', code], { cwd: folder, encoding: 'utf8' }).trim()).toBe('true');
  });
});
