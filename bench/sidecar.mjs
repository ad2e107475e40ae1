// How many /v1/verify the sidecar answers a second on one core, and how fast, with Tencent's SDK replaced by one that
// answers at once. Wants a build. Prints, and writes bench/RESULTS-sidecar.md; nothing is judged here.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '../simulator/dist/index.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'captcha-sidecar-bench-'));
const inModules = (...parts) => join(folder, 'node_modules', ...parts);

/** The packages as they are built, with everything from the repository beside them but Tencent's SDK. */
function install() {
  mkdirSync(inModules('captcha-failover'), { recursive: true });
  mkdirSync(inModules('captcha-failover-sidecar'));
  for (const part of ['dist', 'package.json'])
    cpSync(join(root, part), inModules('captcha-failover', part), { recursive: true });
  for (const part of ['dist', 'package.json', 'openapi.json'])
    cpSync(join(root, 'sidecar', part), inModules('captcha-failover-sidecar', part), { recursive: true });
  for (const name of ['fastify', 'ioredis', 'prom-client', '@alicloud/captcha20230305']) {
    mkdirSync(dirname(inModules(name)), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), inModules(name));
  }
  const sdk = inModules('tencentcloud-sdk-nodejs-common');
  mkdirSync(sdk);
  writeFileSync(
    join(sdk, 'package.json'),
    '{"name":"tencentcloud-sdk-nodejs-common","version":"4.1.220","main":"index.js"}',
  );
  writeFileSync(
    join(sdk, 'index.js'),
    `exports.CommonClient = class { request() { return Promise.resolve({ CaptchaCode: 1, CaptchaMsg: 'OK', RequestId: 'r' }); } };\n`,
  );
}

/**
 * `BENCH_REALTIME=1`, as root: sidecar and generator go before everything else on the machine, where others work, too.
 * Being nice alone does not do that: a session's processes share one turn.
 */
const isRealtime = process.env.BENCH_REALTIME === '1';
const spawnNode = (args, options) =>
  isRealtime
    ? spawn('chrt', ['--fifo', '10', process.execPath, ...args], options)
    : spawn(process.execPath, args, options);

const cpuOf = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

async function startSidecar(site) {
  const config = {
    sites: [site],
    keys: [{ kid: 'bench', secret: 'a secret of the bench, of 32 bytes or more' }],
    maxPerSecond: 10_000,
    references: [],
    listen: '127.0.0.1:0',
  };
  writeFileSync(join(folder, 'captcha.json'), JSON.stringify(config));
  const cli = inModules('captcha-failover-sidecar/dist/cli.js');
  const child = spawnNode(['--preserve-symlinks-main', cli, '--config', 'captcha.json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const entry = JSON.parse(line);
      if (entry.event === 'listening') resolve(entry.url);
    });
  });
  return { url, child };
}

const rows = [];
const row = (...cells) => {
  rows.push(`| ${cells.join(' | ')} |`);
  console.log(`  ${rows.at(-1)}`);
};

install();
const simulator = await startSimulator();
const { url, child } = await startSidecar(simulator.site('tencent'));
const load = join(root, 'bench/sidecar/load.mjs');
const seconds = 20;
/** Spawned, so that this process can go on reading the log. */
const measure = (rate, length = seconds) =>
  new Promise((resolve) => {
    const cpu = cpuOf(child.pid);
    const begun = performance.now();
    const generator = spawnNode([load, url, String(rate), String(length)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    generator.stdout.on('data', (chunk) => (text += chunk));
    generator.on('close', () => {
      const used = cpuOf(child.pid) - cpu;
      resolve({ ...JSON.parse(text), used, cores: used / ((performance.now() - begun) / 1000) });
    });
  });

console.log(`Node ${process.version}`);
await measure(500, 5);
for (const [rate, bar] of [
  [1000, 'p99 20 ms'],
  [2000, '2,000 a second'],
  [4000, ''],
]) {
  const { answered, p50, p99, used, cores, counts } = await measure(rate);
  const total = Object.values(counts).reduce((all, count) => all + count, 0);
  const ofCpu = Math.round(total / used).toLocaleString('en-US');
  const what = Object.entries(counts)
    .map(([name, count]) => `${count} × ${name}`)
    .join(', ');
  row(
    `${rate.toLocaleString('en-US')} a second asked, ${seconds} s`,
    `${Math.round(answered).toLocaleString('en-US')}/s answered; p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms; ${cores.toFixed(2)} cores, so ${ofCpu} a second of CPU (${what})`,
    bar,
  );
}
const rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1000;
row('memory after it', `${Math.round(rss)} MB`, '');
child.kill();
await simulator.close();
rmSync(folder, { recursive: true, force: true });

const machine = `Node ${process.version}, ${cpus().length} cores, load average ${loadavg()[0]?.toFixed(1)}`;
writeFileSync(
  join(root, 'bench/RESULTS-sidecar.md'),
  `# What the sidecar costs

Made by \`npm run bench:sidecar\`; do not edit. ${machine}, ${new Date().toISOString().slice(0, 10)}. \`POST /v1/verify\` over loopback with Tencent's SDK
replaced by one that answers at once, a log line for each request, and the generator of the load on the same machine. By
the clock other processes count too; of CPU only the sidecar.${isRealtime ? ' Both went before other processes (`BENCH_REALTIME=1`).' : ''}

| what | measured | bar |
| --- | --- | --- |
${rows.join('\n')}
`,
);
