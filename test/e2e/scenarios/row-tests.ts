import { expectedIn } from './expected-in.js';
import { test } from './engine-test.js';
import { judge } from './judge.js';
import { titleOf, type Row } from './row.js';
import { isChosen, sampling } from './sample.js';
import { canEngineMatter } from './table.js';

/** A test for each row, one after the other; their pages are played side by side. */
export function testRows(rows: readonly Row[]): void {
  test.describe.configure({ mode: 'default' });
  const chosenIn = (engine: Parameters<typeof isChosen>[1]) =>
    rows.filter((row) => isChosen(row, engine, canEngineMatter(row), sampling()));
  for (const row of rows) {
    test(titleOf(row), async ({ engine, stage }, info) => {
      test.setTimeout(120_000);
      const chosen = chosenIn(engine);
      test.skip(!chosen.includes(row), 'sample: not chosen this time');
      await judge(row, expectedIn(row, engine), await stage.played(chosen, row), info);
    });
  }
}
