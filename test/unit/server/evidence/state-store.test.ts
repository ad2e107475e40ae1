// @vitest-environment node
import { expect, it, onTestFinished, vi } from 'vitest';
import { impatientStore } from '../../../../src/server/evidence/state-store.js';
import { advance, createWorld } from './world.js';
import { memoryStore } from './memory-store.js';

const hangs = () => new Promise<never>(() => undefined);

it('who called a store that hangs is told for how long it was waited for', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const store = memoryStore();
  store.before = hangs;
  const failed = expect(impatientStore(store, 2000).read(['key'])).rejects.toThrow(
    'The store did not answer within 2000 ms.',
  );
  await advance(2010);
  await failed;
});

it('a store that hangs is told apart from one that refuses', async () => {
  const world = createWorld();
  world.store.before = hangs;
  world.start();
  await advance(3000);
  expect(world.incidents).toMatchObject([{ kind: 'store_unavailable', detail: 'StoreTimeoutError' }]);
});
