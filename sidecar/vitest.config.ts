import { defineConfig } from 'vitest/config';
import { simulatorSource } from '../vitest.config.js';

const root = `${import.meta.dirname}/..`;
const librarySource = { find: 'captcha-failover/server', replacement: `${root}/src/server/index.ts` };

/** `npm run test:sidecar`. What runs the command itself wants a build. */
export default defineConfig({
  root,
  resolve: { alias: [...simulatorSource, librarySource] },
  test: {
    environment: 'node',
    include: ['sidecar/test/**/*.test.ts'],
    // Each file waits for time to pass more than it computes.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // They measure time, on a machine that may be busy. `npm test` names what needed another try.
    retry: 2,
  },
});
