// Mutation testing: changes src/ in one place at a time, and counts which changes no unit test notices. Not part of
// `npm test`. What survives for a reason stands in test/mutation/survivors.json.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.mjs' },
  // The faces only re-export; these hold types and no code.
  mutate: [
    'src/**/*.ts',
    '!src/{index,script-tag,drop-in}.ts',
    '!src/contract/{options,outcome,events}.ts',
    '!src/session/session-options.ts',
    '!src/providers/provider.ts',
  ],
  ignorePatterns: [
    '/bench',
    '/dist',
    '/demo/dist',
    '/simulator/dist',
    '/test/e2e',
    '/test-results',
    '/playwright-report',
    '/.stryker',
  ],
  tempDirName: 'test-results/stryker',
  // A change of what a module makes once, as it is loaded, needs the whole suite to be judged: hours for a tenth of them.
  ignoreStatic: true,
  concurrency: 2,
  // The first run has every test in one process, and what each of them touches: 6 GB.
  testRunnerNodeArgs: ['--max-old-space-size=8192'],
  timeoutMS: 20000,
  incremental: true,
  incrementalFile: '.stryker/incremental.json',
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  htmlReporter: { fileName: '.stryker/mutation.html' },
  jsonReporter: { fileName: '.stryker/mutation.json' },
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  thresholds: { high: 95, low: 85, break: 85 },
};
