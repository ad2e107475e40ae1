import { defineConfig } from 'vitest/config';

/** Tests that need a real redis-server: `npm run test:redis`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/redis/**/*.test.ts'],
    restoreMocks: true,
    // Each file has a server of its own, and mostly waits.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // They measure time, on a machine that may be busy. `npm test` names what needed another try.
    retry: 2,
  },
});
