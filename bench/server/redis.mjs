// Recovery decisions over a Redis of its own, and how many round trips each takes.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { addressOf, evidenceOf, keys, measure, pageTokens, recoveryProof, site } from './outage.mjs';

const { assembleVerifier, redisStore } = await import(process.argv[2]);
if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) {
  console.log('| Redis | not measured: there is no redis-server on PATH | |');
  process.exit();
}
const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address();
probe.close();
await once(probe, 'close');
const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
const server = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'inherit'] });
for await (const chunk of server.stdout) if (String(chunk).includes('Ready to accept')) break;
const client = new Redis({ port, host: '127.0.0.1' });
try {
  await once(client, 'ready');
  const size = 20_000;
  const verifier = assembleVerifier(
    {
      sites: [site],
      keys,
      actions: { default: { recoveryPerMinute: 100_000 } },
      store: redisStore({ client, timeoutMs: 30_000 }),
    },
    { evidence: evidenceOf() },
  );
  const tokens = await pageTokens(verifier, size + 1000);
  const decide = (n) => verifier.verify(recoveryProof(tokens[n]), { remoteIp: addressOf(n), session: 's' });
  await measure(1000, 50, decide);
  const calls = async () =>
    [...(await client.info('commandstats')).matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
      (sum, [, n]) => sum + Number(n),
      0,
    );
  const before = await calls();
  const rate = await measure(size, 50, (n) => decide(n + 1000));
  const trips = (((await calls()) - before) / size).toFixed(3);
  console.log(`| recovery decision over Redis, page token, 50 at once | ${rate} | |`);
  console.log(`| round trips a decision over Redis | ${trips} | 1 |`);
} finally {
  client.disconnect();
  server.kill();
}
