import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { configFor, simulatorForTest } from './harness.js';
import { folderForTest, startProcess, writeConfig } from './process.js';
import { outlivesKills } from './restart.js';

it('a service with a file that is killed in mid-load and started again forgets nothing', async () => {
  await outlivesKills({ file: join(folderForTest(), 'state.json') });
});

it('the journal of what was spent outlives half a line, and forgets what has run out', async () => {
  const simulator = await simulatorForTest();
  const path = join(folderForTest(), 'state.json');
  const later = Date.now() + 60_000;
  writeFileSync(`${path}.spent`, `["old",1]\n["kept",${later}]\n["ha`);
  const sidecar = await startProcess(writeConfig(folderForTest(), configFor(simulator, { store: { file: path } })));
  expect(readFileSync(`${path}.spent`, 'utf8')).toBe(`["kept",${later}]\n`);
  expect(await sidecar.stop()).toBe(0);
});
