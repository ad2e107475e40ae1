// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { CanaryEvent } from '../../../../src/server/evidence/canary-event.js';
import {
  advance,
  type Behavior,
  busiestMinute,
  createWorld,
  forbidden,
  hanging,
  intlSite,
  moves,
  refused,
  stateOf,
  tencentSite,
  throttled,
  untilState,
  up,
} from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const script = 'https://turing.captcha.qcloud.com/TJCaptcha.js';

describe('canaries are asked', () => {
  it('all together at the start', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    expect(world.requests.map(({ canary }) => canary)).toEqual(['api', script]);
    expect(await evidence.states()).toEqual([
      {
        vendor: 'tencent',
        region: 'cn',
        state: 'healthy',
        since: expect.any(Number) as number,
        why: 'canaries_up',
        declared: false,
        apiDown: false,
      },
    ]);
  });

  it('and each answer is told, with its time', async () => {
    const world = createWorld();
    world.vendor = { api: () => ({ ...up, afterMs: 40 }), http: () => hanging };
    const told: CanaryEvent[] = [];
    world.start({ onCanary: (event) => told.push(event) });
    await advance(9000);
    const about = { vendor: 'tencent', region: 'cn' };
    expect(told.slice(0, 2)).toEqual([
      { ...about, canary: 'api', answer: 'up', why: 'ok', ms: 40 },
      { ...about, canary: `script ${script}`, answer: 'down', why: 'timeout', ms: 3000 },
    ]);
  });

  it('every five minutes, give or take one, while in use', async () => {
    const world = createWorld();
    const evidence = world.start();
    for (let minute = 0; minute < 120; minute++) {
      await evidence.state(tencentSite);
      await advance(60_000);
    }
    const times = world.requests.filter(({ canary }) => canary === 'api').map(({ at }) => at);
    const pauses = times.slice(1).map((at, index) => (at - (times[index] ?? 0)) / 60_000);
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(4);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(6.05);
    expect(new Set(pauses).size).toBeGreaterThan(10);
  });

  it('no more when nobody has used it for ten minutes, and again when somebody does', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(20 * 60_000);
    const before = world.requests.length;
    await advance(3 * 3_600_000);
    expect(world.requests).toHaveLength(before);
    evidence.answered(tencentSite);
    await advance(2000);
    expect(world.requests).toHaveLength(before + 2);
  });

  it('at once when somebody suspects the vendor, which admits nobody meanwhile', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    const before = world.requests.length;
    evidence.suspect(tencentSite);
    await advance(10);
    expect(world.requests).toHaveLength(before + 2);
    expect(await stateOf(evidence)).toBe('healthy');
    expect(world.incidents).toEqual([]);
  });

  it('by 100,000 suspicions once in half a minute, and no state changes', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    const looks = vi.spyOn(world.store, 'look');
    for (let batch = 0; batch < 1000; batch++) {
      for (let one = 0; one < 100; one++) evidence.suspect(tencentSite);
      await advance(120);
    }
    // Two minutes: the first suspicion at once, then one every 30 s.
    expect(world.requests.filter(({ canary }) => canary === 'api').length).toBeLessThanOrEqual(6);
    expect(looks.mock.calls.length).toBeLessThan(200);
    expect(world.incidents).toEqual([]);
  });

  it('30 times a minute and target at most, whatever they find', async () => {
    const world = createWorld([tencentSite, intlSite]);
    const evidence = world.start();
    await advance(10);
    const behaviors = [up, refused, forbidden, throttled, hanging];
    const any = () => behaviors[Math.floor(Math.random() * behaviors.length)] ?? up;
    world.vendor = { api: any, http: any };
    for (let second = 0; second < 900; second++) {
      evidence.suspect(tencentSite);
      evidence.suspect(intlSite);
      await advance(1000);
    }
    // The API's canary is one for each of the two regions.
    expect(busiestMinute(world.requests.filter(({ canary }) => canary !== 'api'))).toBeLessThanOrEqual(30);
    expect(busiestMinute(world.requests)).toBeLessThanOrEqual(60);
  });
});

