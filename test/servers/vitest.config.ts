import { defineConfig } from 'vitest/config';

/** The recipes of docs/server.md, in real frameworks: `npm run test:servers`. */
export default defineConfig({
  test: { environment: 'node', include: ['test/servers/**/*.test.ts'], testTimeout: 60_000, hookTimeout: 120_000 },
});
