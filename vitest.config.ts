import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'happy-dom',
    include: ['test/unit/**/*.test.ts'],
    typecheck: { enabled: true, only: false, include: ['test/types/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
