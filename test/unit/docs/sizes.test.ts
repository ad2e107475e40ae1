// @vitest-environment node
import { expect, it } from 'vitest';
import { documentOf, readText } from './documents.js';
import { codeSpans, sectionOf, tableRows } from './markdown.js';

interface SizeLimit {
  name: string;
  imports?: string;
  gzip: number;
  brotli?: number;
  /** It is a part, which the page of that part tells. */
  over?: string;
}
const rows = JSON.parse(readText('test/tools/size-limits.json')) as SizeLimit[];
const limits = rows.filter(({ over }) => !over);

/** The limits that docs/browsers.md has a line for, in kB: each import, and the script-tag file twice. */
const inKilobytes = limits.flatMap(({ gzip, brotli }) => (brotli ? [gzip, brotli] : [gzip])).map((size) => size / 1000);

it.each([
  ['docs/browsers.md', 'Size'],
  ['docs/browsers.zh-CN.md', '体积'],
] as const)('%s tells the limits that the sizes are held to', (file, heading) => {
  const { text } = sectionOf(documentOf(file), heading);
  const rows = tableRows(text);
  expect(rows.map(([, size = '']) => parseFloat(size))).toEqual(inKilobytes);
  for (const [index, { name }] of limits.entries()) {
    const words = name.split(/\W+/).filter((word) => /^(createCaptcha|tencent|aliyun|recovery|captcha)$/.test(word));
    const named = codeSpans(rows[index]?.[0] ?? '').join(' ');
    for (const word of words) expect(named).toContain(word);
  }
});
