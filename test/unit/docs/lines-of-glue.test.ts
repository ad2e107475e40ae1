// @vitest-environment node
import { expect, it } from 'vitest';
import { readDocument } from './documents.js';

/**
 * The lines that a form or a button has only because of the captcha, in the examples as they are written. Imports, and
 * the options, which are written once for all forms of an app, are left out.
 */
const facesOf: readonly [page: string, key: string, glue: RegExp, most: number][] = [
  ['plain HTML, in scripts of its own', 'docs/attributes.md › A complete page', /CaptchaFailover|verify|<script>/, 0],
  ['a form of React', 'docs/react.md › A form', /ref=\{formRef\}/, 1],
  [
    'a React button with status',
    'docs/react.md › A button: captcha, then SMS, then countdown',
    /useCaptcha\(|verify\(\)|!proof|status === /,
    4,
  ],
  ['a form of Vue', 'docs/vue.md › A form', /useCaptcha\(|ref="formRef"|status === /, 3],
  ['a form of Svelte', 'docs/captcha-form.md › Svelte 5', /@attach/, 1],
];

it.each(facesOf)('%s has no more lines for its captcha than it needs', (_, key, glue, most) => {
  const block = readDocument(key.split(' › ')[0] ?? '').blocks.find((candidate) => candidate.key === key);
  const lines = (block?.code ?? '').split('\n').filter((line) => glue.test(line) && !/^\s*import /.test(line));
  expect(block).toBeDefined();
  expect(lines).toHaveLength(most);
});
