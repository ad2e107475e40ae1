import { expect, test as base, type Page } from '@playwright/test';
import { build } from 'esbuild';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pageHost } from '../../demo/page-host.js';
import { entryUrl, type EntryScript, type SimulatorCase } from 'captcha-failover-simulator/cases';
import { startSimulator, type Simulator } from 'captcha-failover-simulator';
import type * as Library from '../../src/index.js';
import type { CaptchaEvent, CaptchaOptions, Outcome } from '../../src/index.js';
import { record } from './recorder.js';

declare global {
  interface Window {
    library: typeof Library;
    /** Creates a captcha whose events and outcomes are recorded. */
    create(options: CaptchaOptions): Library.Captcha;
    /** The one created last. */
    captcha: Library.Captcha;
    /** Calls `verify()`, of the captcha created last unless one is given; the outcome is recorded, errors as JSON. */
    run(captcha?: Library.Captcha): Promise<Outcome>;
    /** Makes providers of plain options. */
    providers(options: PlainOptions['providers']): Library.Provider[];
  }
}

/** A page of a scenario: what stands in it before the library is imported, and its headers. */
export interface ScenarioPage {
  headers?: Record<string, string>;
  head?: string;
  body?: string;
  /** For a page with a nonce-only policy. */
  nonce?: string;
  /** For a page whose own scripts are slow or hang: opening it does not wait for its `load` event. */
  neverLoads?: boolean;
}

export interface Scenario {
  readonly simulator: Simulator;
  /** The entry script's URL for a case of the simulator. `speed` divides the vendor's own waits. */
  url(script: EntryScript, simulatorCase?: Partial<SimulatorCase>, speed?: number): string;
  /** Opens a page with the library on it, as `window.library`. */
  open(scenarioPage?: ScenarioPage): Promise<void>;
}

let pages = 0;
let runs = 0;

interface Fixtures {
  scenario: Scenario;
}
interface WorkerFixtures {
  store: Map<string, ScenarioPage>;
  simulator: Simulator;
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  store: [
    async ({}, use) => {
      await use(new Map());
    },
    { scope: 'worker' },
  ],
  simulator: [
    async ({ store }, use) => {
      const demo = pageHost(process.cwd());
      const library = await bundledLibrary();
      const simulator = await startSimulator({
        pages(request, response, state) {
          if (answerScenario(request, response, store)) return true;
          if (request.url !== '/dist/index.js') return demo(request, response, state);
          response.writeHead(200, { 'content-type': 'text/javascript; charset=utf-8' }).end(library);
          return true;
        },
      });
      await use(simulator);
      await simulator.close();
    },
    { scope: 'worker' },
  ],
  scenario: async ({ page, simulator, store }, use) => {
    let isRecorded = false;
    await use({
      simulator,
      url: (...args) => caseUrl(simulator, ...args),
      async open(scenarioPage = {}) {
        if (!isRecorded) await page.addInitScript(record);
        isRecorded = true;
        await page.goto(scenarioUrl(simulator, store, scenarioPage), {
          waitUntil: scenarioPage.neverLoads ? 'commit' : 'load',
        });
        // By evaluate(): waitForFunction() needs eval(), which the page's policy may refuse.
        await expect.poll(() => page.evaluate(() => 'library' in window), { intervals: [20] }).toBe(true);
      },
    });
  },
});
export { expect };

/** The ES build as one file, as a bundler would make it: its modules one by one are most of what a page costs. */
async function bundledLibrary(): Promise<string> {
  const { outputFiles } = await build({ entryPoints: ['dist/index.js'], bundle: true, write: false, format: 'esm' });
  return outputFiles[0]?.text ?? '';
}

/** The entry script's URL for a case of the simulator, as a run of its own. `speed` divides the vendor's own waits. */
export function caseUrl(
  { hosts }: Simulator,
  script: EntryScript,
  simulatorCase: Partial<SimulatorCase> = {},
  speed = 1,
): string {
  const url = entryUrl(hosts, script, { run: `r${process.pid}-${++runs}`, ...simulatorCase });
  return speed === 1 ? url : `${url}&speed=${speed}`;
}

