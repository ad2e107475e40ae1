import { playwrightDriver } from './drivers/playwright-driver.js';
import { expectedIn } from './expected-in.js';
import { test } from './engine-test.js';
import { judge } from './judge.js';
import { reasonOf } from './not-applicable.js';
import { playAlone, solveByKeys } from './play-alone.js';
import { titleOf } from './row.js';
import { historyRows } from './rows/alone.js';
import { prepareRow } from './stage.js';

test.describe.configure({ mode: 'default' });

for (const row of historyRows) {
  test(titleOf(row), async ({ engine, found, playwright, workshop: { host, simulators } }, info) => {
    const reason = reasonOf(row.name, engine);
    test.skip(!!reason, `n/a: ${reason ?? ''}`);
    const [simulator] = simulators;
    if (!simulator) throw new Error('No simulator');
    // A headless shell keeps no page that was left.
    const { launchOptions, channel } = found.whole ?? found;
    const browser = await playwright[engine].launch({
      ...launchOptions,
      ...(channel && { channel }),
      // Playwright turns the cache off.
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    try {
      const driver = await playwrightDriver(browser);
      const prepared = prepareRow(row, engine, host, simulator.hosts.page, simulator);
      const isBack = () => driver.evaluate(() => window.scenario.isBack ?? false, null).catch(() => false);
      const played = await playAlone(driver, prepared, async () => {
        await driver.evaluate(async () => {
          while (!window.recorded.events.some(({ type }) => type === 'shown'))
            await new Promise((resolve) => setTimeout(resolve, 50));
        }, null);
        await driver.open(`${simulator.hosts.page}/stage`);
        await driver.back();
        while (!(await isBack())) await new Promise((resolve) => setTimeout(resolve, 50));
        await solveByKeys(driver);
      });
      played.result.sees['came back'] = await isBack();
      await judge(row, expectedIn(row, engine), played, info);
    } finally {
      await browser.close();
    }
  });
}
