import { build } from 'esbuild';
import { Redis } from 'ioredis';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdmissionAnswer } from '../../src/server/admission/admission.js';
import type { Crowd } from './racing-process.js';
import { startRedis, type RedisServer } from './redis-server.js';

const program = 'test-results/redis/racing-process.mjs';
let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
  await build({
    entryPoints: ['test/redis/racing-process.ts'],
    outfile: program,
    bundle: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
  });
});
afterAll(() => server.kill());

async function processes(name: string, prefix: string): Promise<ChildProcess[]> {
  const started = [1, 2].map(() => fork(program, [name, `${server.port}`, prefix]));
  await Promise.all(started.map((one) => once(one, 'message')));
  return started;
}

/** Tells all of them the same, and gives what each answered. */
async function ask(processes: ChildProcess[], crowd: Crowd): Promise<AdmissionAnswer[][]> {
  const answers = processes.map(async (one) => ((await once(one, 'message')) as [AdmissionAnswer[]])[0]);
  for (const one of processes) one.send(crowd);
  return Promise.all(answers);
}

const seconds = Math.floor(Date.now() / 1000);
const ticketsOf = (count: number, offset = 0) =>
  Array.from({ length: count }, (_, i) => `trerror_1001_190000001_${seconds - offset - i}`);
const networksOf = (count: number) => Array.from({ length: count }, (_, i) => i.toString(16).padStart(6, '0'));

/** A store under this prefix that has lived for an hour: its budgets are there in full. */
async function oldStore(prefix: string): Promise<void> {
  const client = new Redis(server.port);
  await client.set(`{${prefix}}:epoch`, `named.${Date.now() - 3_600_000}`);
  client.disconnect();
}

describe.each(['ioredis', 'redis'] as const)('two processes over %s', (name) => {
  it('let each of 1,000 raced tickets in exactly once', async () => {
    await oldStore(`race-${name}`);
    const racing = await processes(name, `race-${name}`);
    // A budget that is no hindrance here.
    const crowd = { tickets: ticketsOf(1000), networks: networksOf(1000), budget: 10_000 };
    const [one = [], other = []] = await ask(racing, crowd);
    for (const process of racing) process.kill();
    const wins = one.map((answer, i) => [answer, other[i]].filter((each) => each?.admitted).length);
    expect(wins).toEqual(Array.from({ length: 1000 }, () => 1));
    const losers = [...one, ...other].filter(({ admitted }) => !admitted);
    expect(losers).toEqual(Array.from({ length: 1000 }, () => ({ admitted: false, reason: 'replayed' })));
    expect(one.some(({ admitted }) => admitted) && other.some(({ admitted }) => admitted)).toBe(true);
  });

  it('spend one budget, to the last place', async () => {
    await oldStore(`budget-${name}`);
    const sharing = await processes(name, `budget-${name}`);
    const crowd = { networks: networksOf(500), budget: 30 };
    const [one = [], other = []] = await Promise.all(
      sharing.map(async (process, i) => (await ask([process], { ...crowd, tickets: ticketsOf(500, i * 500) }))[0]),
    );
    for (const process of sharing) process.kill();
    const all = [...one, ...other];
    // Nobody has a pass token: half of it.
    expect(all.filter(({ admitted }) => admitted)).toHaveLength(15);
    const reasons = new Set(all.map((answer) => (answer.admitted ? 'admitted' : answer.reason)));
    expect([...reasons].sort()).toEqual(['admitted', 'budget_spent']);
  });

  it('spend one share of a network, to the last place', async () => {
    await oldStore(`network-${name}`);
    const sharing = await processes(name, `network-${name}`);
    const crowd = { networks: Array.from({ length: 100 }, () => 'cb0071'), budget: 50 };
    const [one = [], other = []] = await Promise.all(
      sharing.map(async (process, i) => (await ask([process], { ...crowd, tickets: ticketsOf(100, i * 100) }))[0]),
    );
    for (const process of sharing) process.kill();
    expect([...one, ...other].filter(({ admitted }) => admitted)).toHaveLength(5);
  });
});
