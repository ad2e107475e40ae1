// @vitest-environment node
import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documentFiles, documents, readDocument, readText } from './documents.js';

/** Documents whose blocks other tests run: any-language.test.ts, test/apps/recipes/ and test/servers/. */
const runElsewhere = [
  'docs/captcha-form.md',
  'docs/captcha-form.zh-CN.md',
  'docs/react.md',
  'docs/react.zh-CN.md',
  'docs/recipes.md',
  'docs/recipes.zh-CN.md',
  'docs/server.md',
  'docs/vue.md',
  'docs/vue.zh-CN.md',
  'docs/server.zh-CN.md',
  'docs/any-language.md',
  'docs/any-language.zh-CN.md',
];

const root = readdirSync('.').filter((file) => file.endsWith('.md'));
const docs = readdirSync('docs', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => `docs/${file.replaceAll('\\', '/')}`);

it('there is no document with a snippet that no test touches', () => {
  const tested = new Set<string>([...documentFiles, ...runElsewhere]);
  expect(docs.length).toBeGreaterThan(5);
  for (const file of [...root, ...docs]) {
    if (tested.has(file)) continue;
    // A figure or a sample of what a vendor sends is text, no code.
    const fences = (readText(file).match(/^```\w+$/gm) ?? []).filter((fence) => fence !== '```text');
    expect(fences, file).toEqual([]);
  }
});

it('the shell blocks of docs/server.md install what the package names as its peers', () => {
  const { peerDependencies } = JSON.parse(readText('package.json')) as { peerDependencies: Record<string, string> };
  const shell = readDocument('docs/server.md').blocks.filter(({ language }) => language === 'sh');
  const installed = shell.flatMap(({ code }) => code.replace('npm install ', '').split(' '));
  // The frameworks are there before it.
  const peers = Object.keys(peerDependencies).filter((peer) => peer !== 'react' && peer !== 'vue');
  expect(installed.sort()).toEqual(peers.sort());
});

/** Calls with a real vendor; a fake one speaks no language. */
const examples = [...documents, readDocument('docs/server.md'), readDocument('docs/recipes.md')]
  .flatMap(({ blocks }) => blocks)
  .filter(({ code }) => /(createCaptcha|captchaForm|useCaptcha)\(\{/.test(code) && /\b(tencent|aliyun)\(/.test(code));

it('every example lets the page and the browser say the language: a single tag throws where a vendor lacks it', () => {
  expect(examples.length).toBeGreaterThan(15);
  for (const { key, code } of examples) {
    const calls = code.split(/(?:createCaptcha|captchaForm|useCaptcha)\(\{/).slice(1);
    for (const call of calls) expect(call.split('\n});')[0], key).toContain("language: 'auto'");
    expect(code, key).not.toContain('navigator.language');
  }
});

const tags = documents.flatMap(({ blocks }) =>
  blocks.flatMap(({ key, code }) => Array.from(code.matchAll(/<script\b[^>]*>/g), ([tag]) => ({ key, tag }))),
);

it('every tag with a hash also says crossorigin: without it a file from another host is refused', () => {
  const hashed = tags.filter(({ tag }) => tag.includes('integrity='));
  expect(hashed.length).toBeGreaterThan(5);
  for (const { key, tag } of hashed) expect(tag, key).toContain('crossorigin="anonymous"');
});

it('every tag that protects a form lets the page and the browser say the language', () => {
  const protecting = tags.filter(({ tag }) => tag.includes('data-form='));
  expect(protecting.length).toBeGreaterThan(2);
  for (const { key, tag } of protecting) expect(tag, key).toContain('data-language="auto"');
});

it.each(['README.md', 'README.zh-CN.md'])('%s stays one sitting: what it grows by belongs in docs/', (file) => {
  expect(readText(file).split('\n').length).toBeLessThanOrEqual(320);
});
