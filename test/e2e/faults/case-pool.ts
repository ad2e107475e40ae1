import type { Browser, Page, Request } from '@playwright/test';
import type { Simulator } from '../../../demo/simulator/server.js';
import { caseUrl, scenarioUrl, test as base, type PlainOptions, type ScenarioPage } from '../harness.js';
import { record } from '../recorder.js';
import { runCase, type CaseResult } from './case-run.js';
import type { FaultyProvider, Row } from './row.js';

/** Plays rows ahead of the tests that ask for them, since most of a row is waiting. */
export interface CasePool {
  result(plan: readonly Row[], row: Row): Promise<CaseResult>;
}

/** So many rows are on their way at a time. */
const AHEAD = 8;

export const APP_ID = '123456789';
export const SCENE_ID = 'scene1';

export const test = base.extend<object, { cases: CasePool }>({
  cases: [
    async ({ browser, simulator, store }, use) => {
      const runs = new Map<Row, Promise<CaseResult>>();
      const start = (row: Row) => {
        const run = playRow(browser, simulator, store, row);
        // It is the row's own test that says so.
        run.catch(() => undefined);
        runs.set(row, run);
        return run;
      };
      await use({
        result(plan, row) {
          const at = plan.indexOf(row);
          for (const next of plan.slice(at, at + AHEAD)) if (!runs.has(next)) void start(next);
          return runs.get(row) ?? start(row);
        },
      });
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    { scope: 'worker' },
  ],
});

/** In a context of its own: hung requests of another row would hold this one's connections. */
async function playRow(
  browser: Browser,
  simulator: Simulator,
  store: Map<string, ScenarioPage>,
  row: Row,
): Promise<CaseResult> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const pending = pendingRequests(page);
    await page.addInitScript(record);
    await page.goto(scenarioUrl(simulator, store));
    const providers = row.providers.map((provider) => optionsOf(simulator, provider, row.speed));
    return await runCase(page, row, { ...row.options, providers }, pending);
  } finally {
    await context.close();
  }
}

function optionsOf(
  simulator: Simulator,
  { vendor, simulatorCase, architecture }: FaultyProvider,
  speed: number,
): PlainOptions['providers'][number] {
  if (vendor === 'tencent') return { appId: APP_ID, scriptUrl: caseUrl(simulator, 'tencent-cn', simulatorCase, speed) };
  const scriptUrl = caseUrl(simulator, 'aliyun', simulatorCase, speed);
  const aliyun = { sceneId: SCENE_ID, prefix: 'pre', scriptUrl };
  // Functions cannot be handed over: the page puts its own in this one's place.
  if (architecture === 'v2')
    return { ...aliyun, architecture, captchaVerifyCallback: () => ({ captchaResult: false }) };
  return aliyun;
}

function pendingRequests(page: Page): ReadonlySet<Request> {
  const pending = new Set<Request>();
  page.on('request', (request) => void pending.add(request));
  page.on('requestfinished', (request) => void pending.delete(request));
  page.on('requestfailed', (request) => void pending.delete(request));
  return pending;
}
