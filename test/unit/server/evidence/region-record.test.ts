// @vitest-environment node
import { expect, it } from 'vitest';
import { createWorld } from './world.js';

it('a vendor whose canaries have not answered yet is healthy, and its state says why', async () => {
  const evidence = createWorld().start();
  expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'healthy', why: 'not_asked_yet' });
});
