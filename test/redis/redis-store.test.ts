// @vitest-environment node
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/server/store/memory-store.js';
import { redisStore } from '../../src/server/store/redis-store.js';
import type { AdmitRequest, Limit, Meter, Store } from '../../src/server/store/store.js';
import { evidenceContract, freshWatched, looking } from '../unit/server/store/evidence-contract.js';
import { storeContract } from '../unit/server/store/store-contract.js';
import { clients, type OpenClient } from './clients.js';
import { scriptCalls, startRedis, type RedisServer } from './redis-server.js';

let server: RedisServer;
beforeAll(async () => {
  server = await startRedis();
});
afterAll(() => server.kill());

describe.each(['ioredis', 'redis'] as const)('redisStore over %s', (name) => {
  let opened: OpenClient;
  let store: Store;
  beforeEach(async () => {
    opened = await clients[name](server.port);
    // Patient: what is asked for here is the sums, on a machine that may be busy.
    store = redisStore({ client: opened.client, prefix: name, timeoutMs: 20_000 });
  });
  afterEach(() => opened.close());

  let fresh = 0;
  storeContract(
    () => store,
    () => redisStore({ client: opened.client, prefix: `${name} ${(fresh += 1)}`, timeoutMs: 20_000 }),
  );

  evidenceContract(() => store.evidence);

  it.each([
    ['sure', 0, 0, true],
    ['sure', 1000, 0, false],
    ['untried', -9000, 0, false],
    ['untried', -10_000, 0, true],
    ['vain', -9000, 0, false],
    ['vain', -10_000, 0, true],
    // Of a clock that was set back: five seconds from now on, and no more.
    ['sure', 3_600_000, 5100, true],
  ] as const)(
    'lets one that is %s watch when the last watcher has %i ms left: after %i ms %s',
    async (bid, left, waitMs, isWatcher) => {
      const watched = freshWatched();
      const { now } = await store.evidence.look(watched, looking('me'));
      const raw = new Redis(server.port);
      const key = `{${name}}:evidence:${watched.vendor}:cn:watcher`;
      await raw.set(key, `${now + left} 3 somebody`, 'PX', 60_000);
      raw.disconnect();
      const look = () => store.evidence.look(watched, looking('me', bid));
      if (waitMs > 0) expect((await look()).isWatcher).toBe(false);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      expect((await look()).isWatcher).toBe(isWatcher);
    },
  );

  it('rewrites a mark that is ahead of its clock, as it was set back', async () => {
    const watched = freshWatched();
    const { now } = await store.evidence.look(watched, looking('me', 'none', { up: 1000 }));
    const raw = new Redis(server.port);
    const key = `{${name}}:evidence:${watched.vendor}:cn:marks`;
    await raw.hset(key, 'up', `${now + 3_600_000}`, 'odd', 'nonsense');
    const { marks } = await store.evidence.look(watched, looking('me'));
    expect(marks['up']).toBeGreaterThanOrEqual(now);
    expect(marks['up']).toBeLessThan(now + 60_000);
    expect(marks['odd']).toBe(marks['up']);
    // For good.
    expect(Number(await raw.hget(key, 'up'))).toBe(marks['up']);
    await raw.hset(key, 'up', `${now + 3_600_000}`);
    const { marks: again } = await store.evidence.look(watched, looking('me', 'none', { up: 0 }));
    expect(again['up']).toBeLessThan(now + 60_000);
    raw.disconnect();
  });

  it('makes one call of Redis for whatever it is asked', async () => {
    const request: AdmitRequest = {
      epoch: (await store.epoch()).name,
      once: [
        { key: 'one', ttlMs: 1000 },
        { key: 'two', ttlMs: 1000 },
      ],
      limits: [{ meter: { key: 'meter', windowMs: 1000 }, atMost: 9, atBirth: 8 }],
      ways: [
        { limits: [{ meter: { key: 'a', windowMs: 1000 }, atMost: 0 }] },
        { limits: [{ meter: { key: 'b', windowMs: 1000 }, atMost: 1 }] },
      ],
      tally: { key: 'tally', windowMs: 1000 },
    };
    // Redis keeps each script from its first call on.
    await store.admit({ once: [], limits: [], ways: [] });
    const watched = freshWatched();
    await store.evidence.look(watched, looking('me', 'sure'));
    await store.evidence.save(watched, 'me', 'first');
    const before = await scriptCalls(server.port);
    expect(await store.admit(request)).toEqual({ admitted: true, way: 1, tally: 1 });
    expect((await scriptCalls(server.port)) - before).toBe(1);
    await store.evidence.look(watched, looking('me', 'sure', { used: 0, suspected: 10 }));
    await store.evidence.save(watched, 'me', 'record');
    expect((await scriptCalls(server.port)) - before).toBe(3);
  });

  it('sends the script again when Redis has forgotten it', async () => {
    const { name: epoch } = await store.epoch();
    const raw = new Redis(server.port);
    await raw.script('FLUSH');
    raw.disconnect();
    expect((await store.epoch()).name).toBe(epoch);
  });

  it('leaves nothing in Redis without an end but the epoch, and everything under one hash tag', async () => {
    await store.epoch();
    const watched = freshWatched();
    await store.evidence.look(watched, looking('me', 'sure', { up: 0 }));
    await store.evidence.save(watched, 'me', 'record');
    await store.evidence.declare(watched.vendor, 'declared', 1000);
    const limits = [{ meter: { key: 'network', windowMs: 5000 }, atMost: 9 }];
    const once = [{ key: `ticket${name}`, ttlMs: 4000.5 }];
    expect(await store.admit({ once, limits, ways: [{ limits: [] }] })).toMatchObject({ admitted: true });
    const raw = new Redis(server.port);
    const left = Object.fromEntries(
      await Promise.all((await raw.keys(`{${name}}:*`)).map(async (key) => [key, await raw.pttl(key)] as const)),
    );
    const others = (await raw.keys('*')).filter((key) => !/^\{(ioredis|redis)( \d+)?\}:/.test(key));
    raw.disconnect();
    expect(others).toEqual([]);
    const { [`{${name}}:epoch`]: epoch, ...ending } = left;
    expect(epoch).toBe(-1);
    expect(ending).toMatchObject({ [`{${name}}:ticket${name}`]: expect.any(Number) as number });
    // -1: without an end. What an earlier test left may be at its end just now.
    for (const life of Object.values(ending)) expect(life).not.toBe(-1);
    expect(Object.keys(ending).filter((key) => key.startsWith(`{${name}}:evidence:${watched.vendor}:`))).toHaveLength(
      4,
    );
  });

  it('judges a crowd that asks at once as exactly as one after the other', async () => {
    const limits = [{ meter: { key: `crowd${name}`, windowMs: 60_000 }, atMost: 37 }];
    const answers = await Promise.all(
      Array.from({ length: 500 }, () => store.admit({ once: [], limits, ways: [{ limits: [] }] })),
    );
    expect(answers.filter(({ admitted }) => admitted)).toHaveLength(37);
  });

  it('answers every sequence of requests as the memory store does', async () => {
    let runs = 0;
    const start = 4_000_000_000_000;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        runs += 1;
        const [memory, run] = [memoryStore(), `run${runs}${name}`];
        const epochs = [await memory.epoch(), await store.epoch()].map(({ name }) => name);
        const inMemory: unknown[] = [];
        const inRedis: unknown[] = [];
        let at = start;
        for (const { wait, request } of steps) {
          at += wait;
          for (const [i, one] of [memory, store].entries()) {
            const answer = await one.admit({ ...request(run, epochs[i] ?? ''), at });
            (i === 0 ? inMemory : inRedis).push(answer);
          }
        }
        expect(inRedis).toEqual(inMemory);
      }),
      { numRuns: 60 },
    );
  });
});

