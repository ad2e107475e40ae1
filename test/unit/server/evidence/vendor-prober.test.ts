// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';
import { newRegion } from '../../../../src/server/evidence/region-record.js';
import { emptyRecord, recordTtl } from '../../../../src/server/evidence/vendor-record.js';
import { advance, busiestMinute, createWorld, hanging, refused, tencentSite, up, type World } from './world.js';

const lock = 'evidence:tencent:prober';

/** When the store was asked for the lock, in ms since 1970. */
function watchClaims({ store }: World): number[] {
  const times: number[] = [];
  const { claim } = store;
  store.claim = (...args) => {
    times.push(Date.now());
    return claim(...args);
  };
  return times;
}

const pauses = (times: readonly number[]) => times.slice(1).map((at, index) => at - (times[index] ?? 0));

afterEach(() => {
  vi.restoreAllMocks();
});

describe('a store that takes no record', () => {
  const takeNone = ({ store }: World) =>
    vi.spyOn(store, 'write').mockImplementation(() => Promise.reject(new RangeError('full')));

  it('lets canaries be asked 30 times a minute at most', async () => {
    const world = createWorld([tencentSite, { ...tencentSite, region: 'intl', appId: '2' }]);
    takeNone(world);
    const evidence = world.start();
    for (let second = 0; second < 180; second++) {
      evidence.suspect('tencent', 'cn');
      await evidence.states();
      await advance(1000);
    }
    expect(world.requests.length).toBeGreaterThan(30);
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
  });

  it('from one process does not let it ask right after another', async () => {
    const world = createWorld();
    const [here, there] = [world.start(), world.start()];
    await advance(60_000);
    const full = takeNone(world);
    here.suspect('tencent', 'cn');
    await advance(4000);
    full.mockRestore();
    there.suspect('tencent', 'cn');
    await advance(500);
    await here.state('tencent', 'cn');
    const claims = watchClaims(world);
    here.suspect('tencent', 'cn');
    await advance(10_000);
    // Nor does it try to, again and again.
    expect(claims.length).toBeLessThanOrEqual(10);
    const rounds = [...new Set(world.requests.map(({ at }) => at))].slice(1);
    expect(rounds.length).toBeGreaterThanOrEqual(3);
    expect(pauses(rounds)[0]).toBe(4000);
    expect(Math.min(...pauses(rounds))).toBeGreaterThanOrEqual(2000);
  });
});

describe('the lock', () => {
  it('is not taken by a process that starts when another has just asked', async () => {
    const world = createWorld();
    world.start();
    await advance(30_000);
    world.store.calls.length = 0;
    world.start();
    await advance(30_000);
    expect(world.store.calls).toEqual(['read']);
  });

  it('is tried again after half a second to a second while another process has it', async () => {
    const world = createWorld();
    await world.store.write(lock, 'somebody else', 3_600_000);
    const claims = watchClaims(world);
    const draw = vi.spyOn(Math, 'random');
    world.start();
    for (const [drawn, pause] of [
      [0, 500],
      [0.5, 750],
      [0.998, 999],
    ] as const) {
      draw.mockReturnValue(drawn);
      await advance(10_000);
      expect(pauses(claims).at(-1)).toBe(pause);
    }
  });

  it('is not asked for again by the process whose round is under way', async () => {
    const world = createWorld();
    world.vendor = { api: () => hanging, script: () => hanging };
    const claims = watchClaims(world);
    const evidence = world.start();
    for (let second = 0; second < 3; second++) {
      await advance(900);
      await evidence.state('tencent', 'cn');
      evidence.suspect('tencent', 'cn');
    }
    expect(claims).toHaveLength(1);
  });

  it('is taken as often as canaries may be asked, while one region is down and those of another become due', async () => {
    const world = createWorld([tencentSite, { ...tencentSite, region: 'intl', appId: '2' }]);
    world.vendor.script = (url) => (url.includes('TJCaptcha') ? refused : up);
    const claims = watchClaims(world);
    const evidence = world.start();
    for (let second = 0; second < 660; second++) {
      evidence.suspect('tencent', 'cn');
      await evidence.state('tencent', 'intl');
      await advance(1000);
    }
    // 30 rounds that ask, and two that only count the traffic of a minute.
    expect(busiestMinute(claims.map((at) => ({ at })))).toBeLessThanOrEqual(32);
  });

  it('that the store loses at once is asked for 20 times a second at most', async () => {
    const world = createWorld();
    // An outage that nobody has kept up: its end is to be stored at once.
    const region = { ...newRegion(Date.now() - 120_000), state: 'outage' as const };
    const known = { ...emptyRecord(), regions: { cn: region } };
    await world.store.write('evidence:tencent', JSON.stringify(known), recordTtl);
    world.store.claim = () => Promise.resolve(true);
    const claims = watchClaims(world);
    world.start();
    await advance(990);
    expect(claims.length).toBeGreaterThan(1);
    expect(claims.length).toBeLessThanOrEqual(20);
  });
});

it('a store that is away is tried again every 5 s', async () => {
  const world = createWorld();
  world.store.before = () => Promise.reject(new RangeError('away'));
  world.start();
  await advance(60_000);
  expect(world.store.calls.length).toBeGreaterThanOrEqual(11);
  expect(world.store.calls.length).toBeLessThanOrEqual(13);
});

it('use costs the store nothing while nothing is due, however much of it there is', async () => {
  const world = createWorld();
  const evidence = world.start();
  evidence.used();
  await advance(11_000);
  world.store.calls.length = 0;
  for (let one = 0; one < 100; one++) {
    evidence.used();
    await advance(100);
  }
  expect(world.store.calls).toEqual([]);
});

it('a process steps in for another at the moment once chosen, however often it is asked for the state', async () => {
  const world = createWorld();
  const [first, second] = [world.start(), world.start()];
  await advance(10_000);
  world.vendor = { api: () => refused, script: () => refused };
  first.suspect('tencent', 'cn');
  await advance(15_000);
  first.close();
  const before = world.requests.length;
  const lastAt = world.requests.at(-1)?.at ?? 0;
  const draw = vi.spyOn(Math, 'random').mockReturnValue(0);
  for (let tenth = 0; tenth < 100; tenth++) {
    expect((await second.state('tencent', 'cn')).state).toBe('outage');
    draw.mockReturnValue(0.999);
    await advance(100);
  }
  expect((world.requests[before]?.at ?? 0) - lastAt).toBeLessThan(6100);
});
