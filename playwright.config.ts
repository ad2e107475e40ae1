import { defineConfig, devices } from '@playwright/test';
import { ENGINES, foundEngines } from './test/e2e/engines.js';
import type { EngineOptions } from './test/e2e/scenarios/engine-test.js';

const { chromium } = foundEngines;

// Workers get it from here, so that all of them choose the same rows.
process.env['E2E_SEED'] ??= new Date().toISOString().slice(0, 10);

/** The drop-in's pages are played in every engine when all is to be run, else in Chromium. */
const dropInSpecs = process.env['DROP_IN_TABLE'] ? 'drop-in/measure.spec.ts' : 'drop-in/*-pages.spec.ts';
const dropInEngines: readonly string[] = process.env['E2E_ALL'] ? ENGINES : ['chromium'];

export default defineConfig<object, EngineOptions>({
  testDir: 'test/e2e',
  fullyParallel: true,
  workers: 4,
  timeout: 60_000,
  forbidOnly: !!process.env['CI'],
  // A loaded machine may be late, also at the second try, which starts a browser. `npm test` names what needed one.
  retries: 2,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { screenshot: 'only-on-failure', trace: 'on-first-retry' },
  projects: [
    // The table of scenarios runs in each engine, the rest in Chromium.
    ...ENGINES.map((engine) => ({
      name: engine,
      testMatch: ['scenarios/**/*.spec.ts', ...(dropInEngines.includes(engine) ? [dropInSpecs] : [])],
      use: { engine, found: foundEngines[engine] ?? {} },
    })),
    {
      name: 'chromium-only',
      testIgnore: ['scenarios/**', 'drop-in/*.spec.ts'],
      use: { ...devices['Desktop Chrome'], launchOptions: { ...chromium?.launchOptions } },
    },
  ],
});
