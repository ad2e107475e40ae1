import { expect } from '@playwright/test';
import { startSimulator, type Simulator } from 'captcha-failover-simulator';
import type { Engine } from '../engines.js';
import { test as engineTest } from '../scenarios/engine-test.js';
import { createCaseHost } from './case-host.js';
import { createCases, type Cases } from './cases.js';
import { FAULTS, type PageFault } from './faults.js';
import type { PageShape } from './pages/page-shape.js';

/** How many cases are played side by side. libsoup holds 17 connections in all, of which hung requests take their share. */
const FRAMES: Record<Engine, number> = { chromium: 12, firefox: 10, webkit: 6 };

/** What a loaded machine may add to a deadline, in ms. */
const SLACK = 5000;

/** The whole takes some minutes in each engine, which no run of all tests has. */
const playsAll = !!process.env['DROP_IN_ALL'];
const SHARE = 3;

/**
 * The faults that a page is played under: in Chromium all faults of loading and one of each kind of the later ones; in the
 * other engines a share of these, another one for each page, and the healthy vendor for all.
 */
function faultsOf(shape: PageShape, index: number, engine: Engine): readonly PageFault[] {
  const all = FAULTS[shape.site === 'aliyun' ? 'aliyun' : 'tencent'];
  if (playsAll) return all;
  const typical = all.filter(({ isTypical }) => isTypical);
  return typical.filter((_, n) => engine === 'chromium' || n === 0 || (n + index) % SHARE === 0);
}

export const test = engineTest.extend<object, { cases: Cases }>({
  cases: [
    async ({ driver, engine }, use) => {
      const host = await createCaseHost();
      const simulators: Simulator[] = [];
      for (let n = 0; n < FRAMES[engine]; n += 1)
        simulators.push(await startSimulator({ pages: (request, response) => host.answer(request, response) }));
      await use(createCases(driver, host, simulators));
      await Promise.all(simulators.map(({ close }) => close()));
    },
    { scope: 'worker' },
  ],
});

/** What the page is told, and nothing else: by the vendor's documents, or by what its script does when it fails. */
function endingOf({ site, v2, hasOnError }: PageShape, { code }: PageFault): string[] {
  const error = hasOnError ? ['onError(failed)'] : [];
  if (site !== 'aliyun') return [`callback(${code ?? 'pass'})`];
  if (code === undefined)
    return v2 ? ['captchaVerifyCallback(param)', 'onBizResultCallback(true)'] : ['success(param)'];
  return v2
    ? [...error, 'captchaVerifyCallback(degraded)', 'onBizResultCallback(true)']
    : ['success(degraded)', ...error];
}

/** A test for each page: under each fault it goes on, once and in time. */
export function testPages(shapes: readonly PageShape[]): void {
  test.describe.configure({ mode: 'default' });
  for (const [index, shape] of shapes.entries()) {
    test(`${shape.name}: goes on once and in time, whatever fails`, async ({ cases, engine }) => {
      const faults = faultsOf(shape, index, engine);
      test.setTimeout(300_000);
      const results = await cases.play(shape, faults, {
        tag: 'drop-in',
        patience: SLACK + 2000,
      });
      const ended = faults.map(({ name }, n) => [name, results[n]?.calls]);
      expect(Object.fromEntries(ended)).toEqual(
        Object.fromEntries(faults.map((fault) => [fault.name, endingOf(shape, fault)])),
      );
      const late = faults.filter(({ deadline }, n) => (results[n]?.ms ?? Infinity) > deadline + SLACK);
      expect(late.map(({ name }) => name)).toEqual([]);
    });
  }
}
