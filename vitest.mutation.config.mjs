import { defineConfig } from 'vitest/config';
import { simulatorSource } from './vitest.config.ts';

/**
 * The tests that can notice a change of `src/`, the same in each run: without documents, simulator and random runs.
 * The store is judged against a real Redis.
 */
export default defineConfig({
  resolve: { alias: simulatorSource },
  test: {
    environment: 'happy-dom',
    include: ['test/unit/**/*.test.ts', 'test/redis/redis-store.test.ts'],
    exclude: [
      'test/unit/{docs,simulator,model,demo}/**',
      // Random, and they look at the clock, which a mutant's own weight falsifies.
      'test/unit/error-catalog/properties.test.ts',
      'test/unit/server/{hostile-proofs,checks/hostile}.test.ts',
      // Half an hour of fake time, or processes of their own that no mutant gets into: half a minute for a mutant.
      'test/unit/server/{flood.test.ts,attacks/**}',
    ],
    // One after the other in one place: half the time.
    isolate: false,
    // A busy machine is no mutant.
    testTimeout: 60000,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