/** Puts a scenario's page on the host of the pages. */
export function scenarioUrl(
  { hosts }: Simulator,
  store: Map<string, ScenarioPage>,
  scenarioPage: ScenarioPage = {},
): string {
  const id = String(++pages);
  store.set(id, scenarioPage);
  return `${hosts.page}/scenario/${id}`;
}

function answerScenario(request: IncomingMessage, response: ServerResponse, store: Map<string, ScenarioPage>): boolean {
  const scenarioPage = store.get(/^\/scenario\/(\d+)/.exec(request.url ?? '')?.[1] ?? '');
  if (!scenarioPage) return false;
  const nonce = scenarioPage.nonce ? ` nonce="${scenarioPage.nonce}"` : '';
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...scenarioPage.headers });
  response.end(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Scenario</title>${scenarioPage.head ?? ''}</head>
<body><h1>Scenario</h1><div id="box"></div><button id="before" type="button">before</button>${scenarioPage.body ?? ''}
<script type="module"${nonce}>
import * as library from '/dist/index.js';
window.library = library;
// Playwright would hand an error over without its own properties.
const plain = (value) => JSON.parse(JSON.stringify(value));
window.create = (options) => {
  const captcha = library.createCaptcha({ onError() {}, ...options, onEvent(event) { window.recorded.events.push(plain(event)); options.onEvent?.(event); } });
  window.captcha = captcha;
  return captcha;
};
window.run = async (captcha = window.captcha) => {
  const outcome = plain(await captcha.verify());
  window.recorded.outcomes.push(outcome);
  return outcome;
};
window.providers = (list) => list.map((options) => ('appId' in options ? library.tencent : library.aliyun)(options));
</script></body></html>`);
  return true;
}

/** Runs one `verify()` of a captcha with these options, which must be plain data. */
export async function verify(page: Pick<Page, 'evaluate'>, options: PlainOptions): Promise<Outcome> {
  return page.evaluate(async (text) => {
    const { providers, ...rest } = JSON.parse(text) as PlainOptions;
    return window.run(window.create({ preload: 'none', ...rest, providers: window.providers(providers) }));
  }, JSON.stringify(options));
}

/** Starts the same and leaves it running: for challenges that somebody solves. */
export async function begin(page: Pick<Page, 'evaluate'>, options: PlainOptions): Promise<void> {
  await page.evaluate((text) => {
    const { providers, ...rest } = JSON.parse(text) as PlainOptions;
    void window.run(window.create({ preload: 'none', ...rest, providers: window.providers(providers) }));
  }, JSON.stringify(options));
}

/** The nth outcome of the page, the first by default, when it is there. */
export async function outcomeOf(page: Pick<Page, 'evaluate'>, n = 1, timeout = 25_000): Promise<Outcome> {
  const outcomes = () => page.evaluate(() => window.recorded.outcomes);
  await expect.poll(async () => (await outcomes()).length, { timeout, intervals: [50] }).toBeGreaterThanOrEqual(n);
  return (await outcomes())[n - 1] as Outcome;
}

export interface PlainOptions extends Omit<
  CaptchaOptions,
  'providers' | 'pageToken' | 'onOutcome' | 'onError' | 'onEvent'
> {
  providers: (Library.TencentOptions | Library.AliyunOptions)[];
}

export const eventsOf = (page: Pick<Page, 'evaluate'>): Promise<CaptchaEvent[]> =>
  page.evaluate(() => window.recorded.events);

/**
 * Faults of the library, and what it left behind, in words. Empty is right. Call it after `destroy()`: what a vendor's
 * call in flight may keep for a while goes first.
 */
export const traces = (page: Pick<Page, 'evaluate'>): Promise<string[]> =>
  page.evaluate(() => {
    window.recorded.endTimeOfCalls();
    return [
      ...window.recorded.faults,
      ...window.recorded.timers.values(),
      ...window.recorded.listeners.values(),
      ...Array.from(document.querySelectorAll('[id^="captcha-failover"]'), (node) => node.outerHTML),
    ];
  });
