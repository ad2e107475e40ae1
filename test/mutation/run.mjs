// Mutation testing: Stryker changes src/ in one place at a time and counts what no unit test notices. Told afterwards:
// each such change that survivors.json does not explain, and each explanation that explains nothing any more.
// Fails below the score that stryker.config.mjs asks for, and when something is left to tell. Arguments go to Stryker.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { findRedis } from '../tools/find-redis.mjs';

if (!findRedis()) {
  console.error('test:mutation needs a redis-server on PATH: the changes of the Redis store are judged against it');
  process.exit(1);
}
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const report = '.stryker/mutation.json';
rmSync(report, { force: true });
// What survived last time is tried again: of what it takes over, Stryker forgets what is made once.
const lastTime = '.stryker/incremental.json';
if (existsSync(lastTime)) {
  const last = readJson(lastTime);
  const survives = ({ status }) => status === 'Survived' || status === 'NoCoverage';
  for (const each of Object.values(last.files)) each.mutants = each.mutants.filter((mutant) => !survives(mutant));
  writeFileSync(lastTime, JSON.stringify(last));
}
// It is installed beside this file: what only it needs is no part of the project's own installation.
const stryker = 'test/mutation/node_modules/@stryker-mutator/core/bin/stryker.js';
const args = [stryker, 'run', ...process.argv.slice(2)];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
process.exitCode = status ?? 1;
// It wrote none: it got no further than its first run, and has said why.
if (!existsSync(report)) process.exit();

const { files: known } = readJson(report);
// Of files that are not asked for (`-m`, by name) the report tells what an earlier run found, and that not whole.
const asked = / (?:-m|--mutate)[ =](\S+)/
  .exec(` ${args.join(' ')}`)?.[1]
  .replace(/:[^,]*/g, '')
  .split(',');
const files = Object.fromEntries(Object.entries(known).filter(([file]) => !asked || asked.includes(file)));
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
