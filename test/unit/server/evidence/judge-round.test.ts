// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Finding, Round } from '../../../../src/server/evidence/ask-targets.js';
import { judgeRound, neverUpAfter } from '../../../../src/server/evidence/judge-round.js';
import { evidenceLasts, newRecord, outageLimit, type WatchRecord } from '../../../../src/server/evidence/record.js';

const start = 1_000_000_000;
const healthy: WatchRecord = { ...newRecord(start - 3_600_000), why: 'canaries_up' };

type Answers = Partial<Record<'api' | 'script' | 'reference' | 'reference 2', Finding['answer']>>;

/** A round `at` ms after the start, judged 100 ms later; who is not named was up long ago and is not asked. */
function round(
  at: number,
  answers: Answers,
  more: Partial<Round> & { upAt?: Partial<Record<string, number>> } = {},
): Round {
  const { upAt = {}, ...rest } = more;
  const findings = Object.entries(answers).map(([key, answer]): Finding => {
    const before = upAt[key] ?? start - 60_000;
    const now = answer === 'up' ? start + at + 50 : before;
    const kind = key.startsWith('reference') ? 'reference' : 'api';
    return { target: { kind, key, name: `the ${key}` }, answer, why: `${answer} it is`, ms: 100, upAt: now };
  });
  return { startedAt: start + at, judgedAt: start + at + 100, isSuspicion: false, findings, ...rest };
}

const after = (rounds: readonly Round[], before: WatchRecord = healthy) => rounds.reduce(judgeRound, before);
const downAt = (...times: number[]) => times.map((at) => round(at, { api: 'down', script: 'up' }));

describe('an outage takes three downs of one target in a row', () => {
  it.each<[string, Round[], string]>([
    ['two', downAt(0, 4000), 'suspected'],
    ['three over 3,999 ms', downAt(0, 2000, 3999), 'suspected'],
    ['three over four seconds', downAt(0, 2000, 4000), 'outage'],
    ['three within 60 s', downAt(0, 30_000, 60_000), 'outage'],
    ['three over more than 60 s', downAt(0, 30_000, 60_001), 'suspected'],
    [
      'two of each of two',
      [round(0, { api: 'down', script: 'down' }), round(4000, { api: 'down', script: 'down' })],
      'suspected',
    ],
    [
      'three of two in turn',
      [
        round(0, { api: 'down', script: 'up' }),
        round(2000, { api: 'up', script: 'down' }),
        round(4000, { api: 'down', script: 'up' }),
      ],
      'suspected',
    ],
    [
      'three with one that is unknown in between',
      [...downAt(0, 2000), round(3000, { api: 'unknown', script: 'up' }), ...downAt(4000)],
      'suspected',
    ],
    [
      'three with one that was throttled in between',
      [...downAt(0, 2000), round(3000, { api: 'throttled', script: 'unknown' }), ...downAt(4000)],
      'suspected',
    ],
    [
      'three with one that is vetoed in between',
      [...downAt(0, 2000), round(3000, { api: 'vetoed', script: 'up' }), ...downAt(4000)],
      'outage',
    ],
  ])('(%s)', (_, rounds, state) => {
    expect(after(rounds).state).toBe(state);
  });

  it('and says which, and since when', () => {
    const outage = after(downAt(0, 2000, 4000));
    expect(outage).toMatchObject({ why: 'the api: down it is', since: start + 4100, downAt: start + 4100 });
    const suspected = { state: 'suspected', since: start, why: 'the api: down it is', spentMs: 0 };
    expect(after(downAt(0))).toMatchObject(suspected);
    expect(after(downAt(0, 2000))).toMatchObject(suspected);
  });

  it('and is not seen by a round in which this process was not fit to see', () => {
    const spent = { ...after(downAt(0, 2000, 4000)), state: 'suspected' as const };
    expect(after([round(5000, { api: 'vetoed', script: 'up' })], spent).state).toBe('suspected');
  });

  it('since the API last answered a real ticket', () => {
    const answered = round(4000, { api: 'down', script: 'up' }, { upAt: { api: start + 1000 } });
    const rounds = [
      ...downAt(0, 500),
      answered,
      ...[6000, 8000].map((at) => round(at, { api: 'down', script: 'up' }, { upAt: { api: start + 1000 } })),
    ];
    expect(after(rounds.slice(0, 4)).state).toBe('suspected');
    expect(after(rounds).state).toBe('outage');
    const inThatMoment = [0, 2000, 4000].map((at) =>
      round(at, { api: 'down', script: 'up' }, { upAt: { api: start } }),
    );
    expect(after([...downAt(-2000), ...inThatMoment]).state).toBe('suspected');
  });

  it('none of which is one while the API answers a real ticket', () => {
    const busy = (at: number) => round(at, { api: 'down', script: 'up' }, { upAt: { api: start + at } });
    const record = after([busy(0), busy(2000), busy(4000)]);
    expect(record).toMatchObject({ state: 'healthy', rows: { api: [], script: [] } });
  });
});

