// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { FormerEvidence as Evidence } from '../../../../src/server/evidence/evidence.js';
import { parseRecord } from '../../../../src/server/evidence/vendor-record.js';
import { advance, busiestMinute, createWorld, hanging, refused, tencentSite, up, type World } from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const stateOf = async (evidence: Evidence) => (await evidence.state('tencent', 'cn')).state;

/** Counts how many canary rounds are under way at once. */
function watchConcurrency(world: World): { most: number } {
  const seen = { most: 0 };
  const running = new Map<string, number>();
  const watch = async (canary: string) => {
    const now = (running.get(canary) ?? 0) + 1;
    running.set(canary, now);
    seen.most = Math.max(seen.most, now);
    await advanceWithin(500);
    running.set(canary, now - 1);
  };
  const { api } = world.vendor;
  world.vendor.api = async () => {
    await watch('api');
    return api();
  };
  return seen;
}

function advanceWithin(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe('several processes over one store', () => {
  it('ask one at a time, within one limit, and all see the state', async () => {
    const world = createWorld();
    world.vendor = { api: () => (down ? refused : up), script: () => (down ? refused : up) };
    let down = false;
    const seen = watchConcurrency(world);
    const all = Array.from({ length: 8 }, () => world.start());
    const suspectAll = async (seconds: number) => {
      for (let tenth = 0; tenth < seconds * 10; tenth++) {
        for (const evidence of all) evidence.suspect('tencent', 'cn');
        await advance(100);
      }
    };
    await suspectAll(60);
    down = true;
    await suspectAll(15);
    expect(await Promise.all(all.map(stateOf))).toEqual(all.map(() => 'outage'));
    await suspectAll(300);
    down = false;
    await suspectAll(59);
    expect(await Promise.all(all.map(stateOf))).not.toContain('outage');
    await advance(5000);
    expect(await Promise.all(all.map(stateOf))).toEqual(all.map(() => 'healthy'));
    expect(seen.most).toBe(1);
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
    // Each change is told by the one process that made it.
    expect(world.incidents.map((one) => (one.kind === 'state_changed' ? one.to : one.kind))).toEqual([
      'suspected',
      'outage',
      'healthy',
    ]);
  });

  it('start together with one round of canaries', async () => {
    const world = createWorld();
    Array.from({ length: 8 }, () => world.start());
    await advance(30_000);
    expect(world.requests).toHaveLength(2);
  });

  it('go on when the one that asks dies in the middle of a round', async () => {
    const world = createWorld();
    const first = world.start();
    await advance(10);
    const second = world.start();
    await advance(60_000);
    world.vendor = { api: () => hanging, script: () => hanging };
    first.suspect('tencent', 'cn');
    await advance(4000);
    // Its lock is still held, and nobody gives it back.
    const lock = world.store.entries.get('evidence:tencent:prober');
    expect(lock).toBeDefined();
    first.close();
    await advance(3000);
    if (lock) world.store.entries.set('evidence:tencent:prober', lock);
    let waited = 0;
    for (; (await stateOf(second)) !== 'outage' && waited < 40_000; waited += 100) {
      second.suspect('tencent', 'cn');
      await advance(100);
    }
    expect(await stateOf(second)).toBe('outage');
  });

  it('end an outage that nobody keeps up any more', async () => {
    const world = createWorld();
    const first = world.start();
    await advance(10);
    const second = world.start();
    world.vendor = { api: () => refused, script: () => refused };
    first.suspect('tencent', 'cn');
    await advance(15_000);
    expect(await stateOf(second)).toBe('outage');
    first.close();
    // It stepped in by itself, only because it was asked for the state.
    await advance(60_000);
    expect(await stateOf(second)).toBe('outage');
    second.close();
    await advance(29_000);
    const third = world.start();
    third.close();
    await advance(2000);
    expect(await stateOf(third)).toBe('suspected');
    await advance(40_000);
    expect(await stateOf(third)).toBe('healthy');
  });

  it('see one region fall while another process keeps up the outage of the other', async () => {
    const world = createWorld([tencentSite, { ...tencentSite, region: 'intl', appId: '2' }]);
    let down = /^$/;
    // Only its script tells the region.
    world.vendor.script = (url) => (down.test(url) ? refused : up);
    const [first, second] = [world.start(), world.start()];
    const keepUp = async (seconds: number) => {
      for (let tenth = 0; tenth < seconds * 10; tenth++) {
        first.suspect('tencent', 'cn');
        await advance(100);
      }
    };
    await keepUp(1);
    down = /TJCaptcha/;
    await keepUp(15);
    expect(await stateOf(second)).toBe('outage');
    down = /TJ/;
    second.suspect('tencent', 'intl');
    await keepUp(15);
    expect(await second.state('tencent', 'intl')).toMatchObject({ state: 'outage' });
    await keepUp(15);
    expect(await stateOf(first)).toBe('outage');
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
  });

  it('remember over a restart which canaries were up', async () => {
    const world = createWorld();
    world.start().close();
    const first = world.start();
    await advance(10);
    first.close();
    await advance(23 * 3_600_000);
    world.vendor = { api: () => refused, script: () => refused };
    const second = world.start();
    await advance(15_000);
    expect(await stateOf(second)).toBe('outage');
  });

  it('drop what a process found that had lost the lock', async () => {
    const world = createWorld();
    const first = world.start();
    await advance(10);
    world.vendor = { api: () => hanging, script: () => hanging };
    first.suspect('tencent', 'cn');
    await advance(2500);
    await world.store.write('evidence:tencent:prober', 'somebody else', 60_000);
    await advance(10_000);
    expect(world.requests.length).toBeGreaterThan(2);
    const { regions } = parseRecord(world.store.entries.get('evidence:tencent')?.value);
    expect(regions.cn).toMatchObject({ state: 'healthy', canaries: { api: { lastSure: 'up' } } });
    expect(world.store.entries.get('evidence:tencent:prober')?.value).toBe('somebody else');
  });
});

describe('a store', () => {
  it.each<[string, () => Promise<void>]>([
    ['that rejects', () => Promise.reject(new RangeError('redis://user:secret@host'))],
    ['that never answers', () => new Promise(() => undefined)],
    [
      'that throws',
      () => {
        throw new RangeError('redis://user:secret@host');
      },
    ],
  ])('%s makes every state healthy, even in an outage, and is told once a minute', async (_, before) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    world.vendor = { api: () => refused, script: () => refused };
    evidence.suspect('tencent', 'cn');
    await advance(15_000);
    expect(await stateOf(evidence)).toBe('outage');
    world.incidents.length = 0;
    const { before: working } = world.store;
    world.store.before = before;
    const asked = world.requests.length;
    await advance(2000);
    const state = evidence.state('tencent', 'cn');
    await advance(2100);
    expect(await state).toMatchObject({ state: 'healthy', why: 'store_unavailable', halved: false });
    for (let second = 0; second < 110; second++) {
      evidence.suspect('tencent', 'cn');
      evidence.humanVerdict('tencent', 'cn');
      await advance(1000);
    }
    expect(world.incidents.map(({ kind }) => kind)).toEqual(['store_unavailable', 'store_unavailable']);
    expect(JSON.stringify(world.incidents)).not.toContain('secret');
    expect(world.requests.length - asked).toBeLessThanOrEqual(2);
    const declared = evidence.declare('tencent', 'outage', { reason: 'we know' });
    await Promise.all([expect(declared).rejects.toThrow(), advance(5000)]);
    world.store.before = working;
    await advance(15_000);
    evidence.suspect('tencent', 'cn');
    await advance(15_000);
    expect(await stateOf(evidence)).toBe('outage');
  });

  it('is read once a second, however often the state is asked for', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10_000);
    world.store.calls.length = 0;
    await Promise.all(Array.from({ length: 1000 }, () => evidence.state('tencent', 'cn')));
    await advance(900);
    await evidence.state('tencent', 'cn');
    expect(world.store.calls).toEqual(['read']);
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '{"version":2}',
    '{"version":1,"prober":"x","savedAt":0,"requests":[],"regions":{"cn":{"state":"outage","since":0,"why":"","at":0,"canaries":{"api":{"askedAt":0,"upAt":"now","downs":[],"ups":0,"fell":true}},"outageSpentMs":0}},"traffic":{}}',
    '{"version":1,"prober":"x","savedAt":0,"requests":[],"regions":{"cn":{"state":"outage"}},"traffic":{}}',
    '{"version":1,"prober":"x","savedAt":0,"requests":[null],"regions":{},"traffic":{}}',
    '{"version":1,"prober":"x","savedAt":0,"requests":[],"regions":{"cn":{"state":"open","since":0,"why":"","at":0,"canaries":{},"outageSpentMs":0}},"traffic":{}}',
  ])('that holds %s is as good as an empty one', async (text) => {
    const world = createWorld();
    await world.store.write('evidence:tencent', text, 3_600_000);
    await world.store.write('evidence:tencent:declared', text, 3_600_000);
    const evidence = world.start();
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'healthy', declared: false });
    await advance(1000);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'healthy', why: 'canaries_up' });
  });

  it('that was emptied leaves no evidence', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    world.vendor = { api: () => refused, script: () => refused };
    evidence.suspect('tencent', 'cn');
    await advance(15_000);
    expect(await stateOf(evidence)).toBe('outage');
    world.store.entries.clear();
    await advance(3000);
    expect(await stateOf(evidence)).toBe('healthy');
    await advance(60_000);
    expect(await stateOf(evidence)).toBe('healthy');
  });
});
