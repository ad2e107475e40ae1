// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { ageRegion } from '../../../../src/server/evidence/age-region.js';
import { viewState } from '../../../../src/server/evidence/declaration.js';
import type { ProbeAnswer } from '../../../../src/server/evidence/probe-result.js';
import { reduceRegion } from '../../../../src/server/evidence/reduce-region.js';
import { newRegion, type RegionRecord } from '../../../../src/server/evidence/region-record.js';

// Long histories: on a busy machine they take a while.
vi.setConfig({ testTimeout: 60_000 });

const start = Date.UTC(2026, 10, 21);
const canaries = ['api', 'script'];
const hour = 3_600_000;

/** `[seconds, canary, answer]`, in order. */
type Step = readonly [number, string, ProbeAnswer];

function answer(region: RegionRecord, [seconds, canary, given]: Step, asked = canaries): RegionRecord {
  const at = start + seconds * 1000;
  return reduceRegion(region, { type: 'answer', canary, answer: given, why: 'test', askedAt: at, at }, asked);
}

function play(steps: readonly Step[], from = seenUp(), asked = canaries): RegionRecord {
  return steps.reduce((region, step) => answer(region, step, asked), from);
}

/** Both canaries were up a minute before the start. */
function seenUp(): RegionRecord {
  const steps: Step[] = [
    [-60, 'api', 'up'],
    [-60, 'script', 'up'],
  ];
  return steps.reduce((region, step) => answer(region, step), newRegion(start - 60_000));
}

function downs(canary: string, ...seconds: number[]): Step[] {
  return seconds.map((second) => [second, canary, 'down']);
}

function ups(...seconds: number[]): Step[] {
  return seconds.flatMap((second): Step[] => [
    [second, 'api', 'up'],
    [second, 'script', 'up'],
  ]);
}

const outage = (): RegionRecord => play(downs('script', 0, 2, 4));
const age = (region: RegionRecord, seconds: number): RegionRecord => ageRegion(region, start + seconds * 1000);
const view = (region: RegionRecord, seconds: number) =>
  viewState(age(region, seconds), undefined, start + seconds * 1000);

describe('a region becomes an outage', () => {
  it.each<[string, Step[], RegionRecord['state']]>([
    ['not by nothing', [], 'healthy'],
    ['not by one down', downs('script', 0), 'suspected'],
    ['not by two', downs('script', 0, 4), 'suspected'],
    ['by three downs of one canary over 4 s', downs('script', 0, 2, 4), 'outage'],
    ['by three over 15 s', downs('script', 0, 7.5, 15), 'outage'],
    ['not by three over more than 15 s', downs('script', 0, 7.5, 15.001), 'suspected'],
    ['not by three within less than 4 s', downs('script', 0, 1, 3.999), 'suspected'],
    ['by a fourth when three were too quick', downs('script', 0, 1, 3.999, 4), 'outage'],
    ['not by downs of two canaries', [...downs('api', 0, 4), ...downs('script', 1, 5)], 'suspected'],
    ['not with an up in between', [...downs('api', 0, 2), [3, 'api', 'up'], ...downs('api', 4, 6)], 'suspected'],
    [
      'not with an unknown in between',
      [...downs('api', 0, 2), [3, 'api', 'unknown'], ...downs('api', 4, 6)],
      'suspected',
    ],
    ['whatever the other canary says', [...downs('api', 0, 2), [3, 'script', 'up'], ...downs('api', 4)], 'outage'],
    ['not by unknowns', [0, 2, 4, 6].map((second): Step => [second, 'api', 'unknown']), 'healthy'],
  ])('%s', (_, steps, state) => {
    expect(play(steps).state).toBe(state);
  });

  it('by when it was asked, not by when the answers came', () => {
    const late = (seconds: number, latency: number, region: RegionRecord) =>
      reduceRegion(
        region,
        {
          type: 'answer',
          canary: 'api',
          answer: 'down',
          why: 'x',
          askedAt: start + seconds * 1000,
          at: start + (seconds + latency) * 1000,
        },
        canaries,
      );
    expect(late(4, 0.01, late(2, 0.1, late(0, 0.9, seenUp()))).state).toBe('outage');
    expect(late(3.9, 3, late(2, 0.1, late(0, 0, seenUp()))).state).toBe('suspected');
  });

  it('not by a canary that never was up', () => {
    const region = play(downs('script', 0, 2, 4, 6), answer(newRegion(start), [0, 'api', 'up']));
    expect(region.state).toBe('healthy');
  });

  it('not by a canary whose last up is more than 24 h ago', () => {
    expect(play(downs('script', 86_341, 86_343, 86_345)).state).toBe('healthy');
    expect(play(downs('script', 86_336, 86_338, 86_340)).state).toBe('outage');
  });

  it('with the canary and its reason as the why', () => {
    expect(outage()).toMatchObject({ why: 'script: test', since: start + 4000 });
  });
});