const meter = (run: string): fc.Arbitrary<Meter> =>
  fc.constantFrom('a', 'b', 'c').map((key) => ({ key: `${run}${key}`, windowMs: 10_000 }));
const limit = (run: string): fc.Arbitrary<Limit> =>
  fc.record({
    meter: meter(run),
    atMost: fc.nat(8),
  });
const epoch = fc.option(fc.constantFrom('present', 'another'), { nil: undefined });

/** `#` stands for what only the run knows: its name, which keeps runs apart. */
const step = fc.record({
  wait: fc.nat(3000),
  request: fc
    .record({
      epoch,
      once: fc.array(
        fc.nat(20).map((n) => ({ key: `#once${n}`, ttlMs: 600_000 })),
        { maxLength: 2 },
      ),
      limits: fc.array(limit('#'), { maxLength: 2 }),
      ways: fc.array(fc.record({ epoch, limits: fc.array(limit('#'), { maxLength: 2 }) }), { maxLength: 3 }),
      tally: fc.option(meter('#t'), { nil: undefined }),
    })
    .map((request) => (run: string, present: string): AdmitRequest => {
      const text = JSON.stringify(request).replaceAll('#', run).replaceAll('"present"', JSON.stringify(present));
      return JSON.parse(text) as AdmitRequest;
    }),
});

describe('redisStore', () => {
  it.each([
    ['nothing', undefined],
    ['an object that is no client', {}],
    ['a text', 'redis://127.0.0.1'],
  ])('refuses %s as client', (_, client) => {
    expect(() => redisStore({ client: client as never })).toThrow(/ioredis.*redis/);
  });

  it.each([
    ['a prefix with braces', { prefix: 'a{b}' }],
    ['an empty prefix', { prefix: '' }],
    ['a time limit of nothing', { timeoutMs: 0 }],
    ['a time limit that is no number', { timeoutMs: Number.NaN }],
  ])('refuses %s', (_, options) => {
    const client = new Redis({ lazyConnect: true });
    expect(() => redisStore({ client, ...options })).toThrow(TypeError);
  });

  it('uses a lazy client, which connects by its first command', async () => {
    const client = new Redis({ port: server.port, lazyConnect: true });
    expect((await redisStore({ client }).epoch()).name).not.toBe('');
    client.disconnect();
  });
});
