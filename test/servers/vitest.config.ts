import { defineConfig } from 'vitest/config';
import { simulatorSource } from '../../vitest.config.js';

/** The recipes of docs/server.md, in real frameworks: `npm run test:servers`. */
export default defineConfig({
  resolve: { alias: simulatorSource },
  test: {
    environment: 'node',
    include: ['test/servers/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 300_000,
    retry: 1,
  },
});
