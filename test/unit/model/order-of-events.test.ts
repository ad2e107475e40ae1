import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examples } from './examples.js';
import { play } from './page.js';
import { anyRun } from './steps.js';

/** `npm run test:model` makes 10,000 runs; `MODEL_SEED` and `MODEL_PATH` repeat what a failure told. */
const { MODEL_RUNS, MODEL_SEED, MODEL_PATH } = process.env;
const numRuns = Number(MODEL_RUNS ?? 300);
const seed = Number(MODEL_SEED ?? Date.now() % 0x7fffffff);

describe('no promise is broken', () => {
  it.each(Object.entries(examples))('when %s', async (_, run) => {
    expect(await play(run)).toEqual([]);
  });

  it(
    'in whatever order things happen',
    async () => {
      console.info(`model: ${numRuns} runs, seed ${seed}`);
      await fc.assert(
        fc.asyncProperty(anyRun, async (run) => {
          expect(await play(run)).toEqual([]);
        }),
        { numRuns, seed, ...(MODEL_PATH && { path: MODEL_PATH }) },
      );
    },
    60000 + numRuns * 200,
  );
});
