import type { Driver } from './drivers/driver.js';
import { keysOf } from './keys.js';
import type { Played, Prepared } from './stage.js';

/** Plays a row in a page of its own, in which somebody acts from outside. */
export async function playAlone(driver: Driver, prepared: Prepared, act: () => Promise<void>): Promise<Played> {
  await driver.open(prepared.url);
  await poll(() => driver.evaluate(() => 'scenario' in window, null));
  await driver.evaluate((text) => window.scenario.begin(text), JSON.stringify({ ...prepared.spec, user: null }));
  await act();
  const result = await poll(() => driver.evaluate(() => window.scenario.result ?? '', null));
  return prepared.finish(result);
}

/** Solves the challenge by real keys, when it has the focus. */
export async function solveByKeys(driver: Driver): Promise<void> {
  await driver.press(keysOf(Number(await focusedSolution(driver))));
}

/** Closes the challenge by Escape, when it has the focus. */
export async function closeByKey(driver: Driver): Promise<void> {
  await focusedSolution(driver);
  await driver.press(['Escape']);
}

/** The solution of the challenge that is shown and has the focus. */
const focusedSolution = (driver: Driver): Promise<string> =>
  poll(() =>
    driver.evaluate(() => {
      const { activeElement } = document;
      const isReady =
        activeElement instanceof HTMLElement &&
        !activeElement.hasAttribute('aria-disabled') &&
        window.recorded.events.some(({ type }) => type === 'shown');
      return isReady ? (activeElement.dataset['solution'] ?? '') : '';
    }, null),
  );

/** Until it is something. */
async function poll<T>(look: () => Promise<T>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
