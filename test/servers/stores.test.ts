import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startRedis, type RedisServer } from '../redis/redis-server.js';
import { findRedis } from '../tools/find-redis.mjs';
import { bundle, recipe, writeFiles } from './recipes.js';

const isRequired = process.env['REQUIRE_REDIS'] === '1' || process.env['CI'] === 'true';

/** Asks the store whenever it is told to, and answers whether the store has. */
const asker = (file: string) => `
  import { store } from './${file.replace('.ts', '.js')}';
  process.on('message', () => store.epoch().then(() => process.send(true), () => process.send(false)));
  process.send('begun');`;

/** @returns whether the store of the process answers */
async function ask(child: ChildProcess): Promise<boolean> {
  child.send('ask');
  const [answer] = (await Promise.race([once(child, 'message'), died(child)])) as [boolean];
  return answer;
}

async function askUntil(child: ChildProcess, wanted: boolean): Promise<void> {
  while ((await ask(child)) !== wanted);
}

async function died(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`The process ended by itself with ${code}`);
}

describe.skipIf(!isRequired && !findRedis()).each(['ioredis', 'node-redis'])('the recipe for %s', (client) => {
  let redis: RedisServer;
  let program: string;
  beforeAll(async () => {
    const file = `${client}-store.ts`;
    const root = writeFiles(client, { [file]: recipe(file), 'start.ts': asker(file) });
    program = `${root}/start.mjs`;
    await bundle(resolve(root, 'start.ts'), program);
    redis = await startRedis();
  });
  afterAll(() => (redis as RedisServer | undefined)?.kill());

  async function start(): Promise<ChildProcess> {
    const env = { ...process.env, REDIS_URL: `redis://127.0.0.1:${redis.port}` };
    const child = fork(program, { env, execArgv: [], stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await Promise.race([once(child, 'message'), died(child)]);
    return child;
  }

  it('lives through a Redis that dies and comes back', async () => {
    const child = await start();
    await askUntil(child, true);
    await redis.kill();
    await askUntil(child, false);
    await redis.start();
    await askUntil(child, true);
    child.kill();
  });

  it('begins while Redis is away, and finds it later', async () => {
    await redis.kill();
    const child = await start();
    expect(await ask(child)).toBe(false);
    await redis.start();
    await askUntil(child, true);
    child.kill();
  });
});
