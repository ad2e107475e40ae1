import { defineConfig } from 'vitest/config';

/** The unit tests that can notice a change of `src/`, the same in each run: without documents, simulator and random runs. */
export default defineConfig({
  test: {
    environment: 'happy-dom',
    include: ['test/unit/**/*.test.ts'],
    exclude: ['test/unit/{docs,simulator,model}/**'],
    // A busy machine is no mutant.
    testTimeout: 60000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