describe('the fall of a vendor is seen within 15 s and its return within a minute', () => {
  const falls: [string, { api: Behavior; http: Behavior }][] = [
    ['everything is refused', { api: refused, http: refused }],
    ['everything hangs', { api: hanging, http: hanging }],
    ['only the script is refused', { api: up, http: refused }],
    ['only the script hangs', { api: up, http: hanging }],
    ['only the api hangs', { api: hanging, http: up }],
    ['the api hangs and the script cannot be judged', { api: hanging, http: forbidden }],
  ];

  it.each(falls)('when %s', async (_, { api, http }) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    world.vendor = { api: () => api, http: () => http };
    const seen = await untilState(evidence, 'outage', 15_000);
    expect(seen).toBeGreaterThanOrEqual(4000);
    expect((await evidence.state(tencentSite)).apiDown).toBe(api.answer === 'down');
    await advance(120_000);
    expect(await stateOf(evidence)).toBe('outage');
    world.vendor = { api: () => up, http: () => up };
    expect(await untilState(evidence, 'healthy', 60_000)).toBeGreaterThanOrEqual(10_000);
    expect(moves(world.incidents)).toEqual(['suspected', 'outage', 'healthy']);
  });

  it('within 45 s among a flood of forged tickets, by which the canaries have just been asked', async () => {
    for (const moment of [0, 700, 1900, 2100, 3900, 29_000]) {
      const world = createWorld();
      const evidence = world.start();
      await advance(60_000);
      for (let waited = 0; waited <= moment; waited += 100) {
        evidence.suspect(tencentSite);
        await advance(100);
      }
      world.vendor = { api: () => hanging, http: () => hanging };
      await untilState(evidence, 'outage', 45_000);
      await evidence.close();
    }
  });

  it('by itself, without anybody who suspects it, at the next routine', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    world.vendor = { api: () => refused, http: () => refused };
    for (let minute = 0; minute < 6; minute++) {
      evidence.answered(tencentSite);
      await advance(60_000);
    }
    await advance(15_000);
    expect(await stateOf(evidence)).toBe('outage');
  });

  it('ends when it is throttled, too: throttling is an answer', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    world.vendor = { api: () => throttled, http: () => up };
    await untilState(evidence, 'healthy', 60_000);
  });

  it('of one region only', async () => {
    const world = createWorld([tencentSite, intlSite]);
    const evidence = world.start();
    await advance(60_000);
    world.vendor = {
      api: (site) => (site === intlSite ? refused : up),
      http: (url) => (url.includes('global') ? refused : up),
    };
    await untilState(evidence, 'outage', 15_000, intlSite);
    expect(await stateOf(evidence)).toBe('healthy');
    expect(await stateOf(evidence, { ...intlSite, appId: '3' })).toBe('outage');
  });
});

describe('tokens of an outage', () => {
  it('are honored for 60 s after it, and the end is told', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    expect(await evidence.state(tencentSite)).not.toHaveProperty('graceUntil');
    world.vendor = { api: () => up, http: () => up };
    await untilState(evidence, 'healthy', 60_000);
    const { graceUntil = 0 } = await evidence.state(tencentSite);
    expect(graceUntil - Date.now()).toBeGreaterThan(58_000);
    expect(graceUntil - Date.now()).toBeLessThanOrEqual(60_000);
    await advance(60_000);
    expect(await evidence.state(tencentSite)).not.toHaveProperty('graceUntil');
  });
});

describe('never an outage', () => {
  it.each<[string, Behavior]>([
    ['throttled', throttled],
    ['forbidden', forbidden],
    ['misconfigured', { answer: 'unknown', why: 'AuthFailure' }],
    ['no descriptors of our own', { answer: 'unknown', why: 'EMFILE' }],
  ])('while the answers are %s', async (_, behavior) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => behavior, http: () => behavior };
    await expect(untilState(evidence, 'outage', 180_000)).rejects.toThrow('Not outage');
  });

  it.each(['slow', 'failed'] as const)('by time-outs while our own look-ups are %s, which is told', async (own) => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => hanging, http: () => hanging };
    world.own = () => Promise.resolve(own);
    await expect(untilState(evidence, 'outage', 180_000)).rejects.toThrow('Not outage');
    const why = `look_up_${own}`;
    expect(world.incidents).toContainEqual(
      expect.objectContaining({ kind: 'observer_unwell', vendor: 'tencent', why }),
    );
    world.own = () => Promise.resolve('well');
    await untilState(evidence, 'outage', 60_000);
  });

  it('by refusals while our own look-ups fail, but by refusals while they are only slow', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    world.own = () => Promise.resolve('failed');
    await expect(untilState(evidence, 'outage', 60_000)).rejects.toThrow('Not outage');
    world.own = () => Promise.resolve('slow');
    await untilState(evidence, 'outage', 60_000);
  });

  it('by the API while it answers real tickets', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => hanging, http: () => up };
    for (let second = 0; second < 120; second++) {
      evidence.answered(tencentSite);
      evidence.suspect(tencentSite);
      await advance(1000);
      expect(await stateOf(evidence)).not.toBe('outage');
    }
    await untilState(evidence, 'outage', 60_000);
  });

  it('by a host that was never reached, or not in the last 24 h, which is told once an hour', async () => {
    const world = createWorld();
    world.vendor = { api: () => refused, http: () => forbidden };
    const evidence = world.start();
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    const told = () => world.incidents.filter(({ kind }) => kind === 'canary_never_up');
    expect(told()).toMatchObject([
      { canary: 'api', why: 'ECONNREFUSED' },
      { canary: `script ${script}`, why: 'http_403' },
    ]);
    await advance(3_600_000);
    await untilState(evidence, 'suspected', 60_000);
    expect(told()).toHaveLength(4);
  });

  it('by a host that has not been reached for a day', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 60_000);
    world.vendor = { api: () => up, http: () => refused };
    // The script alone is down now; after a day it counts for nothing any more.
    for (let minute = 0; minute < 24 * 60 - 5; minute++) {
      await evidence.state(tencentSite);
      await advance(60_000);
    }
    await untilState(evidence, 'suspected', 120_000);
    await advance(10 * 60_000);
    await untilState(evidence, 'healthy', 60_000);
    await expect(untilState(evidence, 'suspected', 60_000)).rejects.toThrow('Not suspected');
  });

  it('by a canary that fails, which is told as a fault', async () => {
    const world = createWorld();
    const evidence = world.start({ probes: failing(() => Promise.reject(new RangeError('with a secret'))) });
    await advance(1000);
    expect(world.incidents).toContainEqual(
      expect.objectContaining({ kind: 'canary_fault', canary: 'api', detail: 'RangeError' }),
    );
    expect(JSON.stringify(world.incidents)).not.toContain('secret');
    await evidence.close();
  });

  it('by a block page in place of the script, which is told as a fault', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor.http = () => ({ answer: 'unknown', why: 'no_global', isFault: true });
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    expect(world.incidents).toContainEqual(
      expect.objectContaining({ kind: 'canary_fault', canary: `script ${script}`, detail: 'no_global' }),
    );
  });
});

