// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { IoredisClient, NodeRedisClient } from '../../../../src/server/store/redis-client.js';
import { redisStore } from '../../../../src/server/store/redis-store.js';

/** The rest, against a real Redis, is in test/redis. */

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

const never = () => new Promise<unknown>(() => undefined);

/** The shape of each client; what a script answers is the test's. */
const clients = {
  ioredis: (answer: (script: 'sha' | 'text') => Promise<unknown>, ready = true) => ({
    status: ready ? 'ready' : 'reconnecting',
    evalsha: vi.fn<IoredisClient['evalsha']>(() => answer('sha')),
    eval: vi.fn<IoredisClient['eval']>(() => answer('text')),
    once: vi.fn<IoredisClient['once']>(),
  }),
  redis: (answer: (script: 'sha' | 'text') => Promise<unknown>, ready = true) => ({
    isReady: ready,
    evalSha: vi.fn<NodeRedisClient['evalSha']>(() => answer('sha')),
    eval: vi.fn<NodeRedisClient['eval']>(() => answer('text')),
    once: vi.fn<IoredisClient['once']>(),
  }),
};

type FakeClient = ReturnType<(typeof clients)['ioredis' | 'redis']>;

/** The client has its connection, and tells those who wait for it. */
function connect(away: FakeClient): void {
  if ('isReady' in away) away.isReady = true;
  else away.status = 'ready';
  for (const [event, listener] of away.once.mock.calls.splice(0)) {
    expect(event).toBe('ready');
    listener();
  }
}

function disconnect(client: FakeClient): void {
  if ('isReady' in client) client.isReady = false;
  else client.status = 'reconnecting';
}

