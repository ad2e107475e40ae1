// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { FormerEvidence as Evidence } from '../../../../src/server/evidence/evidence.js';
import { newRegion } from '../../../../src/server/evidence/region-record.js';
import { parseRecord } from '../../../../src/server/evidence/vendor-record.js';
import type { StateName } from '../../../../src/server/evidence/vendor-state.js';
import {
  advance,
  type Behavior,
  busiestMinute,
  createWorld,
  forbidden,
  hanging,
  refused,
  tencentSite,
  up,
} from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const stateOf = async (evidence: Evidence, region = 'cn') => (await evidence.state('tencent', region)).state;

/** How long it takes until the state is that, in ms; every 100 ms something suspects the vendor. */
async function untilState(evidence: Evidence, wanted: StateName, limitMs: number, region = 'cn'): Promise<number> {
  for (let waited = 0; waited <= limitMs; waited += 100) {
    if ((await stateOf(evidence, region)) === wanted) return waited;
    evidence.suspect('tencent', region);
    await advance(100);
  }
  throw new Error(`Not ${wanted} after ${limitMs} ms: ${JSON.stringify(await evidence.states())}`);
}

describe('canaries are asked', () => {
  it('all together at the start', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    expect(world.requests.map(({ canary }) => canary)).toEqual([
      'tencent api',
      'https://turing.captcha.qcloud.com/TJCaptcha.js',
    ]);
    expect(await evidence.states()).toEqual([
      {
        vendor: 'tencent',
        region: 'cn',
        state: 'healthy',
        since: Date.now() - 10,
        why: 'canaries_up',
        halved: false,
        declared: false,
      },
    ]);
  });

  it('every five minutes, give or take one, while in use', async () => {
    const world = createWorld();
    const evidence = world.start();
    for (let minute = 0; minute < 120; minute++) {
      evidence.used();
      await advance(60_000);
    }
    const times = world.requests.filter(({ canary }) => canary === 'tencent api').map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 60_000);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(6.01);
    expect(new Set(pauses).size).toBeGreaterThan(10);
  });

  it('no more when nobody has used it for ten minutes, and at once when somebody does again', async () => {
    const world = createWorld();
    const evidence = world.start();
    evidence.used();
    await advance(20 * 60_000);
    const before = world.requests.length;
    expect(vi.getTimerCount()).toBe(0);
    await advance(24 * 3_600_000);
    expect(world.requests).toHaveLength(before);
    evidence.pageTokenIssued();
    await advance(10);
    expect(world.requests).toHaveLength(before + 2);
  });

  it('when somebody suspects the vendor, which until then counts as suspected', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    const before = world.requests.length;
    evidence.suspect('tencent', 'cn');
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'suspected', why: 'asking_canaries' });
    await advance(10);
    expect(world.requests).toHaveLength(before + 2);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'healthy', why: 'canaries_up' });
    expect(world.incidents).toEqual([]);
  });

  it('by 100,000 suspicions no more often than the limit allows, and no state changes', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    const writes = () => world.store.calls.length;
    const calls = writes();
    for (let batch = 0; batch < 1000; batch++) {
      for (let one = 0; one < 100; one++) evidence.suspect('tencent', 'cn');
      await advance(120);
      expect(['healthy', 'suspected']).toContain(await stateOf(evidence));
    }
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
    // Two minutes: at most a few store calls for each round of 2 s.
    expect(writes() - calls).toBeLessThan(1000);
    expect(world.incidents).toEqual([]);
  });

  it('30 times a minute at most in an outage, too, over all regions of a vendor', async () => {
    const world = createWorld([tencentSite, { ...tencentSite, region: 'intl', appId: '2' }]);
    const evidence = world.start();
    await advance(10);
    world.vendor = { api: () => refused, script: () => refused };
    for (let second = 0; second < 600; second++) {
      evidence.suspect('tencent', 'cn');
      evidence.suspect('tencent', 'intl');
      await advance(1000);
    }
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(30);
    expect(await stateOf(evidence)).toBe('outage');
    expect(await stateOf(evidence, 'intl')).toBe('outage');
  });
});

