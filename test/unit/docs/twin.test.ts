// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readDocument, readText, twinOf } from './documents.js';
import { anchorOf, codeSpans, linkTargets, tableRows, type Section } from './markdown.js';

/** Documents with a Chinese twin, which has the same outline, code, links, tables and numbers. */
const twins = [
  'README.md',
  'docs/README.md',
  'docs/any-language.md',
  'docs/attributes.md',
  'docs/captcha-form.md',
  'docs/react.md',
  'docs/vue.md',
  'docs/browsers.md',
  'docs/csp.md',
  'docs/dialogs.md',
  'docs/drop-in.md',
  'docs/errors.md',
  'docs/events.md',
  'docs/limits.md',
  'docs/migrate/aliyun-v2.md',
  'docs/migrate/aliyun-v3.md',
  'docs/migrate/tencent-snippet.md',
  'docs/migrate/turnstile.md',
  'docs/options.md',
  'docs/outcomes.md',
  'docs/peers.md',
  'docs/recipes.md',
  'docs/recovery-tickets.md',
  'docs/server.md',
  'docs/testing.md',
  'docs/usage.md',
  'docs/warnings.md',
];

const sorted = (values: Iterable<string>) => Array.from(new Set(values)).sort();

/** The names of headings that are no words of a language: functions, products. */
const isName = (heading: string) =>
  heading.startsWith('`') ||
  /^(captcha-failover|createCaptcha\(options\)|tencent\(options\)|aliyun\(options\)|React|Python|Java|Go|PHP|Vitest|Jest|Express|Fastify|Next\.js|Turbo|jQuery|jquery-validation|Angular|React Aria)$/.test(
    heading,
  );

describe.each(twins)('the Chinese twin of %s', (file) => {
  const twinFile = twinOf(file);
  const english = readDocument(file);
  const chinese = readDocument(twinFile);
  const pairs = english.sections.map((section, index) => ({
    heading: section.heading,
    section,
    twin: chinese.sections[index] as Section,
  }));
  /** Anchors in one language become those of the other, by the place of the heading. */
  const anchors = new Map(
    pairs.map(({ heading, twin }) => [
      `#${anchorOf(heading)}`,
      `#${anchorOf((twin as Section | undefined)?.heading ?? '')}`,
    ]),
  );
  const inChinese = (target: string) => anchors.get(target) ?? target;

  it('has the same outline', () => {
    expect(chinese.sections.map(({ level }) => level)).toEqual(english.sections.map(({ level }) => level));
    for (const { heading, twin } of pairs.filter((pair) => isName(pair.heading))) expect(twin.heading).toBe(heading);
  });

  it('has the same blocks, each under the same heading', () => {
    const plain = ({ blocks }: Section) => blocks.map(({ language, code }) => ({ language, code }));
    expect(pairs.map(({ twin }) => plain(twin))).toEqual(pairs.map(({ section }) => plain(section)));
  });

  it('names the same code in each section', () => {
    for (const { heading, section, twin } of pairs)
      expect(sorted(codeSpans(twin.text)), heading).toEqual(sorted(codeSpans(section.text)));
  });

  it('has the same links in each section', () => {
    const name = file.slice(file.lastIndexOf('/') + 1);
    const toEachOther = [name, name.replace('.md', '.zh-CN.md')];
    // A document that has a twin is linked in the reader's language, and so is a section of it.
    const links = (text: string) =>
      linkTargets(text)
        .filter((target) => !toEachOther.includes(target))
        .map((target) => target.replace('.zh-CN.md', '.md').replace(/(\.md)#.*/, '$1#'));
    for (const { heading, section, twin } of pairs)
      expect(sorted(links(twin.text)), heading).toEqual(sorted(links(section.text).map(inChinese)));
  });

  it('has the same tables', () => {
    // The cells of code and numbers; the others are prose.
    const facts = ({ text }: Section) =>
      tableRows(text).map(([name, ...cells]) => [cells.length, codeSpans(name ?? ''), cells.flatMap(codeSpans).sort()]);
    for (const { heading, section, twin } of pairs) expect(facts(twin), heading).toEqual(facts(section));
  });

  it('has the same numbers', () => {
    // Single digits aside, which prose may write in words.
    const numbers = (text: string) =>
      sorted(Array.from(text.matchAll(/\d+(\.\d+)*/g), ([number]) => number).filter((number) => number.length > 1));
    expect(numbers(readText(twinFile))).toEqual(numbers(readText(file)));
  });
});
