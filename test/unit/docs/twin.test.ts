// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { documentOf, readText } from './documents.js';
import { anchorOf, codeSpans, linkTargets, tableRows, type Section } from './markdown.js';

const english = documentOf('README.md');
const chinese = documentOf('README.zh-CN.md');

/** Anchors in one language become those of the other, by the place of the heading. */
const anchors = new Map(
  english.sections.map(({ heading }, index) => [
    `#${anchorOf(heading)}`,
    `#${anchorOf(chinese.sections[index]?.heading ?? '')}`,
  ]),
);
const inChinese = (target: string) => anchors.get(target) ?? target;
const sorted = (values: Iterable<string>) => Array.from(new Set(values)).sort();

/** The names of headings that are no words of a language: functions, products. */
const isName = (heading: string) =>
  /^(captcha-failover|createCaptcha\(options\)|tencent\(options\)|aliyun\(options\)|React)$/.test(heading);

const pairs = english.sections.map((section, index) => ({
  heading: section.heading,
  section,
  twin: chinese.sections[index] as Section,
}));

describe('README.zh-CN.md', () => {
  it('has the same outline as README.md', () => {
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
    const toEachOther = /^README(\.zh-CN)?\.md$/;
    // A document that has a twin is linked in the reader's language.
    const links = (text: string) =>
      linkTargets(text)
        .filter((target) => !toEachOther.test(target))
        .map((target) => target.replace('.zh-CN.md', '.md'));
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
    const numbers = (file: string) =>
      sorted(
        Array.from(readText(file).matchAll(/\d+(\.\d+)*/g), ([number]) => number).filter((text) => text.length > 1),
      );
    expect(numbers('README.zh-CN.md')).toEqual(numbers('README.md'));
  });
});
