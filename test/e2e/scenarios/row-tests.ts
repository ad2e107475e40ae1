import { expectedIn } from './expected-in.js';
import { test } from './engine-test.js';
import { judge } from './judge.js';
import { titleOf, type Row } from './row.js';

/** A test for each row, one after the other; their pages are played side by side. */
export function testRows(rows: readonly Row[]): void {
  test.describe.configure({ mode: 'default' });
  for (const row of rows) {
    test(titleOf(row), async ({ engine, stage }, info) => {
      test.setTimeout(120_000);
      await judge(row, expectedIn(row, engine), await stage.played(rows, row), info);
    });
  }
}
