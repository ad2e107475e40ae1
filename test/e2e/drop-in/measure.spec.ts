import { readFileSync, writeFileSync } from 'node:fs';
import { test } from './page-test.js';
import { FAULTS, type PageFault } from './faults.js';
import { measuredTable, totals, type MeasuredCell } from './measured-table.js';
import { aliyunPages } from './pages/aliyun-pages.js';
import { tencentPages } from './pages/tencent-pages.js';

/** The drop-in's own default, and longer than all waits of the vendors' scripts, in ms. */
const DEADLINE = 12_000;
const PATIENCE = 16_000;

const SHOWN = ['entry script: ok', 'entry script: 503', 'entry script: hang', 'entry script: empty'];
const LATER = {
  tencent: ['secondary script: hang', 'prehandle: hang'],
  aliyun: ['dynamic script: hang', 'Init: hang'],
};

/** At the vendors' own pace. */
const atPace = (fault: PageFault): PageFault => ({ ...fault, speed: 1, deadline: DEADLINE });

// Not among the tests: `npm run docs:pages` runs it, and it writes the table of docs/drop-in.md and its twin.
test('who settles, after how long, with what', async ({ cases }) => {
  test.setTimeout(1_200_000);
  const cells: MeasuredCell[] = [];
  for (const shape of [...tencentPages, ...aliyunPages]) {
    const vendor = shape.site === 'aliyun' ? 'aliyun' : 'tencent';
    const faults = [...SHOWN, ...LATER[vendor]].map((name) => {
      const fault = FAULTS[vendor].find((each) => each.name === name);
      if (!fault) throw new Error(`There is no fault "${name}".`);
      return atPace(fault);
    });
    const dropIn = await cases.play(shape, faults, { tag: 'drop-in', patience: PATIENCE });
    const own = await cases.play(shape, faults, { tag: 'vendor', patience: PATIENCE });
    faults.forEach((fault, n) => {
      const [ours, theirs] = [dropIn[n], own[n]];
      if (ours && theirs) cells.push({ shape, fault, dropIn: ours, vendor: theirs });
    });
  }
  for (const [file, language] of [
    ['docs/drop-in.md', 'en'],
    ['docs/drop-in.zh-CN.md', 'zh'],
  ] as const) {
    const marked = /(<!-- pages -->\n)[^]*?(\n<!-- \/pages -->)/;
    const text = readFileSync(file, 'utf8');
    if (!marked.test(text)) throw new Error(`${file} has no <!-- pages --> block`);
    writeFileSync(
      file,
      text.replace(marked, (_, begin: string, end: string) => `${begin}\n${measuredTable(cells, language)}\n${end}`),
    );
  }
  console.log('settled:', totals(cells));
});