it('a vendor that stays up has been healthy since it first was', () => {
  expect(play(ups(0, 300, 600)).since).toBe(seenUp().since);
});

describe('a suspicion', () => {
  it('ends when the canary is up', () => {
    const region = play([...downs('script', 0, 2), [4, 'script', 'up']]);
    expect(region).toMatchObject({ state: 'healthy', why: 'canaries_up', since: start + 4000 });
    // No outage has ended, so no token is honored for the sake of one.
    expect(view(region, 4)).not.toHaveProperty('outageEndedAt');
  });

  it('does not end by a canary that is asked no more', () => {
    const suspected = play(downs('script', 0));
    expect(play([[4, 'script', 'up']], suspected, []).state).toBe('suspected');
    expect(play([[4, 'script', 'up']], suspected, ['a new one']).state).toBe('suspected');
  });

  it('stays while another canary is down', () => {
    expect(play([...downs('script', 0), ...downs('api', 0), [4, 'script', 'up']]).state).toBe('suspected');
  });

  it('ends 30 s after the last down', () => {
    const region = play(downs('script', 0, 2));
    expect(age(region, 31.9).state).toBe('suspected');
    expect(age(region, 32)).toMatchObject({ state: 'healthy', why: 'no_evidence', since: start + 32_000 });
  });

  it('ends 30 s after it began when the store does not know of any down', () => {
    const stored: RegionRecord = { ...newRegion(start), state: 'suspected' };
    expect(age(stored, 29.9).state).toBe('suspected');
    expect(age(stored, 30)).toMatchObject({ state: 'healthy', why: 'no_evidence' });
  });
});

describe('an outage', () => {
  it.each<[string, Step[], RegionRecord['state']]>([
    ['goes on after two ups', ups(6, 16), 'outage'],
    ['goes on after three ups in less than 10 s', ups(6, 10, 15.9), 'outage'],
    ['ends when all were up three times over 10 s', ups(6, 11, 16), 'healthy'],
    [
      'goes on while one canary is up and the other down',
      [6, 10, 14, 18].flatMap((second): Step[] => [[second, 'api', 'up'], ...downs('script', second)]),
      'outage',
    ],
    ['counts the ups from zero after a down', [...ups(6, 11), ...downs('api', 13), ...ups(16)], 'outage'],
    ['does not lose its ups to an unknown', [...ups(6, 11), [13, 'api', 'unknown'], ...ups(16)], 'healthy'],
    ['goes on while one of the canaries has not been up often enough', [...ups(6, 11), [16, 'script', 'up']], 'outage'],
  ])('%s', (_, steps, state) => {
    expect(play(steps, outage()).state).toBe(state);
  });

  it('says when it ended', () => {
    expect(play(ups(6, 11, 16), outage())).toMatchObject({ outageEndedAt: start + 16_000, why: 'canaries_up' });
  });

  it('that follows on another says no end', () => {
    const second = play(downs('script', 20, 22, 24), play(ups(6, 11, 16), outage()));
    expect(view(second, 24)).toMatchObject({ state: 'outage' });
    expect(view(second, 24)).not.toHaveProperty('outageEndedAt');
  });

  it('halves the budgets from the first up of a canary that was down, until it is down again', () => {
    const halved = (...steps: Step[]) => view(play(steps, outage()), 8).halved;
    expect(halved()).toBe(false);
    expect(halved([6, 'api', 'up'])).toBe(false);
    expect(halved([6, 'script', 'up'])).toBe(true);
    expect(halved([6, 'script', 'up'], [7, 'script', 'unknown'])).toBe(true);
    expect(halved([6, 'script', 'up'], [7, 'script', 'down'])).toBe(false);
  });

  it.each<[string, Step[]]>([
    ['is up', [[6, 'new', 'up']]],
    [
      'is up after it could not be judged',
      [
        [6, 'new', 'unknown'],
        [7, 'new', 'up'],
      ],
    ],
  ])('leaves the budgets whole when a canary that is new %s: nothing has come back', (_, steps) => {
    expect(view(play(steps, outage(), [...canaries, 'new']), 8)).toMatchObject({ state: 'outage', halved: false });
  });

  it('is a suspicion again 30 s after the last down, and healthy 30 s later', () => {
    expect(age(outage(), 33.9).state).toBe('outage');
    expect(age(outage(), 34)).toMatchObject({
      state: 'suspected',
      why: 'evidence_lost',
      outageEndedAt: start + 34_000,
    });
    expect(age(outage(), 63.9).state).toBe('suspected');
    expect(age(outage(), 64)).toMatchObject({ state: 'healthy', outageEndedAt: start + 34_000 });
  });

  it('whose end nobody saw needs three ups before it is forgotten', () => {
    const lost = age(outage(), 34);
    expect(play(ups(35), lost).state).toBe('suspected');
    expect(play(ups(35, 40, 45), lost)).toMatchObject({ state: 'healthy', outageSpentMs: 0 });
  });

  it('lasts six hours at most, however often it is interrupted without a recovery', () => {
    let region = outage();
    let admitted = 0;
    for (let second = 6; second < 12 * 3600; second += 2) {
      // 20 s of every 5 min nothing is known.
      const known = second % 300 >= 50;
      const before = region.state;
      region = answer(region, [second, 'script', known ? 'down' : 'unknown']);
      if (before === 'outage' && region.state === 'outage') admitted += 2000;
    }
    expect(region).toMatchObject({ state: 'healthy', why: 'outage_limit' });
    expect(admitted).toBeGreaterThan(5.9 * hour);
    expect(admitted).toBeLessThanOrEqual(6 * hour);
  });

  it('is over for good when the limit and the end of the evidence fall together', () => {
    const limit = 4 + 6 * 3600;
    const lastDownAt = start + (limit - 30) * 1000;
    expect(age({ ...outage(), lastDownAt }, limit)).toMatchObject({ state: 'healthy', why: 'outage_limit' });
  });

  it('that reached its limit begins again only after a recovery', () => {
    const steady = Array.from({ length: 1200 }, (_, index) => 24 + index * 20);
    const over = play(downs('script', ...steady), outage());
    expect(over).toMatchObject({ state: 'healthy', why: 'outage_limit', outageEndedAt: start + 4000 + 6 * hour });
    const later = (...seconds: number[]) => seconds.map((second) => 24_100 + second);
    expect(play(downs('script', ...later(0, 2, 4, 6)), over).state).toBe('healthy');
    expect(play([...ups(...later(0)), ...downs('script', ...later(2, 4, 6))], over).state).toBe('healthy');
    const recovered = play(ups(...later(0, 5, 10)), over);
    expect(recovered).toMatchObject({ state: 'healthy', why: 'canaries_up' });
    expect(play(downs('script', ...later(20, 22, 24)), recovered).state).toBe('outage');
  });
});