describe('the fall of a vendor is seen within 15 s and its return within a minute', () => {
  const falls: [string, { api: Behavior; script: Behavior }][] = [
    ['everything is refused', { api: refused, script: refused }],
    ['everything hangs', { api: hanging, script: hanging }],
    ['only the script is refused', { api: up, script: refused }],
    ['only the script hangs', { api: up, script: hanging }],
    ['only the api hangs', { api: hanging, script: up }],
    ['the api hangs and the script cannot be judged', { api: hanging, script: forbidden }],
  ];
  const moments = [0, 700, 1900, 2100, 3900, 60_000];

  it.each(falls)('when %s, among a flood of forged tickets', async (_, { api, script }) => {
    for (const moment of moments) {
      const world = createWorld();
      const evidence = world.start();
      // A quiet minute first, then the flood begins at some moment before the fall.
      await advance(60_000);
      for (let waited = 0; waited < moment; waited += 100) {
        evidence.suspect('tencent', 'cn');
        await advance(100);
      }
      world.vendor = { api: () => api, script: () => script };
      const seen = await untilState(evidence, 'outage', 15_000);
      expect(seen).toBeGreaterThanOrEqual(4000);
      await advance(120_000);
      expect(await stateOf(evidence)).toBe('outage');
      world.vendor = { api: () => up, script: () => up };
      await untilState(evidence, 'healthy', 59_000);
      evidence.close();
    }
  });

  it('for each of two regions that fall together', async () => {
    const world = createWorld([tencentSite, { ...tencentSite, region: 'intl', appId: '2' }]);
    const evidence = world.start();
    await advance(60_000);
    world.vendor = { api: () => refused, script: () => refused };
    evidence.suspect('tencent', 'intl');
    const first = await untilState(evidence, 'outage', 15_000, 'cn');
    await untilState(evidence, 'outage', 15_000 - first, 'intl');
    world.vendor = { api: () => up, script: () => up };
    const back = await untilState(evidence, 'healthy', 59_000, 'cn');
    await untilState(evidence, 'healthy', 59_000 - back, 'intl');
  });

  it('with the budgets halved in between and the end told', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    world.vendor = { api: () => refused, script: () => refused };
    await untilState(evidence, 'outage', 15_000);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ halved: false, why: 'api: ECONNREFUSED' });
    world.vendor = { api: () => up, script: () => up };
    await advance(2500);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'outage', halved: true });
    await untilState(evidence, 'healthy', 60_000);
    const { outageEndedAt } = await evidence.state('tencent', 'cn');
    expect(world.incidents.at(-1)).toMatchObject({ to: 'healthy', at: outageEndedAt });
    expect(world.incidents.map((one) => (one.kind === 'state_changed' ? one.to : one.kind))).toEqual([
      'suspected',
      'outage',
      'healthy',
    ]);
  });
});

