import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { parse } from 'acorn';
import { documentOf } from '../../unit/docs/documents.js';
import { sectionOf } from '../../unit/docs/markdown.js';

const { browserslist } = JSON.parse(readFileSync('package.json', 'utf8')) as { browserslist: string[] };

/** As `browserslist` calls them, and as people do. */
const names: Record<string, string> = {
  chrome: 'Chrome',
  edge: 'Edge',
  firefox: 'Firefox',
  safari: 'Safari',
  ios_saf: 'iOS Safari',
};

test('every file that a browser gets is ES2018', () => {
  const files = readdirSync('dist', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.js') && !file.startsWith('server'),
  );
  expect(files.length).toBeGreaterThan(10);
  for (const file of files) {
    const sourceType = file.startsWith('captcha-failover') ? 'script' : 'module';
    expect(() => parse(readFileSync(`dist/${file}`, 'utf8'), { ecmaVersion: 2018, sourceType }), file).not.toThrow();
  }
});

for (const [file, heading] of [
  ['docs/browsers.md', 'Browsers and size'],
  ['docs/browsers.zh-CN.md', '浏览器与体积'],
] as const)
  test(`${file} names the browsers whose APIs the linter checks against`, () => {
    const { text } = sectionOf(documentOf(file), heading);
    expect(browserslist.length).toBeGreaterThan(0);
    for (const line of browserslist) {
      const [, id = '', version = ''] = /^(\w+) >= (\d+)$/.exec(line) ?? [];
      expect(text).toContain(`${names[id] ?? id} ${version}`);
    }
  });
