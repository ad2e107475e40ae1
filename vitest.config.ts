import { defineConfig } from 'vitest/config';

/** As tsconfig.json says: the simulator's source, not its build. */
export const simulatorSource = [
  { find: /^captcha-failover-simulator$/, replacement: `${import.meta.dirname}/simulator/src/index.ts` },
  { find: /^captcha-failover-simulator\/(.+)$/, replacement: `${import.meta.dirname}/simulator/src/$1.ts` },
];

/** A run of chosen files, while one works, leaves the type tests aside: they take the compiler as long as all of it. */
const runsAll = !process.argv.slice(2).some((word) => word.startsWith('test/'));

export default defineConfig({
  resolve: { alias: simulatorSource },
  test: {
    environment: 'happy-dom',
    // What hangs is told all the same; a machine that is busy gets four times the default.
    testTimeout: 20_000,
    // The default leaves a core unused, which on two cores is half of them.
    maxWorkers: '100%',
    include: ['test/unit/**/*.test.ts'],
    typecheck: { enabled: runsAll, only: false, include: ['test/types/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
    restoreMocks: true,
    unstubGlobals: true,
  },
});
