// @vitest-environment node
import { expect, it } from 'vitest';
import { advance, createWorld } from './world.js';

it('what is not configured is healthy, and neither declared nor halved', async () => {
  const evidence = createWorld().start();
  expect(await evidence.state('aliyun', 'cn')).toEqual({
    state: 'healthy',
    since: Date.now(),
    why: 'not_configured',
    halved: false,
    declared: false,
  });
});

it('human verdicts of what is not configured take no room in the store', async () => {
  const world = createWorld();
  const evidence = world.start();
  evidence.humanVerdict('aliyun', 'cn');
  evidence.humanVerdict('tencent', 'intl');
  evidence.humanVerdict('tencent', 'cn');
  await advance(10_000);
  const counted = [...world.store.entries.keys()].filter((key) => key.includes('humans'));
  expect(counted).toEqual([expect.stringContaining('tencent:cn')]);
});