describe.each(['ioredis', 'redis'] as const)('redisStore over %s', (name) => {
  const client = clients[name];

  it('waits 250 ms for an answer, and no longer', async () => {
    const settled = vi.fn();
    const call = redisStore({ client: client(never) })
      .epoch()
      .catch(settled);
    await vi.advanceTimersByTimeAsync(249);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    await call;
    expect(settled).toHaveBeenCalledWith(
      expect.objectContaining({
        name: 'StoreError',
        code: 'store_unreachable',
        message: 'The store gave no answer within 250 ms.',
      }) as unknown,
    );
  });

  it('takes an answer that has come while our own event loop was late', async () => {
    const answer = new Promise((resolve) => {
      // Read in the turn of the loop in which the time limit's timer fires.
      setTimeout(() => setImmediate(() => resolve([1, 'late'])), 250);
    });
    const call = redisStore({ client: client(() => answer) }).epoch();
    await vi.advanceTimersByTimeAsync(260);
    expect(await call).toEqual({ name: 'late', now: 1 });
  });

  it('leaves nothing in the queue of a client that is not connected', async () => {
    const away = client(never, false);
    const store = redisStore({ client: away });
    const calls = [store.epoch(), store.epoch(), store.admit({ once: [], limits: [], ways: [] })].map((call) =>
      call.catch((e: unknown) => e),
    );
    await vi.advanceTimersByTimeAsync(251);
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: 'store_unreachable' });
    expect('evalSha' in away ? away.evalSha : away.evalsha).not.toHaveBeenCalled();
    expect(away.once).toHaveBeenCalledTimes(1);
  });

  it('asks as soon as the client is connected', async () => {
    const away = client(() => Promise.resolve([1, 'value']), false);
    const store = redisStore({ client: away });
    const call = store.epoch();
    await vi.advanceTimersByTimeAsync(100);
    connect(away);
    expect(await call).toEqual({ name: 'value', now: 1 });
  });

  it('gives what is left of the time to a call that had to wait for the connection', async () => {
    const away = client(never, false);
    const store = redisStore({ client: away });
    const settled = vi.fn();
    const call = store.epoch().catch(settled);
    await vi.advanceTimersByTimeAsync(200);
    connect(away);
    await vi.advanceTimersByTimeAsync(49);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    await call;
    expect(settled).toHaveBeenCalled();
  });

  it('waits for each new connection', async () => {
    const away = client(() => Promise.resolve([1, 'value']), false);
    const store = redisStore({ client: away });
    const first = store.epoch();
    connect(away);
    expect(await first).toEqual({ name: 'value', now: 1 });
    disconnect(away);
    const second = store.epoch();
    await vi.advanceTimersByTimeAsync(100);
    expect('evalSha' in away ? away.evalSha : away.evalsha).toHaveBeenCalledTimes(1);
    connect(away);
    expect(await second).toEqual({ name: 'value', now: 1 });
  });

  it('sends the text of a script that Redis does not know', async () => {
    const forgetful = client((script) =>
      script === 'sha' ? Promise.reject(new Error('NOSCRIPT No matching script.')) : Promise.resolve([1, 'value']),
    );
    expect(await redisStore({ client: forgetful }).epoch()).toEqual({ name: 'value', now: 1 });
  });

  it('rejects with the client’s own error as the cause, and sends nothing twice for it', async () => {
    const cause = new Error('READONLY You can’t write against a read only replica.');
    const broken = client(() => Promise.reject(cause));
    await expect(redisStore({ client: broken }).epoch()).rejects.toMatchObject({
      code: 'store_unreachable',
      message: 'Redis did not do what it was asked.',
      cause,
    });
    expect(broken.eval).not.toHaveBeenCalled();
  });

  it('takes answers of a client that is set up to give bytes and texts for numbers', async () => {
    const answers: unknown[] = [
      ['5000000', '1', Buffer.from('record'), null, [Buffer.from('up api'), Buffer.from('4000000')]],
      '1',
      ['1795264000000', Buffer.from('name')],
      ['1795264000000', '1', '2', '5'],
      ['1795264000000', '0', Buffer.from('spent'), '1'],
    ];
    const odd = redisStore({ client: client(() => Promise.resolve(answers.shift())) });
    const request = { once: [], limits: [], ways: [] };
    const watched = { vendor: 'tencent', region: 'cn' };
    expect(await odd.evidence.look(watched, { me: 'me', bid: 'sure', marks: {} })).toEqual({
      now: 5_000_000,
      isWatcher: true,
      record: 'record',
      declaration: null,
      marks: { 'up api': 4_000_000 },
    });
    expect(await odd.evidence.save(watched, 'me', 'record')).toBe(true);
    expect(await odd.epoch()).toEqual({ name: 'name', now: 1_795_264_000_000 });
    expect(await odd.admit(request)).toEqual({ admitted: true, way: 2, tally: 5 });
    expect(await odd.admit(request)).toEqual({ admitted: false, why: 'spent', once: 1 });
  });

  it.each([
    [[1_795_264_000_000, 0, 'something', 1]],
    [[1_795_264_000_000, 0, null, 1]],
    [[]],
    [[null, null]],
    [['soon', 1, 0, 0]],
    [[0, 1, 0, 0]],
    [[-1, 1, 0, 0]],
    [[1_795_264_000_000, 0, ['spent'], 1]],
    ['a text'],
    [null],
  ])('lets nobody in on the answer %j', async (answer) => {
    const epoch = [1_795_264_000_000, 'name'];
    const answers = [epoch, answer];
    const odd = redisStore({ client: client(() => Promise.resolve(answers.shift())) });
    await expect(odd.admit({ once: [], limits: [], ways: [] })).rejects.toMatchObject({
      code: 'store_unreachable',
      message: 'Redis gave an answer that no script of the store gives.',
    });
  });

  it.each([[[1_795_264_000_000, 7]], [[0, 'name']], [['soon', 'name']]])(
    'has no epoch by the answer %j',
    async (answer) => {
      const odd = redisStore({ client: client(() => Promise.resolve(answer)) });
      await expect(odd.epoch()).rejects.toMatchObject({ code: 'store_unreachable' });
    },
  );

  it('says that its evidence is everybody’s', () => {
    expect(redisStore({ client: client(never) }).evidence.isShared).toBe(true);
  });

  it('gives an admission half of its time by the clock of Redis, and tells Redis by when it has to be done', async () => {
    vi.advanceTimersByTime(1000);
    const deadlines: number[] = [];
    const answers: unknown[] = [
      [5_000_000, 'name'],
      [5_000_400, 1, 0, 0],
      [5_000_500, 1, 0, 0],
    ];
    const asked = client(() => Promise.resolve(answers.shift()));
    const store = redisStore({ client: asked });
    const request = { once: [], limits: [], ways: [{ limits: [] }] };
    await store.admit(request);
    vi.advanceTimersByTime(1000);
    await store.admit(request);
    const calls =
      'evalSha' in asked
        ? asked.evalSha.mock.calls.map(([, { arguments: values }]) => values)
        : asked.evalsha.mock.calls.map(([, , , ...values]) => values);
    for (const values of calls) {
      const [, deadline] = /"deadline":(\d+)/.exec(values.at(-1) ?? '') ?? [];
      if (deadline !== undefined) deadlines.push(Number(deadline));
    }
    expect(deadlines).toEqual([5_000_125, 5_001_525]);
  });

  it('asks once more when the clock of Redis has drifted away, and not when it was asked too late', async () => {
    const late = (clock: number) => [clock, 0, 'late', 0];
    const answers: unknown[] = [[5_000_000, 'name'], late(5_009_000), [5_009_001, 1, 0, 0]];
    const request = { once: [], limits: [], ways: [{ limits: [] }] };
    const drifted = redisStore({ client: client(() => Promise.resolve(answers.shift())) });
    expect(await drifted.admit(request)).toEqual({ admitted: true, way: 0, tally: 0 });

    // As long as it is in time by our clock, and the clocks are all that is wrong.
    const clock: unknown[] = [[5_000_000, 'name']];
    const asked = client(() => new Promise((resolve) => setTimeout(resolve, 50, clock.shift() ?? late(5_000_000))));
    const restless = redisStore({ client: asked });
    const refusal = restless.admit(request).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await refusal).toMatchObject({
      code: 'store_unreachable',
      message: 'Redis was asked in time and did nothing in time.',
    });
    expect('evalSha' in asked ? asked.evalSha : asked.evalsha).toHaveBeenCalledTimes(4);

    const slow = redisStore({
      client: client(() => new Promise((resolve) => setTimeout(resolve, 130, late(Date.now())))),
    });
    const outcome = slow.admit(request).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(1000);
    expect(await outcome).toMatchObject({ code: 'store_unreachable' });
  });

  it.each([
    [
      'allkeys-lru',
      ['Redis has maxmemory-policy allkeys-lru: set noeviction, or what is spent is forgotten to make room.'],
    ],
    ['noeviction', []],
    [null, []],
  ])('looks once at what Redis does when its memory is full: %s', async (policy, faults) => {
    const told: string[] = [];
    const asked = client(() => Promise.resolve([1, 'name']));
    const scripts = 'evalSha' in asked ? asked.evalSha : asked.evalsha;
    const store = redisStore({ client: asked });
    store.onFault?.((detail) => told.push(detail));
    scripts.mockResolvedValueOnce([1, 'name']).mockResolvedValueOnce(policy);
    for (let i = 0; i < 3; i += 1) await store.epoch();
    expect(scripts).toHaveBeenCalledTimes(4);
    expect(told).toEqual(faults);
    // Where there are several servers, it is that of our keys.
    expect(JSON.stringify(scripts.mock.calls[1])).toContain('"{captcha-failover}:epoch"');
  });

  it('puts the prefix in braces before every key', async () => {
    const asked = client(() => Promise.resolve([1, 'name']));
    await redisStore({ client: asked, prefix: 'my-site' }).epoch();
    expect(JSON.stringify('evalSha' in asked ? asked.evalSha.mock.calls : asked.evalsha.mock.calls)).toContain(
      '"{my-site}:epoch"',
    );
  });
});

