import { existsSync, readFileSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

interface Found {
  chromium?: { executablePath?: string };
}

// Written by test/tools/browsers.mjs; without it Playwright's own build is used.
const file = '.browsers.json';
const found = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Found) : {};

export default defineConfig({
  testDir: 'test/e2e',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  forbidOnly: !!process.env['CI'],
  // A loaded machine may be late once; what needs the second try is counted and printed as flaky.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['line'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: { screenshot: 'only-on-failure', trace: 'retain-on-failure' },
  projects: [
    {
      name: 'chromium',
      use: { ...devices['Desktop Chrome'], launchOptions: { ...found.chromium } },
    },
  ],
});
