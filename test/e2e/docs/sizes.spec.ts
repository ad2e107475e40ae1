import { spawnSync } from 'node:child_process';
import { expect, test } from '@playwright/test';
import { documentOf } from '../../unit/docs/documents.js';
import { sectionOf, tableRows } from '../../unit/docs/markdown.js';

/** How far the README's rounded sizes may be off before somebody has to write them anew, in bytes. */
const toleranceBytes = 500;

test('README.md tells the sizes and bars that are measured', () => {
  const { stdout } = spawnSync(process.execPath, ['test/tools/size.mjs'], { encoding: 'utf8' });
  const measured = Array.from(stdout.matchAll(/(\d+) B\s+bar (\d+) B\s+(OVER|ok)/g), ([, size, bar, verdict]) => ({
    size: Number(size),
    bar: Number(bar),
    verdict,
  }));
  expect(measured.length, stdout).toBeGreaterThan(0);

  const { text } = sectionOf(documentOf('README.md'), 'Browsers and size');
  // The section has another table, of scenarios and engines.
  const told = tableRows(text)
    .filter((cells) => cells.length === 3)
    .map(([, size = '', bar = '']) => [parseFloat(size) * 1000, parseFloat(bar) * 1000]);
  expect(told).toHaveLength(measured.length);
  for (const [index, { size, bar }] of measured.entries()) {
    const [toldSize = 0, toldBar] = told[index] ?? [];
    expect(Math.abs(toldSize - size), `row ${index + 1}: ${size} B`).toBeLessThanOrEqual(toleranceBytes);
    expect(toldBar).toBe(bar);
  }
  const isOver = measured.some(({ verdict }) => verdict === 'OVER');
  expect(/above (that|the) bar/.test(text)).toBe(isOver);
});
