// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { evidenceKept, type Look } from '../../../../src/server/store/evidence-store.js';
import { memoryEvidence } from '../../../../src/server/store/memory-evidence.js';
import {
  advance,
  aliyunSite,
  type Behavior,
  busiestMinute,
  createWorld,
  hanging,
  moves,
  refused,
  stateOf,
  tencentSite,
  untilState,
  up,
} from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

describe('several processes over one store', () => {
  it('ask one at a time, within one limit, and all see the state', async () => {
    const world = createWorld();
    let down = false;
    let asking = 0;
    let most = 0;
    world.vendor.api = () => {
      most = Math.max(most, (asking += 1));
      setTimeout(() => (asking -= 1), 500);
      return { ...(down ? refused : up), afterMs: 500 };
    };
    world.vendor.http = () => (down ? refused : up);
    const all = Array.from({ length: 8 }, () => world.start());
    const suspectAll = async (seconds: number) => {
      for (let tenth = 0; tenth < seconds * 10; tenth++) {
        for (const evidence of all) evidence.suspect(tencentSite);
        await advance(100);
      }
    };
    const states = () => Promise.all(all.map((evidence) => stateOf(evidence)));
    await suspectAll(60);
    down = true;
    await suspectAll(45);
    expect(await states()).toEqual(all.map(() => 'outage'));
    await suspectAll(300);
    down = false;
    await suspectAll(59);
    expect(await states()).toEqual(all.map(() => 'healthy'));
    expect(most).toBe(1);
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
    // Each change is told by the one process that made it.
    expect(moves(world.incidents)).toEqual(['suspected', 'outage', 'healthy']);
  });

  it('see a hanging vendor’s outage, and keep it up in turn, however many they are', async () => {
    const world = createWorld();
    const all = Array.from({ length: 30 }, () => world.start());
    const [first] = all;
    if (!first) throw new Error('There is none.');
    await advance(60_000);
    world.vendor = { api: () => hanging, http: () => hanging };
    await untilState(first, 'outage', 20_000);
    for (let second = 0; second < 600; second++) {
      for (const evidence of all) evidence.suspect(tencentSite);
      await advance(1000);
      expect(await stateOf(first)).toBe('outage');
    }
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
    world.vendor = { api: () => up, http: () => up };
    await untilState(first, 'healthy', 60_000);
  });

  it('start together with one round of canaries, and are all ready', async () => {
    const world = createWorld();
    const all = Array.from({ length: 8 }, () => world.start());
    const ready = vi.fn();
    for (const evidence of all) void evidence.ready().then(ready);
    await advance(2500);
    expect(ready).toHaveBeenCalledTimes(8);
    await advance(30_000);
    expect(world.requests).toHaveLength(2);
  });

  it('go on within 16 s when the one that watches has died', async () => {
    const world = createWorld();
    const first = world.start();
    await advance(10);
    const second = world.start();
    await advance(60_000);
    // Dead: its lock stays, and nobody gives it back.
    vi.spyOn(world.store, 'release').mockResolvedValue();
    await first.close();
    world.vendor = { api: () => refused, http: () => refused };
    const asked = world.requests.length;
    second.suspect(tencentSite);
    await advance(14_000);
    expect(world.requests).toHaveLength(asked);
    await advance(2500);
    expect(world.requests.length).toBeGreaterThan(asked);
    await untilState(second, 'outage', 15_000);
  });

  it('go on at once when the one that watches is closed', async () => {
    const world = createWorld();
    const first = world.start();
    await advance(10);
    const second = world.start();
    await advance(60_000);
    await first.close();
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(second, 'outage', 15_000);
  });

  it('end an outage that nobody keeps up any more', async () => {
    const world = createWorld();
    const watcher = world.start();
    const reader = world.start({ watch: false, store: { ...world.store, isShared: true } });
    await advance(10_000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(watcher, 'outage', 15_000);
    await advance(1000);
    expect(await stateOf(reader)).toBe('outage');
    await watcher.close();
    await advance(19_000);
    expect(await stateOf(reader)).toBe('outage');
    await advance(12_000);
    expect(await stateOf(reader)).toBe('suspected');
    await advance(30_000);
    expect(await stateOf(reader)).toBe('healthy');
  });

  it('hear of a suspicion, and of an answer to a real ticket, through the one that watches', async () => {
    const world = createWorld();
    world.start();
    const reader = world.start({ watch: false, store: { ...world.store, isShared: true } });
    await advance(60_000);
    const before = world.requests.length;
    reader.suspect(tencentSite);
    await advance(1100);
    expect(world.requests).toHaveLength(before + 2);
    world.vendor.api = () => refused;
    for (let second = 0; second < 90; second++) {
      reader.suspect(tencentSite);
      reader.answered(tencentSite);
      await advance(1000);
      expect(await stateOf(reader)).not.toBe('outage');
    }
    await untilState(reader, 'outage', 60_000);
  });

  it('drop what a process found that had lost the lock', async () => {
    const world = createWorld();
    const first = world.start();
    await advance(60_000);
    world.vendor = { api: () => hanging, http: () => refused };
    first.suspect(tencentSite);
    await advance(500);
    // Somebody else has taken over meanwhile.
    const { store } = world;
    const save = store.save.bind(store);
    vi.spyOn(store, 'save').mockImplementation((watched, _, record) => save(watched, 'somebody else', record));
    await advance(20_000);
    expect(await stateOf(first)).toBe('healthy');
    expect(world.incidents).toEqual([]);
  });

  it('share a declaration for all regions of a vendor', async () => {
    const world = createWorld([tencentSite, aliyunSite]);
    const [first, second] = [world.start(), world.start()];
    await advance(10);
    await first.declare('tencent', 'outage', { until: Date.now() + 3_600_000, reason: 'Status page is red' });
    await advance(2000);
    expect(await second.state(tencentSite)).toMatchObject({ state: 'outage', declared: true });
    expect(await stateOf(second, aliyunSite)).toBe('healthy');
  });
});

describe('one process that does not reach the vendor, beside others that do,', () => {
  const blind = {
    api: () => Promise.resolve(refused),
    http: () => Promise.resolve(refused),
  };

  it.each(['which have asked it', 'which never had to ask it'])('makes no outage: %s', async (which) => {
    const world = createWorld();
    const others = which === 'which have asked it' ? [world.start(), world.start()] : [];
    await advance(10_000);
    let isBlind = false;
    const probes = {
      ...blind,
      api: () => Promise.resolve(isBlind ? refused : up),
      http: () => Promise.resolve(isBlind ? refused : up),
    };
    const poor = world.start({ probes });
    await advance(20_000);
    others.push(world.start(), world.start());
    isBlind = true;
    await expect(untilState(poor, 'outage', 300_000)).rejects.toThrow('Not outage');
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(poor, 'outage', 60_000);
  });

  it('makes no outage, though the others last asked the vendor in an outage', async () => {
    const world = createWorld();
    world.start();
    world.start();
    await advance(10_000);
    let isBlind = false;
    const seen = (behavior: Behavior) => Promise.resolve(isBlind ? refused : behavior);
    const probes = {
      ...blind,
      api: () => seen(world.vendor.api(tencentSite)),
      http: () => seen(world.vendor.http('')),
    };
    const poor = world.start({ probes });
    await advance(10_000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(poor, 'outage', 45_000);
    await advance(60_000);
    world.vendor = { api: () => up, http: () => up };
    // The one that is left watching sees the vendor back; nobody else has asked since.
    await untilState(poor, 'healthy', 60_000);
    await advance(600_000);
    isBlind = true;
    await expect(untilState(poor, 'outage', 120_000)).rejects.toThrow('Not outage');
  });

  it('is the one that watches when there is nobody else for 10 s', async () => {
    const world = createWorld();
    const good = world.start();
    await advance(10_000);
    await good.close();
    const poor = world.start({ probes: blind });
    await untilState(poor, 'outage', 30_000);
  });
});

describe('a store', () => {
  it.each<[string, () => Promise<never>]>([
    ['that rejects', () => Promise.reject(new RangeError('redis://user:secret@host'))],
    ['that never answers', () => new Promise(() => undefined)],
    [
      'that throws',
      () => {
        throw new RangeError('redis://user:secret@host');
      },
    ],
  ])('%s makes every state healthy, even in an outage, and is told once a minute', async (_, fail) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    world.incidents.length = 0;
    const look = vi.spyOn(world.store, 'look').mockImplementation(fail);
    await advance(2100);
    const state = evidence.state(tencentSite);
    await advance(2100);
    expect(await state).toMatchObject({ state: 'healthy', why: 'store_unavailable' });
    const asked = world.requests.length;
    for (let second = 0; second < 110; second++) {
      evidence.suspect(tencentSite);
      await advance(1000);
    }
    expect(world.incidents.map(({ kind }) => kind)).toEqual(['store_unavailable', 'store_unavailable']);
    expect(JSON.stringify(world.incidents)).not.toContain('secret');
    expect(world.requests).toHaveLength(asked);
    const declared = evidence.declare('tencent', 'outage', { until: Date.now() + 1000, reason: 'we know' });
    await Promise.all([expect(declared).rejects.toThrow(), advance(3000)]);
    look.mockRestore();
    await untilState(evidence, 'outage', 15_000);
  });

  it('that cannot save is told', async () => {
    const world = createWorld();
    const save = vi.spyOn(world.store, 'save').mockRejectedValue(new Error('gone'));
    const evidence = world.start();
    await advance(1000);
    expect(world.incidents).toMatchObject([{ kind: 'store_unavailable', vendor: 'tencent', detail: 'Error' }]);
    save.mockRestore();
    await advance(5000);
    expect((await evidence.state(tencentSite)).why).toBe('canaries_up');
  });

  it('is asked once a second, however often the state is asked for', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10_000);
    const look = vi.spyOn(world.store, 'look');
    for (let i = 0; i < 10; i++) {
      await Promise.all(Array.from({ length: 1000 }, () => evidence.state(tencentSite)));
      await advance(1000);
    }
    expect(look.mock.calls.length).toBeLessThanOrEqual(11);
  });

  it.each([
    'no JSON',
    'null',
    '[]',
    '{"version":1}',
    '{"version":2,"state":"outage"}',
    '{"version":2,"state":"open","since":0,"why":"","roundAt":0,"judgedAt":0,"allUp":{"count":0,"since":0},"rows":{},"clearedAt":0,"downAt":0,"spentMs":0,"endedAt":0}',
    '{"version":2,"state":"outage","since":0,"why":"","roundAt":0,"judgedAt":0,"allUp":{"count":0,"since":0},"rows":{"api":["now"]},"clearedAt":0,"downAt":9e15,"spentMs":0,"endedAt":0}',
  ])('that holds %s is as good as an empty one', async (text) => {
    const world = createWorld();
    const { store } = world;
    const look = store.look.bind(store);
    vi.spyOn(store, 'look').mockImplementation(async (watched, request): Promise<Look> => {
      return { ...(await look(watched, request)), record: text, declaration: text };
    });
    const evidence = world.start();
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'healthy', declared: false });
  });

  it('that was emptied in an outage is filled again by a process that lives', async () => {
    const world = createWorld();
    let store = memoryEvidence();
    // The same face over whatever the store is.
    const stable = {
      isShared: true,
      look: (...given: Parameters<typeof store.look>) => store.look(...given),
      save: (...given: Parameters<typeof store.save>) => store.save(...given),
      declare: (...given: Parameters<typeof store.declare>) => store.declare(...given),
      release: (...given: Parameters<typeof store.release>) => store.release(...given),
    };
    const evidence = world.start({ store: stable });
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    store = memoryEvidence();
    for (let second = 0; second < 60; second++) {
      await advance(1000);
      expect(await stateOf(evidence)).toBe('outage');
    }
    // Another process finds the outage, and that the vendor was up before.
    const other = world.start({ store: stable });
    expect(await stateOf(other)).toBe('outage');
    await evidence.close();
    await advance(60_000);
    expect(await stateOf(other)).toBe('outage');
  });

  it.each([-3_600_000, 3_600_000])(
    'whose clock is set by %i ms does not hide an outage, nor keep one',
    async (step) => {
      const world = createWorld();
      let ahead = 0;
      const { store } = world;
      const look = store.look.bind(store);
      const marks = new Map<string, number>();
      vi.spyOn(store, 'look').mockImplementation(async (watched, request) => {
        const seen = await look(watched, { ...request, marks: {} });
        const now = seen.now + ahead;
        for (const [name, age] of Object.entries(request.marks))
          marks.set(name, Math.max(marks.get(name) ?? 0, now - age));
        for (const [name, at] of marks) marks.set(name, Math.min(at, now));
        return { ...seen, now, marks: Object.fromEntries(marks) };
      });
      const evidence = world.start();
      await advance(60_000);
      ahead = step;
      await advance(5000);
      world.vendor = { api: () => refused, http: () => refused };
      await untilState(evidence, 'outage', 45_000);
      ahead = 0;
      await advance(30_000);
      expect(await stateOf(evidence)).toBe('outage');
      world.vendor = { api: () => up, http: () => up };
      await untilState(evidence, 'healthy', 60_000);
    },
  );
});

it('what is known of a vendor is kept longer than an answer of it counts', () => {
  expect(evidenceKept).toBeGreaterThan(24 * 3_600_000);
});
