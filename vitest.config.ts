import { defineConfig } from 'vitest/config';

/** As tsconfig.json says: the simulator's source, not its build. */
export const simulatorSource = [
  { find: /^captcha-failover-simulator$/, replacement: `${import.meta.dirname}/simulator/src/index.ts` },
  { find: /^captcha-failover-simulator\/(.+)$/, replacement: `${import.meta.dirname}/simulator/src/$1.ts` },
];

/** A run of chosen files, while one works, leaves the type tests aside: they take the compiler as long as all of it. */
const runsAll = !process.argv.slice(2).some((word) => word.startsWith('test/'));

/** What needs no page says so in its first line as well, for the runs that have it beside the rest. */
const inNode = 'test/unit/{in-node,server,docs,demo,error-catalog,simulator}/**/*.test.ts';
/** The drop-in finds its page once and for all. */
const dropIn = 'test/unit/drop-in/**/*.test.ts';
/** They count descriptors, sockets and bytes of heap. */
const attacks = 'test/unit/server/attacks/**/*.test.ts';

/** They count timers, and what an earlier test has left to its end may start one. */
const timers =
  'test/unit/server/{verifier,checks/sent-once,evidence/{ask-target,evidence,own-controls},real-tickets/gate,store/redis-store}.test.ts';

/** One project after the other, since a process is used again only for the same kind of environment. */
let groupOrder = 0;
const project = (
  name: string,
  test: { include: string[]; exclude?: string[]; environment: string; isolate: boolean },
) => ({
  extends: true as const,
  test: { name, sequence: { groupOrder: groupOrder++ }, ...test },
});

const types = {
  extends: true as const,
  test: {
    name: 'types',
    include: [],
    typecheck: { enabled: true, only: true, include: ['test/types/**/*.test-d.ts'], tsconfig: 'tsconfig.json' },
  },
};

export default defineConfig({
  resolve: { alias: simulatorSource },
  test: {
    // What hangs is told all the same; a machine that is busy gets four times the default.
    testTimeout: 20_000,
    // The default leaves a core unused, which on two cores is half of them.
    maxWorkers: '100%',
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      // A test file leaves nothing in its page, so that the next one can have its process: half the time.
      project('page', {
        include: ['test/unit/**/*.test.ts'],
        exclude: [inNode, dropIn],
        environment: 'happy-dom',
        isolate: false,
      }),
      project('node', { include: [inNode], exclude: [attacks, timers], environment: 'node', isolate: false }),
      project('timers', { include: [timers], environment: 'node', isolate: true }),
      project('drop-in', { include: [dropIn], environment: 'happy-dom', isolate: true }),
      project('attacks', { include: [attacks], environment: 'node', isolate: true }),
      ...(runsAll ? [types] : []),
    ],
  },
});