describe('a target that was not up in the last 24 h', () => {
  const old = (at: number, age: number, answers: Answers) =>
    round(at, answers, { upAt: { api: start - age, script: start - age, reference: start - age } });

  it('is no evidence, and neither keeps the others from being all up', () => {
    const late = [0, 2000, 4000].map((at) => old(at, neverUpAfter, { api: 'down' }));
    expect(after(late.slice(1)).state).toBe('healthy');
    const early = [-5000, -2500, 0].map((at) => old(at, neverUpAfter, { api: 'down' }));
    expect(after(early).state).toBe('outage');
    const mixed = round(0, { api: 'down', script: 'up' }, { upAt: { api: start - neverUpAfter - 1 } });
    expect(after([mixed])).toMatchObject({ state: 'healthy', allUp: { count: 1 } });
  });

  it('is one again by its first answer', () => {
    expect(after([old(0, neverUpAfter + 1, { api: 'up' })])).toMatchObject({ allUp: { count: 1 }, why: 'canaries_up' });
  });

  it('leaves nothing that could be all up, when there is no other', () => {
    expect(after([old(0, neverUpAfter + 1, { api: 'unknown' })]).allUp.count).toBe(0);
  });

  it('is no reference', () => {
    const rounds = [0, 2000, 4000].map((at) =>
      round(at, { api: 'down', reference: 'down' }, { upAt: { reference: start - neverUpAfter - 1 } }),
    );
    expect(after(rounds).state).toBe('outage');
  });
});

describe('a reference', () => {
  it.each<[string, Finding['answer'][], string]>([
    ['answers in each round', ['up', 'up', 'up'], 'outage'],
    ['answers in the last round', ['down', 'down', 'up'], 'outage'],
    ['answers never', ['down', 'unknown', 'vetoed'], 'suspected'],
  ])('that %s makes it %s', (_, answers, state) => {
    let upAt = start - 60_000;
    const rounds = answers.map((reference, i) => {
      const at = i * 2000;
      const one = round(at, { api: 'down', script: 'up', reference }, { upAt: { reference: upAt } });
      if (reference === 'up') upAt = start + at + 50;
      return one;
    });
    expect(after(rounds).state).toBe(state);
  });

  it('is enough where another one does not answer', () => {
    const one = { api: 'down', reference: 'up', 'reference 2': 'down' } as const;
    expect(after([0, 2000, 4000].map((at) => round(at, one))).state).toBe('outage');
  });

  it('that is down makes no outage', () => {
    const rounds = [0, 2000, 4000].map((at) => round(at, { api: 'up', script: 'up', reference: 'down' }));
    expect(after(rounds)).toMatchObject({ state: 'healthy', rows: { api: [], script: [] }, allUp: { count: 3 } });
  });

  it('that answered in the row and no more is enough, and before the row is not', () => {
    const withReference = (upAt: number) =>
      [0, 2000, 4000].map((at) => round(at, { api: 'down', reference: 'down' }, { upAt: { reference: upAt } }));
    expect(after(withReference(start)).state).toBe('outage');
    expect(after(withReference(start - 1)).state).toBe('suspected');
  });
});

