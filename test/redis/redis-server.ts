import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createClient } from 'redis';

/** A redis-server of the test's own: on loopback, on a free port, writing nothing to disk. */
export interface RedisServer {
  readonly port: number;
  /** As a crash does: what it held is lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port, empty. */
  start(): Promise<void>;
}

export async function startRedis(): Promise<RedisServer> {
  const port = await freePort();
  let running: ChildProcess | undefined;
  const server: RedisServer = {
    port,
    kill: async () => {
      if (!running) return;
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      running = undefined;
      await ended;
    },
    start: async () => {
      const args = [
        '--port',
        `${port}`,
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--appendonly',
        'no',
        '--daemonize',
        'no',
      ];
      running = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
      const { stdout } = running;
      if (!stdout) throw new Error('redis-server has no output');
      for await (const chunk of stdout) {
        if (String(chunk).includes('Ready to accept connections')) break;
      }
      // Breaking off has closed our end of its log, which it takes silently.
    },
  };
  // Should the tests be broken off, it goes with them.
  process.once('exit', () => running?.kill('SIGKILL'));
  await server.start();
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** How many scripts the server has run. */
export async function scriptCalls(port: number): Promise<number> {
  const client = createClient({ url: `redis://127.0.0.1:${port}` });
  await client.connect();
  const info = await client.info('commandstats');
  client.destroy();
  return [...info.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce((all, [, calls]) => all + Number(calls), 0);
}
