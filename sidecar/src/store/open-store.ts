import { memoryStore, redisStore, type Store } from 'captcha-failover/server';
import { Redis } from 'ioredis';
import type { StoreConfig } from '../config/config.js';
import { nameOf, type Log } from '../log.js';
import { keepSpent } from './spent-journal.js';

export interface OpenStore {
  readonly store: Store;
  /** Whether it answers now. Never rejects. */
  isUp(): Promise<boolean>;
  close(): void;
}

/** How often the log hears that Redis is away, in ms. */
const tellEvery = 60_000;

/** @throws when a file is there that cannot be read */
export function openStore(config: StoreConfig, log: Log): OpenStore {
  switch (config.kind) {
    case 'memory':
      return opened(memoryStore());
    case 'file':
      return opened(keepSpent(memoryStore({ file: config.file }), `${config.file}.spent`));
    case 'redis': {
      const client = new Redis(config.url, { connectTimeout: 2000, maxRetriesPerRequest: null });
      let toldAt = -Infinity;
      client.on('error', (error: unknown) => {
        if (performance.now() - toldAt < tellEvery) return;
        toldAt = performance.now();
        log('warn', 'redis_error', { detail: nameOf(error) });
      });
      const { prefix } = config;
      return opened(redisStore({ client, ...(prefix !== undefined && { prefix }) }), () => client.disconnect());
    }
  }
}

function opened(store: Store, close: () => void = () => undefined): OpenStore {
  const isUp = () =>
    store.epoch().then(
      () => true,
      () => false,
    );
  return { store, isUp, close };
}
