import { defineConfig } from 'vitest/config';
import KillersFirst from './test/mutation/killers-first.mjs';
import { simulatorSource } from './vitest.config.ts';

/** What the drop-in finds in its page is there once a page, so that its tests need pages of their own. */
const isDropIn = process.env.MUTATION_PART === 'drop-in';

/**
 * The tests that can notice a change of `src/`, the same in each run: without documents, simulator and random runs.
 * The store is judged against a real Redis.
 */
export default defineConfig({
  resolve: { alias: simulatorSource },
  test: {
    environment: 'happy-dom',
    include: isDropIn
      ? ['test/unit/drop-in/**/*.test.ts']
      : ['test/unit/**/*.test.ts', 'test/redis/redis-store.test.ts'],
    exclude: [
      ...(isDropIn ? [] : ['test/unit/drop-in/**']),
      'test/unit/{docs,simulator,model,demo}/**',
      // They read files, or what is built, and no change.
      'test/unit/in-node/{layers,packages,scenario-*,import-in-node,browser-bundles}.test.ts',
      'test/unit/{production-build,two-copies}.test.ts',
      // Random, and they look at the clock, which a mutant's own weight falsifies.
      'test/unit/error-catalog/properties.test.ts',
      'test/unit/server/{hostile-proofs,checks/hostile}.test.ts',
      // Half an hour of fake time, or processes of their own that no mutant gets into: half a minute for a mutant.
      'test/unit/server/{flood.test.ts,attacks/**}',
    ],
    // One after the other in one place: half the time.
    isolate: isDropIn,
    sequence: { sequencer: KillersFirst },
    // A busy machine is no mutant.
    testTimeout: 60000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