describe('users that are cut off', () => {
  const cutOff = (region: RegionRecord, seconds: number) =>
    reduceRegion(region, { type: 'cut_off', at: start + seconds * 1000 }, canaries);

  it('are believed only while every canary is freshly up', () => {
    expect(cutOff(play(ups(0)), 10).state).toBe('cut_off');
    expect(cutOff(play(ups(0)), 120).state).toBe('cut_off');
    expect(cutOff(play(ups(0)), 120.001).state).toBe('healthy');
    expect(cutOff(play([[0, 'api', 'up'], ...downs('script', 0)]), 10).state).toBe('suspected');
    expect(cutOff(answer(newRegion(start), [0, 'api', 'up']), 10).state).toBe('healthy');
    expect(reduceRegion(play(ups(0)), { type: 'cut_off', at: start + 10_000 }, []).state).toBe('healthy');
  });

  it('are not believed after a down, though the suspicion has ended and the canary was up a minute ago', () => {
    const region = play([...ups(0), ...downs('script', 10)]);
    expect(age(region, 50).state).toBe('healthy');
    expect(cutOff(region, 50).state).toBe('healthy');
  });

  it('are not believed in an outage, nor after one until its recovery was seen', () => {
    expect(cutOff(play(ups(6, 11), outage()), 12).state).toBe('outage');
    const unseen = play(ups(70), age(outage(), 64));
    expect(unseen.state).toBe('healthy');
    expect(cutOff(unseen, 72).state).toBe('healthy');
    expect(cutOff(play(ups(75, 80), unseen), 82).state).toBe('cut_off');
  });

  it('are no longer when a canary is down, or was not asked, or the traffic is back', () => {
    const region = cutOff(play(ups(0)), 10);
    expect(answer(region, [20, 'api', 'down']).state).toBe('suspected');
    expect(answer(region, [20, 'api', 'up']).state).toBe('cut_off');
    expect(cutOff(region, 150)).toMatchObject({ state: 'healthy', why: 'canaries_not_up' });
    const back = reduceRegion(region, { type: 'cut_off_over', why: 'back', at: start + 20_000 }, canaries);
    expect(back).toMatchObject({ state: 'healthy', why: 'back' });
  });

  it('are forgotten after three minutes without a sign and after six hours with signs', () => {
    let region = cutOff(play(ups(0)), 10);
    expect(age(region, 189).state).toBe('cut_off');
    expect(age(region, 190)).toMatchObject({ state: 'healthy', why: 'no_evidence' });
    for (let second = 60; second < 6 * 3600; second += 60) region = cutOff(play(ups(second), region), second);
    expect(region.state).toBe('cut_off');
    expect(age(region, 6 * 3600 + 10)).toMatchObject({ state: 'healthy', why: 'cut_off_limit' });
  });
});

