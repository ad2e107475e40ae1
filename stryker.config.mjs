import { parts } from './test/mutation/parts.mjs';

const part = process.env.MUTATION_PART;

// Mutation testing: changes one part of src/ in one place at a time, and counts which changes no unit test notices. Not
// part of `npm test`; test/mutation/run.mjs calls it part by part. What survives for a reason stands in
// test/mutation/survivors.json.
export default {
  testRunner: 'vitest',
  vitest: { configFile: 'vitest.mutation.config.mjs' },
  mutate: parts[part],
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
  tempDirName: `test-results/stryker-${part}`,
  // A change of what a module makes once, as it is loaded, needs the whole suite to be judged: hours for a tenth of them.
  ignoreStatic: true,
  concurrency: 2,
  // The first run has every test in one process, and what each of them touches.
  testRunnerNodeArgs: ['--max-old-space-size=8192'],
  timeoutMS: 40000,
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: `.stryker/${part}.json` },
};
