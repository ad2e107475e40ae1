// How much a recovery decision costs: decisions a second over the memory store with page tokens, on one core, and
// round trips a decision over a Redis that is started for it where there is one; and what the whole verifier takes of
// its own. Prints, and writes bench/RESULTS-server.md; nothing is judged here.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Redis } from 'ioredis';
import { verifierLines } from './server-verifier.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const outfile = `${root}/test-results/bench/server.mjs`;
await build({
  stdin: {
    contents: [
      'admission/admission',
      'store/memory-store',
      'store/redis-store',
      'tokens/page-token',
      'tokens/signing-keys',
      'checks/site-check',
      'verifier',
    ]
      .map((name) => `export * from './src/server/${name}.js';`)
      .join('\n'),
    resolveDir: root,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  external: ['tencentcloud-sdk-nodejs-common', '@alicloud/captcha20230305', 'cockatiel'],
  logLevel: 'error',
});
const server = await import(outfile);
const { createAdmission, createPageToken, memoryStore, redisStore, signingKeys } = server;

/** Rows of the results: what, how much, the bar. */
const rows = [];

const keys = [{ kid: 'bench', secret: 'a secret of the bench, of 32 bytes or more' }];
const signing = signingKeys(keys);
const id = '190000001';
const realNow = Date.now;
const since = realNow() - 60_000;
const door = { reason: 'vendor_outage', since, half: false, returningOnly: false, pageTokenNeeded: true };

/** Some of a crowd of distinct people with page tokens that are old enough, from number `first` on. */
function crowd(size, epoch, first) {
  Date.now = () => since - 30_000;
  const people = Array.from({ length: size }, (_, n) => {
    const i = first + n;
    // Each from a /24 of their own.
    const network = [11 + (i >> 16), (i >> 8) & 255, i & 255, 7];
    const hex = network.slice(0, 3).map((byte) => byte.toString(16).padStart(2, '0'));
    return {
      action: 'login',
      door,
      ticket: { kind: 'recovery', text: `trerror_1001_${id}_${Math.floor(since / 1000)}_${i}`, id },
      remoteIp: network.join('.'),
      session: 'session',
      subject: `account${i}`,
      pageToken: createPageToken(
        { action: 'login', session: 'session', network: hex.join(''), epoch, inOutage: false },
        signing,
      ),
    };
  });
  Date.now = realNow;
  return people;
}

/** Counts the admission only, not the making of the people, who come some at a time. */
async function measure(name, admission, { size, epoch = 'memory', atOnce = 1, change = (one) => one, first = 0 }) {
  let admitted = 0;
  let clock = 0;
  let cpu = 0;
  for (let done = 0; done < size; done += 1000) {
    const people = crowd(1000, epoch, first + done).map(change);
    const cpuBefore = process.cpuUsage();
    const started = performance.now();
    for (let i = 0; i < people.length; i += atOnce) {
      const answers = await Promise.all(people.slice(i, i + atOnce).map((one) => admission.admit(one)));
      admitted += answers.filter((answer) => answer.admitted).length;
    }
    clock += performance.now() - started;
    const { user, system } = process.cpuUsage(cpuBefore);
    cpu += (user + system) / 1000;
  }
  const rate = (ms) =>
    Math.round((size / ms) * 1000)
      .toLocaleString('en-US')
      .padStart(8);
  const told = `${rate(clock).trim()}/s by the clock, ${rate(cpu).trim()}/s of CPU, ${admitted} of ${size} admitted`;
  console.log(`  ${name.padEnd(40)} ${told}`);
  if (!name.startsWith('(')) rows.push(`| ${name} | ${told} | ${name.startsWith('memory') ? 'bar 20,000/s' : ''} |`);
}

console.log(`Recovery decisions (Node ${process.version})`);
{
  const small = createAdmission({ store: memoryStore(), keys });
  await measure('(warming up)', small, { size: 20_000 });
  await measure('memory, page token, budget spent', small, { size: 100_000, first: 20_000 });
  const store = memoryStore({ capacity: 2_000_000 });
  await store.write(`rate:${since}:login`, '10000000', 3_600_000);
  await measure('memory, page token, all admitted', createAdmission({ store, keys }), { size: 100_000 });
  const change = (one) => ({ ...one, pageToken: `${one.pageToken.slice(0, -1)}!` });
  await measure('memory, forged page token', small, { size: 100_000, change });
}

if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) {
  console.log('  Redis: not measured, there is no redis-server on PATH');
} else {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  const server = spawn(
    'redis-server',
    ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
  const client = new Redis({ port, host: '127.0.0.1' });
  try {
    await once(client, 'ready');
    const store = redisStore({ client, timeoutMs: 30_000 });
    const admission = createAdmission({ store, keys });
    await store.write(`rate:${since}:login`, '10000000', 3_600_000);
    const epoch = await store.epoch();
    await measure('(the first asks for the rate of humans)', admission, { size: 1000, epoch, atOnce: 20 });
    const calls = async () =>
      [...(await client.info('commandstats')).matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
    const before = await calls();
    const size = 20_000;
    await measure('Redis, page token, 50 at once', admission, { size, epoch, atOnce: 50, first: 1000 });
    const trips = ((await calls()) - before) / size;
    console.log(`  Redis: ${trips} round trips a decision`);
    rows.push(`| Redis, round trips a decision | ${trips} | bar 1 |`);
    const [, micros] = /cmdstat_evalsha:.*?usec_per_call=([\d.]+)/.exec(await client.info('commandstats')) ?? [];
    console.log(`  Redis: ${micros} µs of the server's time a script`);
  } finally {
    client.disconnect();
    server.kill();
  }
}

for (const row of await verifierLines(server)) {
  console.log(`  ${row}`);
  rows.push(row);
}
const machine = `Node ${process.version}, ${cpus().length} cores, load average ${loadavg()[0]?.toFixed(1)}`;
writeFileSync(
  `${root}/bench/RESULTS-server.md`,
  `# What the server half costs

Made by \`npm run bench:server\`; do not edit. ${machine}, ${new Date().toISOString().slice(0, 10)}. By the clock other processes count too; of
CPU only this one.

| what | measured | bar |
| --- | --- | --- |
${rows.join('\n')}
`,
);
