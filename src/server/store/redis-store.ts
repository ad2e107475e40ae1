import { randomBytes } from 'node:crypto';
import { withinLimit } from '../time-limit.js';
import { scriptRunner, type RedisClient } from './redis-client.js';
import {
  admitScript,
  claimScript,
  countScript,
  epochScript,
  readScript,
  releaseScript,
  writeScript,
  type Script,
} from './redis-scripts.js';
import type { AdmitRequest, AdmitResult, Limit, Meter, Store } from './store.js';
import { StoreError } from './store-error.js';

export interface RedisStoreOptions {
  /** Your own client of `ioredis` or of `redis` (node-redis). The store neither connects nor closes it. */
  client: RedisClient;
  /** Stands in braces before every key, so that all of them live on one node of a cluster. No braces in it. */
  prefix?: string;
  /** The longest that a call may take, 250 ms by default; then it rejects. */
  timeoutMs?: number;
}

/**
 * Shares budgets, replay keys and states between processes. Each call is one script in one round trip, and one that
 * cannot be answered at once rejects: with Redis away nobody is let in unchecked, and real tickets go on.
 *
 * An emptied Redis has a new epoch, so that it takes no token from before. Redis must not put keys out to make room
 * (`maxmemory-policy noeviction`), and has to be version 5 or later.
 *
 * @throws TypeError when an option is wrong
 */
export function redisStore({ client, prefix = 'captcha-failover', timeoutMs = 250 }: RedisStoreOptions): Store {
  if (typeof prefix !== 'string' || !/^[^{}]+$/.test(prefix)) {
    throw new TypeError('redisStore: prefix must be a text without braces.');
  }
  if (!(timeoutMs > 0 && timeoutMs < 60_000)) {
    throw new TypeError('redisStore: timeoutMs must be a number of ms between 1 and 60000.');
  }
  const redis = scriptRunner(client);
  const late = (): never => {
    throw new StoreError('store_unreachable', `The store gave no answer within ${timeoutMs} ms.`);
  };
  let becomingReady: Promise<void> | undefined;

  // Nothing is left to the client's own queue: it would be run when Redis is back, and spend budgets for nobody.
  const ready = (): Promise<void> =>
    (becomingReady ??= new Promise<void>((resolve) => redis.onceReady(resolve)).then(() => {
      becomingReady = undefined;
    }));

  const send = async ({ sha, text }: Script, keys: readonly string[], values: readonly string[]): Promise<unknown> => {
    const named = keys.map((key) => `{${prefix}}:${key}`);
    try {
      return await redis.evalSha(sha, named, [...values]);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await redis.eval(text, named, [...values]);
    }
  };
  const run = async (script: Script, keys: readonly string[], ...values: string[]): Promise<unknown> => {
    const started = Date.now();
    try {
      if (!redis.isReady()) await withinLimit({ ms: timeoutMs, work: ready, late });
      const left = timeoutMs - (Date.now() - started);
      return await withinLimit({ ms: Math.max(1, left), work: () => send(script, keys, values), late });
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError('store_unreachable', 'Redis did not do what it was asked.', { cause: error });
    }
  };

  return {
    read: async (keys) => {
      if (keys.length === 0) return [];
      const values = (await run(readScript, keys)) as unknown[];
      return values.map((value) => (value === null ? null : textOf(value)));
    },
    write: async (key, value, ttlMs) => {
      await run(writeScript, [key], value, whole(ttlMs));
    },
    claim: async (key, value, ttlMs) => Number(await run(claimScript, [key], value, whole(ttlMs))) === 1,
    release: async (key, value) => {
      await run(releaseScript, [key], value);
    },
    count: async (increments) => {
      const keys = increments.map(({ key }) => key);
      const values = increments.flatMap(({ by, ttlMs }) => [whole(by), whole(ttlMs)]);
      return ((await run(countScript, keys, ...values)) as unknown[]).map(Number);
    },
    epoch: async () => textOf(await run(epochScript, ['epoch'], randomBytes(12).toString('base64url'))),
    admit: async (request) => {
      const { keys, values } = admitArguments(request);
      return admitResult((await run(admitScript, keys, ...values)) as unknown[]);
    },
  };
}

/** A client may be set up to give bytes. */
const textOf = (value: unknown): string => (Buffer.isBuffer(value) ? value.toString() : (value as string));

const whole = (value: number): string => String(Math.ceil(value));

/** In the order in which the script asks for them. */
function admitArguments({ epoch = '', once, limits, ways, tally, at }: AdmitRequest) {
  const keys = ['epoch'];
  const values = [at === undefined ? '' : String(at), epoch];
  const meter = ({ key, windowMs }: Meter) => {
    keys.push(key);
    values.push(String(windowMs));
  };
  const every = (all: readonly Limit[]) => {
    values.push(String(all.length));
    for (const { meter: own, atMost, weight = 1, beside, raise } of all) {
      meter(own);
      values.push(String(atMost), String(weight), beside ? '1' : '0');
      if (beside) meter(beside);
      values.push(String(raise?.times ?? 0));
      if (raise) keys.push(raise.key);
    }
  };
  values.push(String(once.length));
  for (const { key, ttlMs } of once) {
    keys.push(key);
    values.push(whole(ttlMs));
  }
  every(limits);
  values.push(String(ways.length));
  for (const way of ways) {
    values.push(way.epoch ?? '');
    every(way.limits);
  }
  values.push(tally ? '1' : '0');
  if (tally) meter(tally);
  return { keys, values };
}

function admitResult([admitted, what, detail]: unknown[]): AdmitResult {
  if (Number(admitted) === 1) return { admitted: true, way: Number(what), tally: Number(detail) };
  const why = textOf(what);
  switch (why) {
    case 'other_epoch':
      return { admitted: false, why };
    case 'spent':
      return { admitted: false, why, once: Number(detail) };
    case 'limits_full':
    case 'ways_full':
      return { admitted: false, why, retryAfterMs: Number(detail) };
    default:
      throw new StoreError('store_unreachable', 'Redis gave an answer that no script of the store gives.');
  }
}
