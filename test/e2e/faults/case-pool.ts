import type { Browser, Page, Request } from '@playwright/test';
import type { Simulator } from '../../../demo/simulator/server.js';
import { caseUrl, scenarioUrl, test as base, type PlainOptions } from '../harness.js';
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

interface Slot {
  page: Page;
  pending: Set<Request>;
}

export const test = base.extend<object, { cases: CasePool }>({
  cases: [
    async ({ browser, simulator, store }, use) => {
      const free: Promise<Slot>[] = [];
      const runs = new Map<Row, Promise<CaseResult>>();

      const start = (row: Row) => {
        const slot = free.pop() ?? openSlot(browser);
        const result = slot.then((taken) => play(taken, row));
        // A page in which a row broke off is not used again; it is the row's own test that tells of it.
        result.then(
          () => free.push(slot),
          () => undefined,
        );
        runs.set(row, result);
        return result;
      };

      const play = async ({ page, pending }: Slot, row: Row) => {
        pending.clear();
        // Ends what the last row left: its hung requests give their connections back.
        await page.goto(scenarioUrl(simulator, store));
        const providers = row.providers.map((provider) => optionsOf(simulator, provider, row.speed));
        return runCase(page, row, { ...row.options, providers }, pending);
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

/** A page in a context of its own: hung requests of the rows beside it would hold its connections. */
async function openSlot(browser: Browser): Promise<Slot> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const pending = new Set<Request>();
  page.on('request', (request) => void pending.add(request));
  page.on('requestfinished', (request) => void pending.delete(request));
  page.on('requestfailed', (request) => void pending.delete(request));
  await page.addInitScript(record);
  // Which provider failed lately is remembered for the tab.
  await page.addInitScript(() => sessionStorage.clear());
  return { page, pending };
}
