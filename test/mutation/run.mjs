// Mutation testing: Stryker changes src/ in one place at a time and counts what no unit test notices, one part of parts.mjs
// after the other. Told afterwards: each such change that survivors.json does not explain, and each explanation that
// explains nothing any more. Fails when something is left to tell. Arguments are the names of parts; without, all of them.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { findRedis } from '../tools/find-redis.mjs';
import { parts } from './parts.mjs';

const given = process.argv.slice(2);
const unknown = given.filter((name) => !(name in parts));
if (unknown.length > 0) {
  console.error(`No part of src/ is called ${unknown.join(', ')}. There are ${Object.keys(parts).join(', ')}.`);
  process.exit(1);
}
const asked = given.length > 0 ? given : Object.keys(parts);
if (asked.includes('store') && !findRedis()) {
  console.error('The part "store" needs a redis-server on PATH: the changes of the Redis store are judged against it');
  process.exit(1);
}
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
// It is installed beside this file: what only it needs is no part of the project's own installation.
const stryker = 'test/mutation/node_modules/@stryker-mutator/core/bin/stryker.js';
const files = {};
for (const part of asked) {
  console.log(`\n— ${part}`);
  const report = `.stryker/${part}.json`;
  rmSync(report, { force: true });
  const env = { ...process.env, MUTATION_PART: part };
  const { status } = spawnSync(process.execPath, [stryker, 'run'], { stdio: 'inherit', env });
  // It got no further than its first run, and has said why.
  if (status !== 0) process.exit(status ?? 1);
  const ran = readJson(report).files;
  const outcomes = Object.values(ran).flatMap(({ mutants }) => mutants.map((mutant) => mutant.status));
  const count = (...those) => outcomes.filter((outcome) => those.includes(outcome)).length;
  const [noticed, missed] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  console.log(`${part}: ${noticed} of ${noticed + missed}, ${((100 * noticed) / (noticed + missed)).toFixed(1)} %`);
  Object.assign(files, ran);
}
/** By file: `at` is a text of the line, `from` the text that is changed, where the line has other survivors too, `why` the reason. */
const explanations = readJson('test/mutation/survivors.json');

/** What stands from one place of a text to another, both counted from 1. */
function textBetween(source, { start, end }) {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1);
  lines[0] = lines[0].slice(start.column - 1);
  return lines.join('\n');
}

const used = new Set();
let survived = 0;
let unexplained = 0;
let madeOnce = 0;
for (const [file, { source, mutants }] of Object.entries(files)) {
  for (const { status: outcome, location, replacement, static: isMadeOnce } of mutants) {
    if (outcome !== 'Survived' && outcome !== 'NoCoverage') continue;
    survived += 1;
    const line = source.split('\n')[location.start.line - 1];
    const from = textBetween(source, location);
    const because = explanations[file]?.find((each) => line.includes(each.at) && (each.from ?? from) === from);
    if (because) used.add(because);
    // Made as the module is loaded, and judged by those tests alone that load it again: as good as ignored.
    else if (isMadeOnce) madeOnce += 1;
    else {
      unexplained += 1;
      console.log(`${file}:${location.start.line}: no test notices ${JSON.stringify(from)} -> ${replacement}`);
    }
  }
}
const stale = Object.keys(files).flatMap((file) =>
  (explanations[file] ?? [])
    .filter((each) => !used.has(each))
    .map(({ at }) => `${file}: explained, but noticed: ${at}`),
);
stale.forEach((each) => console.log(each));
console.log(
  `${survived} changes survived, ${survived - madeOnce - unexplained} of them explained, ` +
    `${madeOnce} of what a module makes once and so not judged; ${stale.length} stale explanations`,
);
if (unexplained || stale.length) process.exitCode ||= 1;
