import { defineConfig } from 'vitest/config';

/** Tests that need a real redis-server: `npm run test:redis`. */
export default defineConfig({
  test: {
    environment: 'node',
    include: ['test/redis/**/*.test.ts'],
    restoreMocks: true,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