describe('whatever the canaries answer', () => {
  const step = fc.record({
    pause: fc.oneof(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: -20_000, max: 600_000 })),
    canary: fc.constantFrom(...canaries),
    // A vendor that falls mostly says the same for a while.
    answer: fc.constantFrom<ProbeAnswer>('up', 'down', 'down', 'down', 'unknown'),
  });
  const runs = fc.array(step, { maxLength: 60, size: 'max' });

  /** The clock does not step, and what is unknown does not last. */
  const recovering = fc.record({
    pause: fc.integer({ min: 0, max: 4000 }),
    canary: fc.constantFrom(...canaries),
    answer: fc.constantFrom<ProbeAnswer>('up', 'up', 'up', 'up', 'up', 'up', 'up', 'unknown', 'down'),
  });

  function simulate(
    steps: readonly { pause: number; canary: string; answer: ProbeAnswer }[],
    from = seenUp(),
    at = from.at,
  ) {
    let region = from;
    return steps.map(({ pause, canary, answer: given }) => {
      at += pause;
      const before = ageRegion(region, at);
      region = reduceRegion(region, { type: 'answer', canary, answer: given, why: 'x', askedAt: at, at }, canaries);
      return { at, canary, answer: given, before, after: region };
    });
  }

  it('an outage begins only after three downs in a row of one canary, over at least 4 s and at most 15 s', () => {
    let begun = 0;
    fc.assert(
      fc.property(runs, (steps) => {
        const history = simulate(steps);
        history.forEach(({ before, after, canary, at }, index) => {
          if (before.state === 'outage' || after.state !== 'outage') return;
          begun++;
          const mine = history.slice(0, index + 1).filter((one) => one.canary === canary);
          const row = mine.slice(mine.map((one) => one.answer !== 'down').lastIndexOf(true) + 1);
          const inWindow = row.filter((one) => at - one.at <= 15_000);
          expect(inWindow.length).toBeGreaterThanOrEqual(3);
          expect(at - Math.min(...inWindow.map((one) => one.at))).toBeGreaterThanOrEqual(4000);
        });
      }),
      { numRuns: 1000 },
    );
    expect(begun).toBeGreaterThan(10);
  });

  it('unknown answers alone never change a state for the worse', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        for (const { answer: given, before, after } of simulate(steps)) {
          if (given === 'unknown') expect(after.state).toBe(before.state);
        }
      }),
    );
  });

  it('nothing opens when no canary was ever up', () => {
    fc.assert(
      fc.property(runs, (steps) => {
        const never = steps.filter(({ answer: given }) => given !== 'up');
        for (const { after } of simulate(never, newRegion(start))) expect(after.state).toBe('healthy');
      }),
    );
  });

  it('an outage is over 30 s after the last down, for every reader at the same moment', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 0, max: 200_000 }), (steps, wait) => {
        const last = simulate(steps).at(-1);
        if (last?.after.state !== 'outage') return;
        const later = ageRegion(last.after, last.at + wait);
        const downAt = last.after.lastDownAt ?? 0;
        expect(later.state === 'outage').toBe(last.at + wait < downAt + 30_000);
        expect(ageRegion(ageRegion(last.after, last.at + wait / 2), last.at + wait)).toEqual(later);
      }),
      { numRuns: 1000 },
    );
  });

  it('an outage ends by ups only when each canary was up three times over 10 s since the last down', () => {
    let ended = 0;
    fc.assert(
      fc.property(fc.array(recovering, { maxLength: 30, size: 'max' }), (steps) => {
        const history = simulate(steps, outage());
        history.forEach(({ before, after, at }, index) => {
          // Before: or time alone had ended it.
          if (before.state !== 'outage' || after.state === 'outage') return;
          ended++;
          const past = history.slice(0, index + 1);
          const since = past.slice(past.map((one) => one.answer).lastIndexOf('down') + 1);
          for (const canary of canaries) {
            const times = since.filter((one) => one.canary === canary && one.answer === 'up').map((one) => one.at);
            expect(times.length).toBeGreaterThanOrEqual(3);
            expect(at - Math.min(...times)).toBeGreaterThanOrEqual(10_000);
          }
        });
      }),
      { numRuns: 1000 },
    );
    expect(ended).toBeGreaterThan(10);
  });
});
