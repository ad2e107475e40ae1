// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { catalogVendors, type Language } from '../../../demo/page/catalog-words.js';
import { errorCodesDocument, errorCodesFiles } from '../../tools/error-codes-document.js';
import { documentOf, readText } from './documents.js';
import { codeSpans, sectionOf, tableRows } from './markdown.js';

const languages: readonly Language[] = ['en', 'zh'];
const english = documentOf('docs/error-codes.md');
const chinese = documentOf('docs/error-codes.zh-CN.md');

describe.each(languages)('the document of error codes in %s', (language) => {
  it('is as the tables would have it now: else run npm run docs:codes', () => {
    expect(readText(errorCodesFiles[language])).toBe(errorCodesDocument(language));
  });

  it.each(catalogVendors)('has every code of $name.en under its vendor', ({ name, table }) => {
    const { sections } = language === 'en' ? english : chinese;
    const own = sections.filter(({ heading, level }) => level === 3 && heading.startsWith(name[language]));
    const rows = own.flatMap(({ text }) => tableRows(text));
    const listed = rows.map(([code = '', , , meaning]) => `${codeSpans(code).join()}: ${meaning ?? ''}`);
    expect(listed.sort()).toEqual(table.map(({ code, meaning }) => `${code}: ${meaning[language]}`).sort());
  });
});

describe('docs/error-codes.md', () => {
  it('counts the codes of each vendor and place', () => {
    expect(tableRows(sectionOf(english, 'How many there are').text)).toEqual([
      ['Tencent', '58', '8', '2', '5', '43', '', ''],
      ['Aliyun', '60', '1', '17', '19', '37', '', ''],
      ['AICaptcha', '27', '', '', '6', '21', '', ''],
      ['CaptchaAI', '23', '', '', '', '', '17', '8'],
      ['uCaptcha', '18', '', '', '', '', '14', '11'],
    ]);
  });

  it('says that nothing here submits challenges to the solver services', () => {
    expect(sectionOf(english, 'The two solver services').text).toContain('no client that submits challenges');
    expect(sectionOf(chinese, '两个打码服务').text).toContain('没有任何向它们提交验证码的客户端');
  });

  it('has a twin with the same outline, codes, categories and links', () => {
    const facts = ({ sections }: typeof english) =>
      sections.map(({ level, text }) => [level, codeSpans(text).sort(), tableRows(text).map((row) => row.length)]);
    expect(facts(chinese)).toEqual(facts(english));
  });
});
