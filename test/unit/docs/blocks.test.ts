// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { documents } from './documents.js';
import { parseMarkdown, tableRows } from './markdown.js';

/** By language, what tries a block. test/e2e/docs/ fails when a block of the first kind has no run there. */
const tried = {
  'in a browser (test/e2e/docs/snippets.spec.ts)': ['html', 'http', 'js', 'jsx', 'ts', 'tsx', 'vue'],
  'by the compiler (typed-blocks.test.ts)': ['ts', 'tsx', 'json'],
  'by looking its commands up (shell-blocks.test.ts)': ['sh'],
};

const blocks = documents.flatMap((document) => document.blocks);

describe('fenced blocks of the documents', () => {
  it('are all of a kind that is tried', () => {
    for (const { key, language } of blocks) expect(Object.values(tried).flat(), key).toContain(language);
  });

  it('have names of their own', () => {
    expect(new Set(blocks.map(({ key }) => key)).size).toBe(blocks.length);
  });
});

describe('the reader of documents', () => {
  const source = ['# One', 'text `a`', '```js', '# no heading', '```', '```sh', 'ls', '```', '## Two', 'more'].join(
    '\n',
  );

  it('finds headings, text and blocks', () => {
    const { sections } = parseMarkdown('x.md', source);
    expect(sections.map(({ heading, level, text }) => [heading, level, text])).toEqual([
      ['One', 1, 'text `a`\n'],
      ['Two', 2, 'more\n'],
    ]);
    expect(sections[0]?.blocks.map(({ key, language, code, line }) => [key, language, code, line])).toEqual([
      ['x.md › One', 'js', '# no heading', 3],
      ['x.md › One (2)', 'sh', 'ls', 6],
    ]);
  });

  it.each([
    ['an indented fence', '# One\n- item\n  ```js\n  ```'],
    ['a fence that is never closed', '# One\n```js\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseMarkdown('x.md', text)).toThrow('x.md:');
  });

  it('finds the rows of a table', () => {
    expect(tableRows('| a | b |\n| --- | --- |\n| `x \\| y` | |\n\ntext')).toEqual([['`x | y`', '']]);
  });
});
