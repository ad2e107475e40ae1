// `npm run bench:failover`: how long a user waits when the first vendor hangs or is slow, with default options, and whose
// challenge it is then. Real Chromium, the script-tag file, the simulated vendors. Writes RESULTS-failover.md.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { SIMULATED_IDS, startSimulator } from 'captcha-failover-simulator';
import { build } from 'esbuild';

const root = new URL('../', import.meta.url);
if (!existsSync(new URL('.browsers.json', root)))
  spawnSync(process.execPath, ['test/tools/browsers.mjs'], { cwd: root, stdio: 'inherit' });
const found = JSON.parse(readFileSync(new URL('.browsers.json', root), 'utf8'));
const library = readFileSync(new URL('dist/captcha-failover.min.js', root), 'utf8');
// The simulated user of the tests, who takes no time.
const { outputFiles } = await build({
  stdin: {
    contents: "export { solve } from './test/e2e/scenarios/page/user.ts'",
    resolveDir: fileURLToPath(root),
  },
  bundle: true,
  write: false,
  format: 'iife',
  globalName: 'user',
});
const [{ text: user }] = outputFiles;
const host = createServer((_, response) => {
  response.setHeader('content-type', 'text/html').end('<!doctype html><title>bench</title><body></body>');
}).listen(0, '127.0.0.1');
await once(host, 'listening');
const site = `http://127.0.0.1:${host.address().port}/`;

/** `by` is whose pass it must be, `within` ms from `verify()` to the outcome on a quiet machine; null is not limited. */
const cells = [
  ['healthy', 'tencent', {}, {}, 'tencent', null],
  ['healthy', 'aliyun', {}, {}, 'aliyun', null],
  ['entry hangs', 'tencent', { entry: ['hang'] }, {}, 'aliyun', 3900],
  ['entry hangs', 'aliyun', { entry: ['hang'] }, {}, 'tencent', 3900],
  ['inner script hangs', 'tencent', { secondary: ['hang'] }, {}, 'aliyun', 4300],
  ['inner script hangs', 'aliyun', { secondary: ['hang'] }, {}, 'tencent', 4300],
  ['Init hangs', 'aliyun', { config: ['hang'] }, {}, 'tencent', 4300],
  ['entry hangs, preloaded 3 s ago', 'tencent', { entry: ['hang'] }, {}, 'aliyun', 900, 3100],
  ['entry hangs, preloaded 3 s ago', 'aliyun', { entry: ['hang'] }, {}, 'tencent', 900, 3100],
  [
    'entry 4 s, Init of the second refused',
    'tencent',
    { entry: ['late_4'] },
    { config: ['code_IllegalScene'] },
    'tencent',
    null,
  ],
  ['entry 1.6 s, inner script 1.6 s', 'tencent', { entry: ['late_1.6'], secondary: ['late_1.6'] }, {}, 'tencent', null],
  ['entry 1.6 s, inner script 1.6 s', 'aliyun', { entry: ['late_1.6'], secondary: ['late_1.6'] }, {}, 'aliyun', null],
  ['entry 2.5 s, inner script 1 s', 'tencent', { entry: ['late_2.5'], secondary: ['late_1'] }, {}, 'tencent', null],
  ['entry 2.5 s, inner script 1 s', 'aliyun', { entry: ['late_2.5'], secondary: ['late_1'] }, {}, 'aliyun', null],
  [
    'traceless, Init 1.8 s, verification 1.2 s',
    'aliyun',
    { scene: 'TRACELESS', config: ['late_1.8'], verify: ['late_1.2'] },
    {},
    'aliyun',
    null,
  ],
];

const { appId, sceneId, prefix } = SIMULATED_IDS;
const other = { tencent: 'aliyun', aliyun: 'tencent' };

async function measure(browser, simulator, [name, first, firstFaults, secondFaults, by, within, preloadMs = 0]) {
  const urls = {
    [first]: simulator.scriptUrl(first, { faults: firstFaults }),
    [other[first]]: simulator.scriptUrl(other[first], { faults: secondFaults }),
  };
  const context = await browser.newContext();
  const page = await context.newPage();
  let requests = 0;
  page.on('request', (request) => request.resourceType() === 'script' && requests++);
  await page.goto(site);
  await page.addScriptTag({ content: library });
  await page.addScriptTag({ content: user });
  const seen = await page.evaluate(
    async ({ urls, order, preloadMs, appId, sceneId, prefix }) => {
      const { createCaptcha, tencent, aliyun } = window.CaptchaFailover;
      const make = {
        tencent: () => tencent({ appId, scriptUrl: urls.tencent }),
        // Its script waits half a second after a pass, for a tick to be seen.
        aliyun: () => aliyun({ sceneId, prefix, scriptUrl: urls.aliyun, vendorOptions: { delayBeforeSuccess: false } }),
      };
      const times = {};
      const captcha = createCaptcha({
        providers: order.map((vendor) => make[vendor]()),
        preload: 'none',
        onEvent({ type }) {
          times[type] = performance.now();
          if (type === 'shown') void window.user.solve();
        },
      });
      if (preloadMs) {
        void captcha.preload();
        await new Promise((resolve) => setTimeout(resolve, preloadMs));
      }
      const began = performance.now();
      const outcome = await captcha.verify();
      const { status, proof } = outcome;
      return {
        status,
        by: proof && proof.vendor,
        shownMs: times.shown === undefined ? null : Math.round(times.shown - began),
        ms: Math.round(performance.now() - began),
      };
    },
    { urls, order: [first, other[first]], preloadMs, appId, sceneId, prefix },
  );
  await context.close();
  return { name, first, requests, within, wanted: by, ...seen };
}

const simulator = await startSimulator();
const browser = await chromium.launch({ ...found.chromium?.launchOptions });
const rows = [];
for (const cell of cells) rows.push(await measure(browser, simulator, cell));
const machine = `Chromium ${browser.version()}, ${cpus().length} cores, load average ${loadavg()[0].toFixed(1)}, ${new Date().toISOString().slice(0, 10)}.`;
await browser.close();
await simulator.close();
host.close();

const isRight = ({ status, by, wanted, ms, within }) =>
  status === 'passed' && by === wanted && (within === null || ms <= within);
const lines = rows.map((row) => {
  const limit = row.within === null ? '' : ` of ${row.within} ms`;
  const shown = row.shownMs === null ? 'nothing shown' : `${row.shownMs} ms`;
  return `| ${row.first} | ${row.name} | ${row.status} by ${row.by} | ${shown} | ${row.ms} ms${limit} | ${row.requests} | ${isRight(row) ? '✓' : '✗'} |`;
});
const text = `# How long a user waits when the first vendor fails

With default options and two vendors, from \`verify()\`: until the challenge is on screen, and until it is passed, by
somebody who solves it at once. Written by \`npm run bench:failover\`; the vendors are simulated. ${machine}

| first vendor | what it does | outcome | challenge after | passed after | scripts | |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
writeFileSync(new URL('RESULTS-failover.md', import.meta.url), text);
console.log(text);
process.exitCode = rows.every(isRight) ? 0 : 1;
