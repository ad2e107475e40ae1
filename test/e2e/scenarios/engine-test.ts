import { test as base } from '@playwright/test';
import type { Browser } from '@playwright/test';
import { startSimulator, type Simulator } from 'captcha-failover-simulator';
import { ENGINE_TITLES, type Engine, type FoundEngine } from '../engines.js';
import type { Driver } from './drivers/driver.js';
import { playwrightDriver } from './drivers/playwright-driver.js';
import { webDriver } from './drivers/webdriver.js';
import { createRowHost, type RowHost } from './page-host.js';
import { createStage, type Stage } from './stage.js';

export interface EngineOptions {
  engine: Engine;
  found: FoundEngine;
}

interface Workshop {
  host: RowHost;
  /** The first one's host of pages has the rows' pages. */
  simulators: readonly Simulator[];
}

/** How many rows are played side by side. libsoup holds 17 connections in all, of which hung requests take their share. */
const FRAMES: Record<Engine, number> = { chromium: 7, firefox: 7, webkit: 6 };

interface TestFixtures {
  /** Skips the tests of an engine that is not to be had. */
  available: undefined;
}
interface WorkerFixtures extends EngineOptions {
  workshop: Workshop;
  driver: Driver;
  stage: Stage;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  engine: ['chromium', { option: true, scope: 'worker' }],
  found: [{}, { option: true, scope: 'worker' }],

  available: [
    async ({ engine, found }, use, info) => {
      info.skip(!!found.missing, `no ${ENGINE_TITLES[engine]}: ${found.missing ?? ''}`);
      await use(undefined);
    },
    { auto: true },
  ],

  workshop: [
    async ({ engine }, use) => {
      const simulators: Simulator[] = [];
      const host = await createRowHost(() => simulators.flatMap(({ requests }) => requests));
      for (let n = 0; n < FRAMES[engine]; n += 1) {
        simulators.push(await startSimulator({ pages: (request, response) => host.answer(request, response) }));
      }
      await use({ host, simulators });
      await Promise.all(simulators.map(({ close }) => close()));
    },
    { scope: 'worker' },
  ],

  driver: [
    async ({ engine, found, playwright }, use) => {
      let browser: Browser | undefined;
      let driver: Driver;
      if (found.webdriver) driver = await webDriver(found.webdriver);
      else {
        const { launchOptions, channel } = found;
        browser = await playwright[engine].launch({ ...launchOptions, ...(channel && { channel }) });
        driver = await playwrightDriver(browser);
      }
      await use(driver);
      await driver.close();
      await browser?.close();
    },
    { scope: 'worker' },
  ],

  stage: [
    async ({ driver, engine, workshop: { host, simulators } }, use) => {
      await use(createStage(driver, engine, host, simulators));
    },
    { scope: 'worker' },
  ],
});