const failing = (api: () => Promise<never>) => ({
  api,
  http: () => Promise.resolve(up),
});

describe('references', () => {
  const reference = 'https://status.example/';
  const others = 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js';

  it('that answer leave an outage what it is', async () => {
    const world = createWorld();
    const evidence = world.start({ references: [reference] });
    await advance(1000);
    world.vendor = { api: () => refused, http: (url) => (url === reference ? up : refused) };
    await untilState(evidence, 'outage', 15_000);
  });

  it('that do not answer show that our own way out is lost: no outage', async () => {
    const world = createWorld();
    const evidence = world.start({ references: [reference, 'https://other.example/'] });
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await expect(untilState(evidence, 'outage', 60_000)).rejects.toThrow('Not outage');
    world.vendor.http = (url) => (url === reference ? up : refused);
    await untilState(evidence, 'outage', 60_000);
  });

  it('that are down by themselves make no outage', async () => {
    const world = createWorld();
    const evidence = world.start({ references: [reference] });
    await advance(1000);
    world.vendor.http = (url) => (url === reference ? refused : up);
    await expect(untilState(evidence, 'outage', 60_000)).rejects.toThrow('Not outage');
    expect(await stateOf(evidence)).toBe('healthy');
  });

  it('that were never reached are none: an egress rule must not nail the door shut', async () => {
    const world = createWorld();
    world.vendor.http = (url) => (url === reference ? refused : up);
    const evidence = world.start({ references: [reference] });
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    expect(world.incidents).toContainEqual(
      expect.objectContaining({ kind: 'canary_never_up', canary: `reference ${reference}` }),
    );
  });

  it('are by default the script of the vendor that no site uses', async () => {
    const world = createWorld();
    world.start({ references: undefined });
    await advance(10);
    expect(world.requests.map(({ canary }) => canary)).toEqual(['api', script, others]);
  });
});

describe('what somebody is told whose proof came', () => {
  it('is "pending" until the canaries have answered, and then that they are up', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    const since = performance.now();
    world.vendor.api = () => ({ ...up, afterMs: 1000 });
    evidence.suspect(tencentSite);
    expect(evidence.judged(tencentSite, since)).toBe('pending');
    await advance(900);
    expect(evidence.judged(tencentSite, since)).toBe('pending');
    await advance(300);
    expect(evidence.judged(tencentSite, since)).toBe('all_up');
    // Nobody is suspected anew for a while: there is nothing to wait for.
    await advance(28_000);
    expect(evidence.judged(tencentSite, performance.now())).toBe('all_up');
    await advance(2000);
    expect(evidence.judged(tencentSite, performance.now())).toBe('pending');
  });

  it('is that a row is open, 20 s at most', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(60_000);
    const since = performance.now();
    world.vendor = { api: () => forbidden, http: () => up };
    evidence.suspect(tencentSite);
    await advance(1000);
    expect(evidence.judged(tencentSite, since)).toBe('row_open');
    await advance(18_000);
    expect(evidence.judged(tencentSite, since)).toBe('row_open');
    await advance(2000);
    expect(evidence.judged(tencentSite, since)).toBe('all_up');
  });

  it('is never "pending" for more than a minute, though nobody watches', async () => {
    const world = createWorld();
    const reader = world.start({ watch: false, store: { ...world.store, isShared: true } });
    await advance(1000);
    const since = performance.now();
    await advance(59_000);
    expect(reader.judged(tencentSite, since)).toBe('pending');
    await advance(2000);
    expect(reader.judged(tencentSite, since)).toBe('all_up');
  });

  it('is that nothing is to wait for where nothing is configured', () => {
    expect(createWorld().start().judged(intlSite, performance.now())).toBe('all_up');
  });
});