describe('an outage is over', () => {
  const outage = after(downAt(0, 2000, 4000));
  const upsAt = (...times: number[]) => times.map((at) => round(at, { api: 'up', script: 'up' }));

  it.each<[string, Round[], string]>([
    ['two rounds over 20 s', upsAt(10_000, 30_000), 'outage'],
    ['three rounds over 9,999 ms', upsAt(10_000, 15_000, 19_999), 'outage'],
    ['three rounds over ten seconds', upsAt(10_000, 15_000, 20_000), 'healthy'],
    [
      'three rounds, one of which was throttled',
      [...upsAt(10_000), round(15_000, { api: 'throttled', script: 'up' }), ...upsAt(20_000)],
      'healthy',
    ],
    [
      'three rounds with one in between that nobody could judge',
      [...upsAt(10_000, 15_000), round(18_000, { api: 'unknown', script: 'up' }), ...upsAt(20_000)],
      'outage',
    ],
    [
      'three rounds with one in between that was down',
      [...upsAt(10_000, 15_000), ...downAt(18_000), ...upsAt(20_000)],
      'outage',
    ],
  ])('after all were up (%s)', (_, rounds, state) => {
    expect(after(rounds, outage).state).toBe(state);
  });

  it('and its end and its quiet are noted', () => {
    const at = start + 20_100;
    expect(after(upsAt(10_000, 15_000, 20_000), outage)).toMatchObject({
      why: 'canaries_up',
      since: at,
      endedAt: at,
      clearedAt: at,
      spentMs: 0,
    });
  });

  it('after six hours of admitting, also in pieces', () => {
    const spent = { ...outage, spentMs: outageLimit - 6000 };
    const [almost, over] = [downAt(10_000), downAt(10_001)].map((rounds) => after(rounds, spent));
    // From its beginning, 4,100 ms after the start, to the end of this round.
    expect(almost).toMatchObject({
      state: 'healthy',
      why: 'outage_limit',
      spentMs: outageLimit,
      endedAt: start + 10_100,
    });
    expect(over?.state).toBe('healthy');
    expect(after(downAt(9999), spent)).toMatchObject({ state: 'outage', spentMs: outageLimit - 1 });
  });

  it('and then begins no more until all were up for as long as ends one', () => {
    const limited = after(downAt(10_000), { ...outage, spentMs: outageLimit });
    expect(after(downAt(20_000, 22_000, 24_000), limited).state).toBe('suspected');
    const once = after(upsAt(20_000), limited);
    expect(after(downAt(22_000, 24_000, 26_000), once).state).toBe('suspected');
    const recovered = after(upsAt(20_000, 25_000, 30_000), limited);
    expect(after(downAt(32_000, 34_000, 36_000), recovered).state).toBe('outage');
  });

  it('30 s after its last evidence, and a down by then is of the same row', () => {
    const lapsed = after([round(4000 + evidenceLasts, { api: 'unknown', script: 'up' })], outage);
    expect(lapsed).toMatchObject({ state: 'suspected', why: 'evidence_lost', endedAt: start + 4100 + evidenceLasts });
    const vetoed = [10_000, 20_000, 30_000].map((at) => round(at, { api: 'vetoed', script: 'up' }));
    expect(after([...vetoed, ...downAt(40_000)], outage).state).toBe('outage');
  });
});

describe('a suspicion', () => {
  it('that all answers disprove changes nothing, but is remembered', () => {
    const record = after([round(0, { api: 'up', script: 'up' }, { isSuspicion: true })]);
    expect(record).toMatchObject({ state: 'healthy', since: healthy.since, clearedAt: start + 100 });
  });

  it('of a routine round that is all up is none', () => {
    expect(after([round(0, { api: 'up', script: 'up' })]).clearedAt).toBe(0);
  });

  it('that no answer disproves stands until one does', () => {
    const suspected = after([round(0, { api: 'unknown', script: 'up' }, { isSuspicion: true })]);
    expect(suspected).toMatchObject({ state: 'suspected', since: start, why: 'not_all_up' });
    expect(after([round(2000, { api: 'up', script: 'up' })], suspected)).toMatchObject({
      state: 'healthy',
      since: start + 2100,
      clearedAt: start + 2100,
    });
  });

  it('is none by an answer that is unknown, in the routine', () => {
    expect(after([round(0, { api: 'unknown', script: 'up' })]).state).toBe('healthy');
  });
});

it('a record keeps no rows of targets that are asked no more', () => {
  const before = { ...healthy, rows: { gone: [start], api: [start] } };
  expect(Object.keys(after([round(2000, { api: 'down', script: 'up' })], before).rows)).toEqual(['api', 'script']);
});
