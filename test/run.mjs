// The README's test command: everything there is to check, in the order in which a failure is cheapest to learn of. What
// mostly waits (the server half's tests let real time pass) or has one thread runs beside the rest, and is printed whole
// when it has ended. Closes with one line of totals over both test runners.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

const results = 'test-results';
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const totals = { passed: 0, failed: 0, skipped: 0 };
let broken = false;
/** Engines that are not there, with the number of tests skipped for each. */
const missing = new Map();

function run(command, args, stdio) {
  const child = spawn(command, args, { stdio, shell: process.platform === 'win32' });
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => printed.push(chunk));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ status: error.message, printed }));
    child.on('close', (status) => resolve({ status, printed }));
  });
}

function tell(title, status, started) {
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(`  ${title}${status === 0 ? 'ok' : `FAILED (exit ${status})`}, ${seconds} s`);
  if (status !== 0) broken = true;
  return status === 0;
}

/** A step that prints as it goes. */
async function step(title, command, ...args) {
  console.log(`\n— ${title}`);
  const started = Date.now();
  const { status } = await run(command, args, 'inherit');
  return tell('', status, started);
}

/** A step beside the others: it prints all at its end, so that no two are mixed. */
async function stepBeside(title, command, ...args) {
  const started = Date.now();
  const { status, printed } = await run(command, args, ['ignore', 'pipe', 'pipe']);
  console.log(`\n— ${title} (ran beside other steps)\n${Buffer.concat(printed)}`);
  return tell(`${title}: `, status, started);
}

const read = (file) => {
  try {
    return JSON.parse(readFileSync(`${results}/${file}`, 'utf8'));
  } catch {
    // The runner died before it could write: that is a failure of its own.
    totals.failed += 1;
    return undefined;
  }
};

function countPlaywright(file) {
  const ran = read(file);
  if (!ran) return undefined;
  totals.passed += ran.stats.expected + ran.stats.flaky;
  flakyTests(ran).forEach(tellRetried);
  totals.failed += ran.stats.unexpected + ran.errors.length;
  return ran;
}

const tellRetried = (title) => console.log(`  RETRIED, passed at the second or third try: ${title}`);

/** What failed at first: by time, on a machine that is busy, or by a fault that comes and goes. */
function flakyTests({ suites = [], specs = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests.filter(({ status }) => status === 'flaky').map(({ projectName }) => `${title} [${projectName}]`),
  );
  return [...own, ...suites.flatMap(flakyTests)];
}

/** Each skipped test with its engine and why it was skipped. */
function skippedTests({ suites = [], specs = [] }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests
      .filter(({ status }) => status === 'skipped')
      .map(({ projectName, annotations }) => ({
        title: `${title} [${projectName}]`,
        reason: annotations.find(({ type }) => type === 'skip')?.description ?? '',
      })),
  );
  return [...own, ...suites.flatMap(skippedTests)];
}

// E2E_ENGINES=chromium runs the table of scenarios in that engine only, and says so.
const engines = process.env.E2E_ENGINES?.split(',');
const projects = engines ? [...engines, 'chromium-only'].map((name) => `--project=${name}`) : [];
if (engines) console.log(`end-to-end tests in ${engines.join(', ')} only (E2E_ENGINES)`);
// E2E_ALL=1 runs all of it in all three; E2E_SEED chooses the sample that the other engines play otherwise.
process.env.E2E_SEED ??= new Date().toISOString().slice(0, 10);

const npmRun = (script, ...args) => ['npm', 'run', '--silent', script, ...(args.length > 0 ? ['--', ...args] : [])];

const reporters = (file) => ['--reporter=default', '--reporter=json', `--outputFile.json=${results}/${file}`];

function countVitest(file) {
  const ran = read(file);
  if (!ran) return;
  totals.passed += ran.numPassedTests;
  totals.failed += ran.numFailedTests;
  totals.skipped += ran.numPendingTests + ran.numTodoTests;
  const tests = ran.testResults.flatMap(({ assertionResults }) => assertionResults);
  for (const { status, fullName, failureMessages } of tests)
    if (status === 'passed' && failureMessages.length > 0) tellRetried(fullName);
}

/** The server half: real clocks, processes and hosts, which wait more than they compute. */
async function testServerHalf(built) {
  const attacks = ['npx', 'vitest', 'run', '--project=attacks', '--retry=2'];
  await stepBeside('attacks', ...attacks, ...reporters('attacks.json'));
  countVitest('attacks.json');
  const redisRan = await stepBeside(
    'tests against a real Redis',
    'node',
    'test/tools/redis.mjs',
    ...reporters('redis.json'),
  );
  // Without a redis-server nothing is written: one skip stands for all of them, unless they are required.
  if (redisRan && !existsSync(`${results}/redis.json`)) totals.skipped += 1;
  else countVitest('redis.json');
  if (!built) return;
  await stepBeside('the sidecar', ...npmRun('test:sidecar', ...reporters('sidecar.json')));
  countVitest('sidecar.json');
}

async function testInBrowsers() {
  await step('recipes in real servers', ...npmRun('test:servers', ...reporters('servers.json')));
  countVitest('servers.json');
  await step('what is packed, and apps that use it', ...npmRun('test:builds', ...reporters('builds.json')));
  countVitest('builds.json');
  await step('apps of real libraries', ...npmRun('test:apps'));
  countPlaywright('apps.json');
  await step('end-to-end tests', 'npx', 'playwright', 'test', ...projects);
  const e2e = countPlaywright('e2e.json');
  if (e2e) countSkipped(e2e);
}

function countSkipped(e2e) {
  let left = 0;
  for (const { title, reason } of skippedTests(e2e)) {
    // A cell of the table that is listed as not applicable, or an engine that is not there and not required.
    if (reason.startsWith('sample: ')) left += 1;
    else if (reason.startsWith('n/a: ')) console.log(`  n/a: ${title}: ${reason.slice(5)}`);
    else if (reason.startsWith('no ')) {
      totals.skipped += 1;
      missing.set(reason, (missing.get(reason) ?? 0) + 1);
    } else {
      totals.failed += 1;
      console.error(`  skipped without a listed reason: ${title}`);
    }
  }
  if (left)
    console.log(
      `  ${left} rows left aside in Firefox and WebKit (E2E_ALL=1 runs them, E2E_SEED=${process.env.E2E_SEED})`,
    );
  missing.forEach((count, reason) => console.log(`  SKIPPED ${count} test(s): ${reason}`));
}

const built = await step('build', ...npmRun('build'));
// All that runs in browsers wants them, the recipes first.
const haveBrowsers = await step('browsers', 'node', 'test/tools/browsers.mjs');
const beside = [stepBeside('lint and format', ...npmRun('lint')), testServerHalf(built)];
// The type tests bring all of the project's types with them, so that `npm run types` would be the same again.
await step(
  'types and unit tests',
  ...['npx', 'vitest', 'run', '--project=!attacks', '--retry=2', ...reporters('unit.json')],
);
countVitest('unit.json');
if (built) {
  await step('package', ...npmRun('package'));
  await step('size', 'node', 'test/tools/size.mjs');
  if (haveBrowsers) await testInBrowsers();
}
if (!haveBrowsers) totals.failed += 1;
await Promise.all(beside);
if (broken && totals.failed === 0) totals.failed = 1;
console.log(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped`);
process.exit(totals.failed > 0 ? 1 : 0);
