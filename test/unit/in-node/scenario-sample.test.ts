// @vitest-environment node
import { expect, it } from 'vitest';
import { ENGINES, type Engine } from '../../e2e/engines.js';
import { isChosen, SAMPLE, type Sampling } from '../../e2e/scenarios/sample.js';
import { TABLE } from '../../e2e/scenarios/table.js';

const chosenIn = (engine: Engine, sampling: Sampling) =>
  TABLE.flatMap(({ rows, canEngineMatter }) => rows.filter((row) => isChosen(row, engine, canEngineMatter, sampling)));
const rows = TABLE.flatMap((group) => group.rows);
const others = ['firefox', 'webkit'] as const;

it('Chromium plays all rows', () => {
  expect(chosenIn('chromium', { all: false, seed: 'x' })).toEqual(rows);
});

it('every engine plays all rows where all are asked for', () => {
  for (const engine of ENGINES) expect(chosenIn(engine, { all: true, seed: 'x' })).toEqual(rows);
});

it.each(others)('%s plays all rows in which an engine can matter, and about one in six of the rest', (engine) => {
  const chosen = new Set(chosenIn(engine, { all: false, seed: 'x' }));
  const always = TABLE.flatMap((group) =>
    group.rows.filter((row) => group.canEngineMatter || row.inEngine?.[engine] !== undefined),
  );
  for (const row of always) expect(chosen.has(row)).toBe(true);
  const [rest, sampled] = [rows.length - always.length, chosen.size - always.length];
  expect(sampled).toBeGreaterThan(rest / SAMPLE / 2);
  expect(sampled).toBeLessThan((rest / SAMPLE) * 2);
});

it('a seed chooses the same rows again, and over many seeds every row is chosen', () => {
  const once = chosenIn('firefox', { all: false, seed: '2026-12-01' });
  expect(chosenIn('firefox', { all: false, seed: '2026-12-01' })).toEqual(once);
  const seeds = Array.from({ length: 90 }, (_, day) => `day ${day}`);
  const ever = new Set(seeds.flatMap((seed) => chosenIn('firefox', { all: false, seed })));
  expect(ever.size).toBe(rows.length);
});
