// @vitest-environment node
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { memoryStore } from '../../src/server/store/memory-store.js';
import { redisStore } from '../../src/server/store/redis-store.js';
import type { AdmitRequest, Limit, Meter, Store } from '../../src/server/store/store.js';
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
    await store.count([]);
    await store.read(['none']);
    const before = await scriptCalls(server.port);
    expect(await store.admit(request)).toEqual({ admitted: true, way: 1, tally: 1 });
    expect((await scriptCalls(server.port)) - before).toBe(1);
    await store.count([
      { key: 'count', by: 1, ttlMs: 1000 },
      { key: 'another', by: 1, ttlMs: 1000 },
    ]);
    await store.read(['count', 'another', 'tally']);
    expect((await scriptCalls(server.port)) - before).toBe(3);
  });

  it('sends the script again when Redis has forgotten it', async () => {
    await store.write('kept', 'value', 10_000);
    const raw = new Redis(server.port);
    await raw.script('FLUSH');
    raw.disconnect();
    expect(await store.read(['kept'])).toEqual(['value']);
  });

  it('leaves nothing in Redis without an end but the epoch, and everything under one hash tag', async () => {
    await store.epoch();
    await store.write('text', 'value', 5000);
    await store.claim('lock', 'mine', 5000);
    await store.count([{ key: 'count', by: 1, ttlMs: 5000 }]);
    await store.count([{ key: 'count', by: 1, ttlMs: 99_000 }]);
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
    expect(ending[`{${name}}:count`]).toBeLessThanOrEqual(5000);
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
    expect(await redisStore({ client }).read(['nothing'])).toEqual([null]);
    client.disconnect();
  });
});
