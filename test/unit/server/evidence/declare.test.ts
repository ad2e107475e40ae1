// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import type { DeclareOptions } from '../../../../src/server/evidence/declaration.js';
import { advance, createWorld, refused } from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const hour = 3_600_000;

describe('declare', () => {
  it('opens and shuts for all processes within a second, and is told', async () => {
    const world = createWorld();
    const [here, there] = [world.start(), world.start()];
    await advance(10);
    await there.state('tencent', 'cn');
    const declaredAt = Date.now();
    await here.declare('tencent', 'outage', { reason: 'Status page is red' });
    const open = {
      state: 'outage',
      since: declaredAt,
      why: 'declared: Status page is red',
      halved: false,
      declared: true,
    };
    expect(await here.state('tencent', 'cn')).toEqual(open);
    await advance(1000);
    expect(await there.state('tencent', 'cn')).toEqual(open);
    await there.declare('tencent', 'healthy', { reason: 'False alarm' });
    await advance(1000);
    expect(await here.state('tencent', 'cn')).toMatchObject({ state: 'healthy', why: 'declared: False alarm' });
    expect(world.incidents).toEqual([
      {
        kind: 'declared',
        vendor: 'tencent',
        mode: 'outage',
        reason: 'Status page is red',
        at: declaredAt,
        until: declaredAt + 6 * hour,
      },
      expect.objectContaining({ kind: 'declared', mode: 'healthy', until: declaredAt + 1000 + 24 * hour }),
    ]);
  });

  it('holds for all regions of the vendor and for no other vendor', async () => {
    const world = createWorld([
      { vendor: 'tencent', region: 'intl', appId: '1', appSecretKey: '', secretId: '', secretKey: '' },
      { vendor: 'tencent', appId: '2', appSecretKey: '', secretId: '', secretKey: '' },
      { vendor: 'aliyun', sceneId: 's', accessKeyId: '', accessKeySecret: '' },
    ]);
    const evidence = world.start();
    await evidence.declare('tencent', 'outage', { reason: 'x' });
    const states = await evidence.states();
    expect(states.map(({ vendor, region, state }) => [vendor, region, state])).toEqual([
      ['tencent', 'intl', 'outage'],
      ['tencent', 'cn', 'outage'],
      ['aliyun', 'cn', 'healthy'],
    ]);
  });

  it('shuts a door that the canaries have opened, without grace for its tokens', async () => {
    const world = createWorld();
    const evidence = world.start();
    await advance(10);
    world.vendor = { api: () => refused, script: () => refused };
    evidence.suspect('tencent', 'cn');
    await advance(15_000);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'outage', declared: false });
    await evidence.declare('tencent', 'healthy', { reason: 'Our own proxy' });
    evidence.suspect('tencent', 'cn');
    const shut = await evidence.state('tencent', 'cn');
    expect(shut).toMatchObject({ state: 'healthy', declared: true });
    expect(shut).not.toHaveProperty('outageEndedAt');
    await evidence.declare('tencent', 'automatic', { reason: 'Mended' });
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'outage', declared: false });
  });

  it.each<[string, DeclareOptions['until']]>([
    ['a number', Date.UTC(2026, 10, 21) + 600_000],
    ['a Date', new Date(Date.UTC(2026, 10, 21) + 600_000)],
  ])('ends by itself at the time given as %s, and says when', async (_, until) => {
    const world = createWorld();
    const evidence = world.start();
    await evidence.declare('tencent', 'outage', { reason: 'x', ...(until === undefined ? {} : { until }) });
    await advance(599_999);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'outage' });
    await advance(1);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({
      state: 'healthy',
      declared: false,
      outageEndedAt: Number(until),
    });
  });

  it('automatic ends a second declared outage now, too, while the first one is remembered', async () => {
    const evidence = createWorld().start();
    for (const reason of ['first', 'second']) {
      await evidence.declare('tencent', 'outage', { reason });
      await advance(600_000);
      await evidence.declare('tencent', 'automatic', { reason });
      expect((await evidence.state('tencent', 'cn')).outageEndedAt).toBe(Date.now());
      await advance(600_000);
    }
  });

  it('automatic ends a declared outage now and says so', async () => {
    const world = createWorld();
    const evidence = world.start();
    await evidence.declare('tencent', 'outage', { reason: 'x' });
    await advance(60_000);
    await evidence.declare('tencent', 'automatic', { reason: 'y' });
    const { state, outageEndedAt } = await evidence.state('tencent', 'cn');
    expect({ state, outageEndedAt }).toEqual({ state: 'healthy', outageEndedAt: Date.now() });
    const told = { kind: 'declared', vendor: 'tencent', mode: 'automatic', reason: 'y', at: Date.now() };
    expect(world.incidents.at(-1)).toEqual(told);
    await advance(10_000);
    expect((await evidence.state('tencent', 'cn')).outageEndedAt).toBe(outageEndedAt);
  });

  it('prolongs an outage without moving its beginning', async () => {
    const world = createWorld();
    const evidence = world.start();
    const since = Date.now();
    await evidence.declare('tencent', 'outage', { reason: 'x' });
    await advance(5 * hour);
    await evidence.declare('tencent', 'outage', { reason: 'still' });
    await advance(5 * hour);
    expect(await evidence.state('tencent', 'cn')).toMatchObject({ state: 'outage', since, why: 'declared: still' });
  });

  it.each<[string, unknown, unknown]>([
    ['an unknown mode', 'open', { reason: 'x' }],
    ['no reason', 'outage', {}],
    ['an empty reason', 'outage', { reason: '' }],
    ['a reason with a line break', 'outage', { reason: 'a\nb' }],
    ['a reason that is too long', 'outage', { reason: 'x'.repeat(201) }],
    ['a time in the past', 'outage', { reason: 'x', until: 1 }],
    ['a time more than seven days ahead', 'outage', { reason: 'x', until: Date.UTC(2026, 10, 29) }],
    ['a time that is none', 'healthy', { reason: 'x', until: new Date('soon') }],
    ['an end of what has none', 'automatic', { reason: 'x', until: Date.UTC(2026, 10, 22) }],
  ])('refuses %s and changes nothing', async (_, mode, options) => {
    const world = createWorld();
    const evidence = world.start();
    await expect(evidence.declare('tencent', mode as 'outage', options as DeclareOptions)).rejects.toThrow(TypeError);
    expect(world.incidents).toEqual([]);
    expect((await evidence.state('tencent', 'cn')).declared).toBe(false);
  });

  it('refuses a vendor that is not configured', async () => {
    const evidence = createWorld().start();
    await expect(evidence.declare('aliyun', 'outage', { reason: 'x' })).rejects.toThrow('no site of aliyun');
  });
});
