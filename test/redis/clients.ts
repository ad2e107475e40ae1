import { Redis } from 'ioredis';
import { createClient } from 'redis';
import type { RedisClient } from '../../src/server/store/redis-client.js';

export interface OpenClient {
  client: RedisClient;
  close(): void;
}

/** Both clients that people have. Their reconnecting is their own: they only must not cry out loud while Redis is away. */
export const clients: Record<'ioredis' | 'redis', (port: number) => Promise<OpenClient>> = {
  ioredis: async (port) => {
    const client = new Redis({ host: '127.0.0.1', port, lazyConnect: true, retryStrategy: () => 50 });
    client.on('error', () => undefined);
    await client.connect();
    return { client, close: () => client.disconnect() };
  },
  redis: async (port) => {
    const client = createClient({ url: `redis://127.0.0.1:${port}`, socket: { reconnectStrategy: 50 } });
    client.on('error', () => undefined);
    await client.connect();
    return { client, close: () => client.destroy() };
  },
};
