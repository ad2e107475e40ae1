import { withinLimit } from '../time-limit.js';
import { scriptRunner, type RedisClient } from './redis-client.js';
import type { Script } from './redis-scripts.js';
import { StoreError } from './store-error.js';

/** Runs a script under the store's prefix. Rejects with a `StoreError` alone. */
export type RunScript = (script: Script, keys: readonly string[], ...values: string[]) => Promise<unknown>;

/** @throws TypeError when the client is none */
export function redisRunner(client: RedisClient, prefix: string, timeoutMs: number): RunScript {
  const redis = scriptRunner(client);
  let becomingReady: Promise<void> | undefined;

  const ready = (): Promise<void> =>
    (becomingReady ??= new Promise<void>((resolve) => redis.onceReady(resolve)).then(() => {
      becomingReady = undefined;
    }));
  const send = async ({ sha, text }: Script, keys: string[], values: string[]): Promise<unknown> => {
    try {
      return await redis.evalSha(sha, keys, values);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
      return await redis.eval(text, keys, values);
    }
  };
  const late = (): never => {
    throw new StoreError('store_unreachable', `The store gave no answer within ${timeoutMs} ms.`);
  };

  return async (script, keys, ...values) => {
    const named = keys.map((key) => `{${prefix}}:${key}`);
    const work = async (signal: AbortSignal): Promise<unknown> => {
      // Nothing is left to the client's own queue: it would be run when Redis is back, and spend budgets for nobody.
      if (!redis.isReady()) await ready();
      return signal.aborted ? late() : send(script, named, values);
    };
    try {
      return await withinLimit({ ms: timeoutMs, work, late });
    } catch (error) {
      if (error instanceof StoreError) throw error;
      throw new StoreError('store_unreachable', 'Redis did not do what it was asked.', { cause: error });
    }
  };
}

/** A client may be set up to give bytes. */
export function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString();
  if (typeof value === 'string') return value;
  throw oddAnswer();
}

export function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  throw oddAnswer();
}

export function oddAnswer(): StoreError {
  return new StoreError('store_unreachable', 'Redis gave an answer that no script of the store gives.');
}

export const whole = (value: number): string => String(Math.ceil(value));
