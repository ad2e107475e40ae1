// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOT_APPLICABLE } from '../../e2e/scenarios/not-applicable.js';
import { titleOf } from '../../e2e/scenarios/row.js';
import { rowKey } from '../../e2e/scenarios/table-lines.js';
import { TABLE } from '../../e2e/scenarios/table.js';

const rows = TABLE.flatMap((group) => group.rows);
const refresh = 'run `npm run docs:engines` after the end-to-end tests';

describe('the table of scenarios', () => {
  it('has a title of its own for each row', () => {
    const titles = rows.map(titleOf);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });

  it('has a row for each cell that is listed as not applicable', () => {
    const names = rows.map(({ name }) => name);
    for (const { name, reason } of NOT_APPLICABLE) {
      expect(names).toContain(name);
      expect(reason).not.toBe('');
    }
  });

  it('is the one of docs/engines.md', () => {
    const listed = readFileSync('docs/engines.md', 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('| ') && !/^\| (scenario|---) /.test(line))
      // Without the three engines' cells.
      .map((line) => line.split(' | ').slice(0, -3).join(' | '));
    expect(listed, refresh).toEqual(rows.map(rowKey));
  });

  it.each(['docs/browsers.md', 'docs/browsers.zh-CN.md'])('is counted in %s', (file) => {
    const [, block = ''] = /<!-- engines -->\n([^]*?)<!-- \/engines -->/.exec(readFileSync(file, 'utf8')) ?? [];
    const listed = block
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(2)
      .map((line) => line.split(' | ').slice(0, 2).join(' | '));
    const title = file === 'docs/browsers.md' ? 'title' : 'titleZh';
    expect(listed, refresh).toEqual(TABLE.map((group) => `| ${group[title]} | ${group.rows.length}`));
  });
});
