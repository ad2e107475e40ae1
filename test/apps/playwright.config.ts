import { defineConfig, devices } from '@playwright/test';
import { foundEngines } from '../e2e/engines.js';

/** Real libraries in Chromium, against the simulated vendors; run from the project's root. */
export default defineConfig({
  testDir: '.',
  fullyParallel: true,
  workers: 4,
  timeout: 60_000,
  forbidOnly: !!process.env['CI'],
  // A loaded machine may be late; `npm test` names what needed another try.
  retries: 2,
  outputDir: '../../test-results/apps',
  reporter: [['line'], ['json', { outputFile: '../../test-results/apps.json' }]],
  use: {
    ...devices['Desktop Chrome'],
    launchOptions: { ...foundEngines.chromium?.launchOptions },
    screenshot: 'only-on-failure',
  },
});
