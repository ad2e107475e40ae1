/** What `redisStore` uses of a client of `ioredis`, single or cluster. */
export interface IoredisClient {
  readonly status: string;
  evalsha(sha: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keyCount: number, ...keysAndArguments: string[]): Promise<unknown>;
  once(event: 'ready', listener: () => void): unknown;
}

/** What `redisStore` uses of a client of `redis` (node-redis), single, cluster or pool. */
export interface NodeRedisClient {
  readonly isReady?: boolean;
  evalSha(sha: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
  once?(event: 'ready', listener: () => void): unknown;
}

export type RedisClient = IoredisClient | NodeRedisClient;

/** Both clients behind one face: all that the store ever sends is a script. */
export interface ScriptRunner {
  /** False while a command would wait in the client for a connection. */
  isReady(): boolean;
  onceReady(listener: () => void): void;
  evalSha(sha: string, keys: string[], values: string[]): Promise<unknown>;
  eval(script: string, keys: string[], values: string[]): Promise<unknown>;
}

/** @throws TypeError when it is neither client */
export function scriptRunner(client: RedisClient): ScriptRunner {
  if (isNodeRedis(client)) {
    return {
      isReady: () => client.isReady !== false,
      onceReady: (listener) => void client.once?.('ready', listener),
      evalSha: (sha, keys, values) => client.evalSha(sha, { keys, arguments: values }),
      eval: (script, keys, values) => client.eval(script, { keys, arguments: values }),
    };
  }
  if (isIoredis(client)) {
    return {
      // A lazy client connects at its first command.
      isReady: () => client.status === 'ready' || client.status === 'wait',
      onceReady: (listener) => void client.once('ready', listener),
      evalSha: (sha, keys, values) => client.evalsha(sha, keys.length, ...keys, ...values),
      eval: (script, keys, values) => client.eval(script, keys.length, ...keys, ...values),
    };
  }
  throw new TypeError('redisStore: client must be a client of "ioredis" or of "redis" (node-redis).');
}

const has = (client: unknown, method: string): boolean =>
  typeof client === 'object' && client !== null && typeof (client as Record<string, unknown>)[method] === 'function';

const isNodeRedis = (client: RedisClient): client is NodeRedisClient => has(client, 'evalSha');
const isIoredis = (client: RedisClient): client is IoredisClient => has(client, 'evalsha') && has(client, 'once');
