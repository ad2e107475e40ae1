// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { FormerEvidence as Evidence } from '../../../../src/server/evidence/evidence.js';
import { followTraffic } from '../../../../src/server/evidence/follow-traffic.js';
import {
  addMinute,
  isCutOff,
  newTraffic,
  recentMinutes,
  type Traffic,
  type TrafficMinute,
} from '../../../../src/server/evidence/traffic.js';
import type { StateName } from '../../../../src/server/evidence/vendor-state.js';
import { advance, createWorld, refused, up } from './world.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

function minutes(count: number, humans: number, tokens: number): TrafficMinute[] {
  return Array.from({ length: count }, () => ({ humans, tokens }));
}

function learn(...seen: TrafficMinute[]): Traffic {
  return seen.reduce((traffic: Traffic, minute) => addMinute(traffic, minute, true), newTraffic(0));
}

const usual = (humans: number) => minutes(90, humans, 3 * humans);

describe('users are cut off', () => {
  it.each<[string, TrafficMinute[], boolean]>([
    ['when human verdicts stop and visitors keep coming', [...usual(60), ...minutes(3, 0, 180)], true],
    ['when human verdicts are just below a fifth', [...usual(60), ...minutes(3, 11, 180)], true],
    ['not when they are a fifth', [...usual(60), ...minutes(3, 12, 180)], false],
    ['when half of the visitors keep coming', [...usual(60), ...minutes(3, 0, 90)], true],
    ['not when fewer keep coming', [...usual(60), ...minutes(3, 0, 89)], false],
    ['not by two minutes', [...usual(60), ...minutes(2, 0, 180)], false],
    ['on a small site after as many minutes as 30 verdicts take', [...usual(3), ...minutes(10, 0, 9)], true],
    ['not on a small site after fewer', [...usual(3), ...minutes(8, 0, 9)], false],
    ['on a site where 30 verdicts take a quarter of an hour', [...usual(2), ...minutes(15, 0, 6)], true],
    ['not on a site so small that it may be chance', [...usual(1), ...minutes(15, 0, 3)], false],
    ['as soon as half an hour was learned', [...minutes(27 + recentMinutes, 60, 180), ...minutes(3, 0, 180)], true],
    ['not before that', [...minutes(26 + recentMinutes, 60, 180), ...minutes(3, 0, 180)], false],
    ['not where there is no traffic at all', minutes(90, 0, 0), false],
    ['not where no page tokens are issued', [...minutes(90, 60, 0), ...minutes(3, 0, 0)], false],
  ])('%s', (_, seen, expected) => {
    expect(isCutOff(learn(...seen), false)).toBe(expected);
  });

  it('until human verdicts are back at half of their average', () => {
    const cutOff = learn(...usual(60), ...minutes(5, 0, 180));
    const after = (humans: number) => isCutOff(addMinute(cutOff, { humans, tokens: 180 }, false), true);
    expect(after(0)).toBe(true);
    expect(after(29)).toBe(true);
    expect(after(30)).toBe(false);
  });

  it('on a small site until they are back at half over a third of the minutes that are judged', () => {
    const cutOff = learn(...usual(3), ...minutes(10, 0, 9));
    const after = (...humans: number[]) =>
      isCutOff(
        humans.reduce((traffic: Traffic, one) => addMinute(traffic, { humans: one, tokens: 9 }, false), cutOff),
        true,
      );
    expect(after(1, 1, 1, 2)).toBe(true);
    expect(after(1, 1, 1, 3)).toBe(false);
  });

  it('not before three minutes were seen after a pause', () => {
    const silent = (count: number) =>
      minutes(count, 0, 180).reduce((traffic: Traffic, minute) => addMinute(traffic, minute, true), {
        ...learn(...usual(60)),
        recent: [],
      });
    expect(isCutOff(silent(2), false)).toBe(false);
    expect(isCutOff(silent(3), false)).toBe(true);
  });

  it('never where the human verdicts of each minute stay above a fifth of their largest', () => {
    const steady = fc.array(fc.record({ humans: fc.integer({ min: 21, max: 100 }), tokens: fc.nat(300) }), {
      maxLength: 200,
      size: 'max',
    });
    fc.assert(
      fc.property(steady, (seen) => {
        expect(isCutOff(learn(...seen), false)).toBe(false);
      }),
    );
  });

  it('and their minutes teach nothing', () => {
    const before = learn(...usual(60));
    const after = minutes(60, 0, 180).reduce((traffic: Traffic, minute) => addMinute(traffic, minute, false), before);
    expect(after.humans).toBe(before.humans);
    expect(isCutOff(after, true)).toBe(true);
  });
});