describe('redisStore', () => {
  it.each([
    ['a prefix that opens a brace', { prefix: 'a{' }, 'prefix must be a text without braces'],
    ['a prefix that closes a brace', { prefix: '}a' }, 'prefix must be a text without braces'],
    ['a prefix that is no text', { prefix: 7 as never }, 'prefix must be a text without braces'],
    ['a time limit of a minute', { timeoutMs: 60_000 }, 'timeoutMs must be a number of ms between 1 and 60000'],
    ['a time limit of nothing', { timeoutMs: 0 }, 'timeoutMs must be a number of ms between 1 and 60000'],
  ])('refuses %s', (_, options, problem) => {
    expect(() => redisStore({ client: clients.redis(never), ...options })).toThrow(
      new TypeError(`redisStore: ${problem}.`),
    );
  });

  it.each([
    [
      'of node-redis that tells no events, as its pool does',
      { evalSha: () => Promise.resolve([1, 'value']), eval: never },
    ],
    [
      'of ioredis that connects at its first command',
      { status: 'wait', evalsha: () => Promise.resolve([1, 'value']), eval: never, once: vi.fn() },
    ],
  ])('asks at once over a client %s', async (_, client) => {
    expect(await redisStore({ client }).epoch()).toEqual({ name: 'value', now: 1 });
  });

  it('waits the time out over a client of node-redis that tells no events and has no connection', async () => {
    const away = { isReady: false, evalSha: () => Promise.resolve([1, 'value']), eval: never };
    const settled = vi.fn();
    const call = redisStore({ client: away }).epoch().catch(settled);
    await vi.advanceTimersByTimeAsync(251);
    await call;
    expect(settled).toHaveBeenCalledWith(
      expect.objectContaining({ message: 'The store gave no answer within 250 ms.' }),
    );
  });

  it.each([
    ['nothing', null],
    ['a function', Object.assign(() => undefined, { evalSha: never })],
    ['an ioredis without events', { status: 'ready', evalsha: never, eval: never }],
    ['something with events only', { once: never }],
  ])('refuses %s as client', (_, client) => {
    expect(() => redisStore({ client: client as never })).toThrow(
      new TypeError('redisStore: client must be a client of "ioredis" or of "redis" (node-redis).'),
    );
  });
});
