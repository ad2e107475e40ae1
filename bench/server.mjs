// How much a recovery decision costs: decisions a second over the memory store with page tokens, on one core, and
// round trips a decision over a Redis that is started for it where there is one. Prints; nothing is judged here.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { Redis } from 'ioredis';

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
    ]
      .map((name) => `export * from './src/server/${name}.js';`)
      .join('\n'),
    resolveDir: root,
  },
  outfile,
  bundle: true,
  format: 'esm',
  platform: 'node',
  logLevel: 'error',
});
const { createAdmission, createPageToken, memoryStore, redisStore, signingKeys } = await import(outfile);

const keys = [{ kid: 'bench', secret: 'a secret of the bench, of 32 bytes or more' }];
const signing = signingKeys(keys);
const id = '190000001';
const realNow = Date.now;
const since = realNow() - 60_000;
const door = { reason: 'vendor_outage', since, half: false, returningOnly: false, pageTokenNeeded: true };

/** A crowd of distinct people with page tokens that are old enough. */
function crowd(size, epoch, wantsPass) {
  Date.now = () => since - 30_000;
  const people = Array.from({ length: size }, (_, i) => {
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
      passToken: wantsPass,
    };
  });
  Date.now = realNow;
  return people;
}

async function measure(name, admission, people, atOnce = 1) {
  let admitted = 0;
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let i = 0; i < people.length; i += atOnce) {
    const answers = await Promise.all(people.slice(i, i + atOnce).map((one) => admission.admit(one)));
    admitted += answers.filter((answer) => answer.admitted).length;
  }
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const perSecond = (by) => Math.round(people.length / by).toLocaleString('en-US');
  console.log(
    `  ${name.padEnd(44)} ${perSecond(seconds).padStart(8)}/s by the clock, ${perSecond((user + system) / 1e6).padStart(8)}/s of CPU, ${admitted} of ${people.length} admitted`,
  );
}

console.log(`Recovery decisions (Node ${process.version})`);
{
  const store = memoryStore();
  const admission = createAdmission({ store, keys });
  await measure('(warming up)', admission, crowd(20_000, 'memory'));
  await measure('memory, page token, budget spent', admission, crowd(100_000, 'memory'));
  const large = memoryStore({ capacity: 2_000_000 });
  await large.write(`rate:${since}:login`, '10000000', 3_600_000);
  await measure('memory, page token, all admitted', createAdmission({ store: large, keys }), crowd(100_000, 'memory'));
  const forged = crowd(100_000, 'memory').map((one) => ({ ...one, pageToken: `${one.pageToken.slice(0, -1)}!` }));
  await measure('memory, forged page token', admission, forged);
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
    const people = crowd(20_000, await store.epoch());
    await measure('(the first asks for the rate of humans)', admission, people.splice(0, 1000), 20);
    const calls = async () =>
      [...(await client.info('commandstats')).matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
    const before = await calls();
    await measure('Redis, page token, 50 at once', admission, people, 50);
    console.log(`  Redis: ${((await calls()) - before) / people.length} round trips a decision`);
    const [, micros] = /cmdstat_evalsha:.*?usec_per_call=([\d.]+)/.exec(await client.info('commandstats')) ?? [];
    console.log(`  Redis: ${micros} µs of the server's time a script`);
  } finally {
    client.disconnect();
    server.kill();
  }
}
