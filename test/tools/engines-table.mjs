// Writes docs/engines.md and the short table of docs/browsers.md and its twin from the results of the last end-to-end run.
import { readFileSync, writeFileSync } from 'node:fs';
import { build } from 'esbuild';

// The results of a file named later replace those of the ones before.
const files = process.argv.length > 2 ? process.argv.slice(2) : ['test-results/e2e.json'];
const { outputFiles } = await build({
  entryPoints: ['test/e2e/scenarios/table-lines.ts'],
  bundle: true,
  write: false,
  platform: 'node',
  format: 'esm',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { wholeTable, shortTable, rowsWithout } = await import(`data:text/javascript;base64,${code}`);

const verdicts = new Map();
function collect({ specs = [], suites = [] }) {
  for (const { title, tests } of specs)
    for (const { projectName, status } of tests)
      if (status !== 'skipped') verdicts.set(`${projectName} ${title}`, status !== 'unexpected');
  suites.forEach(collect);
}
files.forEach((file) => collect(JSON.parse(readFileSync(file, 'utf8'))));
const verdict = (engine, title) => verdicts.get(`${engine} ${title}`);

const unplayed = rowsWithout(verdict);
if (unplayed.length) {
  console.error(`${unplayed.length} rows were not run in every engine: run the end-to-end tests with E2E_ALL=1 first`);
  process.exit(1);
}

writeFileSync(
  'docs/engines.md',
  `# Scenarios and engines

Each row is one page and one behaviour of the simulated vendors' servers, and ends so in every engine, with exactly one
outcome, in time, without an unhandled rejection or a word of ours on the console, and with nothing of ours left after
\`destroy()\`. Written by \`npm run docs:engines\` from the last run of the tests; the rows are in \`test/e2e/scenarios/\`.

${wholeTable(verdict)}`,
);
for (const [file, language] of [
  ['docs/browsers.md', 'en'],
  ['docs/browsers.zh-CN.md', 'zh'],
]) {
  const text = readFileSync(file, 'utf8');
  const marked = /(<!-- engines -->\n)[^]*?(\n<!-- \/engines -->)/;
  if (!marked.test(text)) throw new Error(`${file} has no <!-- engines --> block`);
  writeFileSync(
    file,
    text.replace(marked, (_, begin, end) => `${begin}\n${shortTable(verdict, language)}\n${end}`),
  );
}
const failed = [...verdicts].filter(([, isGood]) => !isGood).map(([title]) => title);
console.log(`docs/engines.md: ${verdicts.size} results, ${failed.length} failed`);
failed.forEach((title) => console.log(`  ${title}`));