describe('the minutes', () => {
  const known = learn(...usual(60));
  const now = (known.minute + 3) * 60_000 + 10_000;
  const read = (_: string, from: number, to: number) => Promise.resolve(minutes(to - from + 1, 0, 180));
  const follow = (state: StateName, at = now) => followTraffic({ read }, 'tencent:cn', known, state, at);

  it('of a healthy time are judged and later learned', async () => {
    const { recent, minute } = await follow('healthy');
    expect(minute).toBe(known.minute + 2);
    expect(recent.slice(-3).map(({ humans }) => humans)).toEqual([60, 0, 0]);
  });

  it('are read when every process has told of them', async () => {
    expect((await follow('healthy', now - 1)).minute).toBe(known.minute + 1);
  });

  it.each<StateName>(['suspected', 'outage'])('of the state %s are dropped with those before', async (state) => {
    expect(await follow(state)).toEqual({ ...known, minute: known.minute + 2, recent: [] });
  });

  it('of cut-off users are judged and never learned', async () => {
    const { recent, humans, tokens } = await follow('cut_off', now + 18 * 60_000);
    expect(recent).toEqual(minutes(recentMinutes, 0, 180));
    expect({ humans, tokens }).toEqual({ humans: 60, tokens: 180 });
  });

  it.each<StateName>(['healthy', 'outage'])('of the state %s that are not over change nothing', async (state) => {
    const unread = vi.fn(read);
    for (const ago of [2, 3]) {
      const at = now - ago * 60_000;
      expect(await followTraffic({ read: unread }, 'tencent:cn', known, state, at)).toEqual(known);
    }
    expect(unread).not.toHaveBeenCalled();
  });

  it('of half an hour in which nobody looked are read all the same, and not of a minute more', async () => {
    const quarter = minutes(recentMinutes, 0, 180);
    expect((await follow('healthy', now + 28 * 60_000)).recent).toEqual(quarter);
    expect((await follow('healthy', now + 29 * 60_000)).recent).toEqual([]);
  });

  it('of a long pause, or of a clock that was set back, are not known', async () => {
    expect(await follow('healthy', now + 3_600_000)).toMatchObject({ recent: [], humans: known.humans });
    expect(await follow('healthy', now - 600_000)).toMatchObject({ recent: [], minute: known.minute - 8 });
  });
});

/** So many human verdicts and page tokens a minute, spread over it and over two processes. */
async function pass(evidences: readonly Evidence[], count: number, humans: number, tokens: number): Promise<void> {
  for (let minute = 0; minute < count; minute++) {
    for (let part = 0; part < 12; part++) {
      const evidence = evidences[part % evidences.length];
      for (let one = 0; one < humans / 12; one++) evidence?.humanVerdict('tencent', 'cn');
      for (let one = 0; one < tokens / 12; one++) evidence?.pageTokenIssued();
      await advance(5000);
    }
  }
}

describe('the state cut_off', () => {
  it('is seen by all processes when humans stop passing while the canaries are up, and ends when they are back', async () => {
    // No jitter: the canaries' usual round, every 5 min, is minutes away when the traffic falls.
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    const world = createWorld();
    const both = [world.start(), world.start()];
    await pass(both, 60, 60, 180);
    const states = () => Promise.all(both.map(async (one) => (await one.state('tencent', 'cn')).state));
    expect(await states()).toEqual(['healthy', 'healthy']);
    await pass(both, 5, 0, 180);
    expect(await states()).toEqual(['cut_off', 'cut_off']);
    // The canaries were asked for it, not believed from minutes ago.
    const [{ at: seenAt } = { at: 0 }] = world.incidents;
    expect(world.requests.filter(({ at }) => Math.abs(at - seenAt) < 1000)).toHaveLength(2);
    // A stranger's suspicion does not shut it.
    both[0]?.suspect('tencent', 'cn');
    expect(await states()).toEqual(['cut_off', 'cut_off']);
    await pass(both, 30, 0, 180);
    expect(await states()).toEqual(['cut_off', 'cut_off']);
    await pass(both, 3, 60, 180);
    expect(await states()).toEqual(['healthy', 'healthy']);
    await pass(both, 30, 60, 180);
    expect(world.incidents.map((one) => (one.kind === 'state_changed' ? one.to : one.kind))).toEqual([
      'cut_off',
      'healthy',
    ]);
  });

  it('is not seen while a canary is not up', async () => {
    const world = createWorld();
    const evidence = world.start();
    await pass([evidence], 60, 60, 180);
    world.vendor.script = () => ({ answer: 'unknown', why: 'http_403' });
    await pass([evidence], 10, 0, 180);
    expect((await evidence.state('tencent', 'cn')).state).toBe('healthy');
  });

  it('gives way to an outage, after which the averages are what they were', async () => {
    const world = createWorld();
    const evidence = world.start();
    await pass([evidence], 60, 60, 180);
    await pass([evidence], 6, 0, 180);
    expect((await evidence.state('tencent', 'cn')).state).toBe('cut_off');
    world.vendor = { api: () => refused, script: () => refused };
    await pass([evidence], 10, 0, 180);
    expect((await evidence.state('tencent', 'cn')).state).toBe('outage');
    world.vendor = { api: () => up, script: () => up };
    await pass([evidence], 20, 60, 180);
    expect((await evidence.state('tencent', 'cn')).state).toBe('healthy');
    await pass([evidence], 6, 0, 180);
    expect((await evidence.state('tencent', 'cn')).state).toBe('cut_off');
    expect(world.incidents.map((one) => (one.kind === 'state_changed' ? one.to : one.kind))).toEqual([
      'cut_off',
      'suspected',
      'outage',
      'healthy',
      'cut_off',
    ]);
  });

  it('is over after six hours: what lasts so long is the new normal', async () => {
    const world = createWorld();
    const evidence = world.start();
    await pass([evidence], 60, 60, 180);
    await pass([evidence], 6 * 60 + 120, 0, 180);
    expect((await evidence.state('tencent', 'cn')).state).toBe('healthy');
    expect(world.incidents).toMatchObject([
      { to: 'cut_off', why: 'human_verdicts_fell' },
      { to: 'healthy', why: 'cut_off_limit' },
    ]);
  });

  it('is not seen by a night in which nobody came', async () => {
    const world = createWorld();
    const evidence = world.start();
    await pass([evidence], 60, 60, 180);
    await advance(9 * 3_600_000);
    await pass([evidence], 5, 0, 12);
    await pass([evidence], 20, 48, 180);
    expect(world.incidents).toEqual([]);
  });
});
