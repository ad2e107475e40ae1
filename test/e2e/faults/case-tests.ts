import { test } from './case-pool.js';
import { judge } from './judge.js';
import type { Row } from './row.js';

/** A test for each row, one after the other; their pages run side by side. */
export function testRows(rows: readonly Row[]): void {
  test.describe.configure({ mode: 'default' });
  for (const row of rows) {
    test(row.title, async ({ cases }, info) => {
      test.setTimeout(90_000);
      await judge(row, await cases.result(rows, row), info);
    });
  }
}
