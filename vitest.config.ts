import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'happy-dom',
    // The default leaves a core unused, which on two cores is half of them.
    maxWorkers: '100%',
    include: ['test/unit/**/*.test.ts'],
    typecheck: { enabled: true, only: false, include: ['test/types/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