describe('an automatic outage', () => {
  it('ends after six hours, is told, and begins again only after a recovery', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    await advance(6 * 3_600_000 - 60_000);
    expect(await stateOf(evidence)).toBe('outage');
    await advance(90_000);
    expect(await stateOf(evidence)).not.toBe('outage');
    expect(world.incidents.map(({ kind }) => kind)).toContain('outage_limit_reached');
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    // A moment's answer is no recovery.
    world.vendor = { api: () => up, http: () => up };
    await untilState(evidence, 'healthy', 30_000);
    world.vendor = { api: () => refused, http: () => up };
    await expect(untilState(evidence, 'outage', 120_000)).rejects.toThrow('Not outage');
    world.vendor = { api: () => up, http: () => up };
    for (let minute = 0; minute < 20; minute++) {
      evidence.answered(tencentSite);
      await advance(60_000);
    }
    world.vendor = { api: () => refused, http: () => up };
    await untilState(evidence, 'outage', 45_000);
  });

  it('lapses 30 s after its last evidence, and its time counts', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(1000);
    world.vendor = { api: () => refused, http: () => refused };
    await untilState(evidence, 'outage', 15_000);
    world.own = () => Promise.resolve('failed');
    await advance(42_000);
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'suspected', why: 'evidence_lost' });
    expect(await evidence.state(tencentSite)).toHaveProperty('graceUntil');
    await advance(32_000);
    expect(await evidence.state(tencentSite)).toMatchObject({ state: 'healthy', why: 'no_evidence' });
  });
});

describe('a process', () => {
  it('is ready when the canaries have answered', async () => {
    const world = createWorld();
    world.vendor.api = () => ({ ...up, afterMs: 500 });
    const evidence = world.start();
    const ready = vi.fn();
    void evidence.ready().then(ready);
    await advance(400);
    expect(ready).not.toHaveBeenCalled();
    await advance(200);
    expect(ready).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(1);
  });

  it('is ready after 5 s all the same', async () => {
    const world = createWorld();
    const store = { ...world.store, look: () => Promise.reject(new Error('gone')) };
    const evidence = world.start({ store });
    const ready = vi.fn();
    void evidence.ready().then(ready);
    await advance(4900);
    expect(ready).not.toHaveBeenCalled();
    await advance(200);
    expect(ready).toHaveBeenCalled();
  });

  it('that is closed asks nothing and leaves no timer', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    await evidence.close();
    const asked = world.requests.length;
    evidence.suspect(tencentSite);
    evidence.answered(tencentSite);
    expect(vi.getTimerCount()).toBe(0);
    await advance(600_000);
    expect(world.requests).toHaveLength(asked);
  });

  it('that is closed in the middle of a round has found nothing', async () => {
    const world = createWorld();
    world.vendor.api = () => hanging;
    const save = vi.spyOn(world.store, 'save');
    const evidence = world.start();
    await advance(100);
    await evidence.close();
    await advance(5000);
    expect(save).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that only reads needs a store that another one shares', () => {
    const world = createWorld();
    expect(() => world.start({ watch: false })).toThrow(/watch: false needs a store/);
  });

  it('knows nothing of what is not configured', async () => {
    const evidence = createWorld().start();
    evidence.suspect(intlSite);
    evidence.answered(intlSite);
    expect(await evidence.state(intlSite)).toEqual({
      state: 'healthy',
      since: Date.now(),
      why: 'not_configured',
      declared: false,
      apiDown: false,
    });
  });

  it('may be given references of at most three addresses, all of them https', () => {
    const world = createWorld();
    expect(() => world.start({ references: ['http://status.example/'] })).toThrow(/^references: needs https/);
    expect(() => world.start({ references: ['a', 'b', 'c', 'd'] })).toThrow(/^references: .* at most 3/);
    expect(() => world.start({ references: 'https://a.example' as unknown as string[] })).toThrow(
      /^references: an array/,
    );
  });
});
