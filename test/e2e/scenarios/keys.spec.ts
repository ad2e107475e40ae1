import { expectedIn } from './expected-in.js';
import { test } from './engine-test.js';
import { judge } from './judge.js';
import { closeByKey, playAlone, solveByKeys } from './play-alone.js';
import { titleOf } from './row.js';
import { focusRows, keyRows } from './rows/alone.js';
import { prepareRow } from './stage.js';

test.describe.configure({ mode: 'default' });

for (const row of [...keyRows, ...focusRows]) {
  test(titleOf(row), async ({ engine, driver, stage, workshop: { host, simulators } }, info) => {
    await stage.leave();
    const [simulator] = simulators;
    if (!simulator) throw new Error('No simulator');
    const prepared = prepareRow(row, engine, host, simulator.hosts.page, simulator);
    const played = await playAlone(driver, prepared, async () => {
      // An embed does not take the focus: the user goes there.
      if (row.how === 'embed') await driver.evaluate(focusSlider, null);
      if (row.play === 'focus_back') await closeByKey(driver);
      else await solveByKeys(driver);
    });
    await judge(row, expectedIn(row, engine), played, info);
  });
}

/** Runs in the page, so it must stand on its own. */
async function focusSlider(): Promise<void> {
  for (;;) {
    const slider = document.querySelector<HTMLElement>('[role="slider"]:not([aria-disabled])');
    if (slider?.dataset['solution']) {
      slider.focus();
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