describe('never an outage', () => {
  it.each<[string, Behavior]>([
    ['throttled', { answer: 'unknown', why: 'http_429' }],
    ['forbidden', forbidden],
    ['misconfigured', { answer: 'unknown', why: 'AuthFailure' }],
  ])('while the answers are %s', async (_, behavior) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => behavior, script: () => behavior };
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    expect(world.incidents).toEqual([]);
  });

  it('while our own event loop is late', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => hanging, script: () => hanging };
    world.loopDelay = 251;
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    world.loopDelay = 250;
    await untilState(evidence, 'outage', 20_000);
  });

  it('when the vendor never was up, which is told once an hour for each canary', async () => {
    const world = createWorld();
    world.vendor = { api: () => refused, script: () => forbidden };
    const evidence = world.start();
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    expect(world.incidents).toMatchObject([
      { kind: 'canary_never_up', canary: 'api', why: 'ECONNREFUSED' },
      { kind: 'canary_never_up', canary: 'script https://turing.captcha.qcloud.com/TJCaptcha.js', why: 'http_403' },
    ]);
    await advance(3000);
    await expect(evidence.state('tencent', 'cn')).resolves.toMatchObject({ state: 'healthy', why: 'never_up' });
    await advance(3_600_000);
    evidence.suspect('tencent', 'cn');
    await advance(3000);
    expect(world.incidents).toHaveLength(4);
  });

  it.each<[string, () => Promise<never>]>([
    ['rejects', () => Promise.reject(new RangeError('with a secret'))],
    [
      'throws',
      () => {
        throw new RangeError('with a secret');
      },
    ],
  ])('by a canary that %s, which is told as a fault', async (_, fail) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor.api = fail;
    await expect(untilState(evidence, 'outage', 60_000)).rejects.toThrow('Not outage');
    expect(world.incidents).toMatchObject([{ kind: 'canary_fault', canary: 'api', detail: 'RangeError' }]);
    expect(JSON.stringify(world.incidents)).not.toContain('secret');
  });

  it('by a canary that hangs for good or answers nonsense', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor.api = () => ({ ...refused, afterMs: 1e9 });
    world.vendor.script = () => ({ answer: 'gone' }) as unknown as Behavior;
    await expect(untilState(evidence, 'outage', 60_000)).rejects.toThrow('Not outage');
    const faults = world.incidents.map((one) => one.kind === 'canary_fault' && one.detail);
    expect(faults.sort()).toEqual(['hung', 'nonsense']);
  });
});

it('an automatic outage ends after six hours, is told, and begins again only after a recovery', async () => {
  const world = createWorld();
  const evidence = world.start();
  await advance(1000);
  world.vendor = { api: () => refused, script: () => refused };
  await untilState(evidence, 'outage', 15_000);
  // Six hours of rounds are many: the record is made to say that they have passed.
  const record = world.store.entries.get('evidence:tencent');
  const stored = parseRecord(record?.value);
  const region = stored.regions.cn ?? newRegion(0);
  const regions = { cn: { ...region, since: region.since - 6 * 3_600_000 + 60_000 } };
  await world.store.write('evidence:tencent', JSON.stringify({ ...stored, regions }), 3_600_000);
  await advance(58_000);
  expect(await stateOf(evidence)).toBe('outage');
  await advance(4000);
  expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'healthy', why: 'outage_limit' });
  expect(world.incidents.map(({ kind }) => kind)).toContain('outage_limit_reached');
  await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
  world.vendor = { api: () => up, script: () => up };
  for (let second = 0; second < 30; second++) {
    evidence.suspect('tencent', 'cn');
    await advance(1000);
  }
  world.vendor = { api: () => refused, script: () => up };
  await untilState(evidence, 'outage', 15_000);
});

it('after close() nothing is asked and no timer is left', async () => {
  const world = createWorld();
  const evidence = world.start();
  await advance(10);
  evidence.close();
  const asked = world.requests.length;
  evidence.suspect('tencent', 'cn');
  evidence.humanVerdict('tencent', 'cn');
  evidence.pageTokenIssued();
  evidence.used();
  expect(vi.getTimerCount()).toBe(0);
  await advance(600_000);
  expect(world.requests).toHaveLength(asked);
});

it('closed in the middle of a round, nothing is stored and the lock is given back', async () => {
  const world = createWorld();
  world.vendor.api = () => hanging;
  const evidence = world.start();
  await advance(100);
  evidence.close();
  await advance(5000);
  expect([...world.store.entries.keys()]).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('what is not configured is healthy, and calls for it change nothing', async () => {
  const world = createWorld();
  const evidence = world.start();
  await advance(10);
  const asked = world.requests.length;
  evidence.suspect('aliyun', 'cn');
  evidence.suspect('tencent', 'intl');
  evidence.humanVerdict('aliyun', 'cn');
  await advance(1000);
  expect(world.requests).toHaveLength(asked);
  expect(await evidence.state('aliyun', 'cn')).toMatchObject({ state: 'healthy', why: 'not_configured' });
  expect(await evidence.state('tencent', 'intl')).toMatchObject({ state: 'healthy', why: 'not_configured' });
});
