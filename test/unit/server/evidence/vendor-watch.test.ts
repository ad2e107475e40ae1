// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { memoryEvidence } from '../../../../src/server/store/memory-evidence.js';
import { advance, createWorld, tencentSite } from './world.js';

describe('the watch of a vendor', () => {
  it('asks at once who is suspected, and not only when it next looks', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    const asked = world.requests.length;
    evidence.suspect(tencentSite);
    await advance(0);
    expect(world.requests.length).toBeGreaterThan(asked);
  });

  it('tells of a store that does not answer, whoever made it', async () => {
    const world = createWorld();
    world.start({ store: { ...memoryEvidence(), look: () => new Promise(() => undefined) } });
    await advance(10_000);
    expect(world.incidents).toContainEqual(
      expect.objectContaining({ kind: 'store_unavailable', vendor: 'tencent', detail: 'StoreError' }),
    );
  });
});
