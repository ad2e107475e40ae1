import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AdmitRequest, Limit, Store } from '../../../../src/server/store/store.js';

/** Later than any store of the tests began to live. */
const start = 4_000_000_000_000;
const minute = 60_000;

let names = 0;
/** Tests of one store share it: each takes keys of its own. */
const fresh = (name: string) => `${name}${(names += 1)}`;

const limit = (key: string, atMost: number, more: Partial<Limit> = {}): Limit => ({
  meter: { key, windowMs: minute },
  atMost,
  ...more,
});

/** A request with one way in, always open unless told otherwise. */
const request = (parts: Partial<AdmitRequest> = {}): AdmitRequest => ({
  once: [],
  limits: [],
  ways: [{ limits: [] }],
  at: start,
  ...parts,
});

/** What every store does, whatever it is made of. */
export function storeContract(open: () => Store, openNew: () => Store): void {
  const admit = (parts: Partial<AdmitRequest>) => open().admit(request(parts));

  it('has one epoch', async () => {
    const { name } = await open().epoch();
    expect(name).not.toBe('');
    expect((await open().epoch()).name).toBe(name);
  });

  it('takes each key of an admission once, and says which was taken', async () => {
    const [a, b, c] = [fresh('once'), fresh('once'), fresh('once')].map((key) => ({ key, ttlMs: minute }));
    if (!a || !b || !c) throw new Error('three keys');
    expect(await admit({ once: [a, b] })).toEqual({ admitted: true, way: 0, tally: 0 });
    expect(await admit({ once: [a, c] })).toEqual({ admitted: false, why: 'spent', once: 0 });
    expect(await admit({ once: [c, b] })).toEqual({ admitted: false, why: 'spent', once: 1 });
    expect(await admit({ once: [c] })).toMatchObject({ admitted: true });
  });

  it('changes nothing when it refuses, whatever it refuses for', async () => {
    const once = [{ key: fresh('once'), ttlMs: minute }];
    const spent = { key: fresh('once'), ttlMs: minute };
    const [open, full, way, subject] = [fresh('open'), fresh('full'), fresh('way'), fresh('subject')];
    const tally = { key: subject, windowMs: minute };
    const ways = [{ limits: [limit(way, 1)] }];
    await admit({ once: [spent], limits: [limit(full, 1)] });

    const refused: Partial<AdmitRequest>[] = [
      { once: [...once, spent], limits: [limit(open, 1)] },
      { once, limits: [limit(open, 1), limit(full, 1)] },
      { once, limits: [limit(open, 1)], ways: [{ limits: [limit(way, 1), limit(full, 1)] }] },
      { once, limits: [limit(open, 1)], epoch: 'another' },
      { once, limits: [limit(open, 1)], ways: [{ epoch: 'another', limits: [limit(way, 1)] }] },
      { once, limits: [limit(open, 1)], ways: [] },
    ];
    for (const parts of refused) expect(await admit({ ways, tally, ...parts })).toMatchObject({ admitted: false });
    const all = { once, limits: [limit(open, 1)], ways, tally };
    expect(await admit(all)).toEqual({ admitted: true, way: 0, tally: 1 });
  });

  it('admits in its own epoch only', async () => {
    const { name: epoch } = await open().epoch();
    expect(await admit({ epoch })).toMatchObject({ admitted: true });
    expect(await admit({ epoch: `${epoch}x` })).toEqual({ admitted: false, why: 'other_epoch' });
  });

  it('takes the first way that has room, and leaves the others alone', async () => {
    const { name: epoch } = await open().epoch();
    const [a, b, c] = [fresh('way'), fresh('way'), fresh('way')];
    const ways = [
      { epoch: `${epoch}x`, limits: [limit(c, 9)] },
      { epoch, limits: [limit(a, 1)] },
      { limits: [limit(b, 2)] },
    ];
    const taken = [];
    for (let i = 0; i < 4; i += 1) taken.push(await admit({ ways }));
    expect(taken).toMatchObject([
      { admitted: true, way: 1 },
      { admitted: true, way: 2 },
      { admitted: true, way: 2 },
      { admitted: false, why: 'full' },
    ]);
    expect(await admit({ limits: [limit(c, 1)] })).toMatchObject({ admitted: true });
  });

  it('begins with what a limit has at birth, and gets the rest evenly within a window', async () => {
    const store = openNew();
    const { now: born } = await store.epoch();
    const limits = [limit('meter', 60, { atBirth: 2 })];
    const admittedAt = async (at: number) => {
      let admitted = 0;
      while ((await store.admit(request({ limits, at }))).admitted) admitted += 1;
      return admitted;
    };
    // A store's own clock has gone on a little.
    const slack = 500;
    expect(await admittedAt(born + slack)).toBe(2);
    expect(await admittedAt(born + slack + 1000)).toBe(1);
    expect(await admittedAt(born + slack + 10_000)).toBe(9);
    expect(await admittedAt(born + slack + minute)).toBe(48);
    expect(await admittedAt(born + slack + 2 * minute + 1000)).toBeGreaterThan(10);
  });

  it('counts a request once on a meter that several of its limits read', async () => {
    const key = fresh('meter');
    const limits = [limit(key, 9)];
    const ways = [{ limits: [limit(key, 3), limit(key, 4)] }];
    const answers = [];
    for (let i = 0; i < 4; i += 1) answers.push((await admit({ limits, ways })).admitted);
    expect(answers).toEqual([true, true, true, false]);
  });

  it('keeps nobody out for longer when the clock was set back', async () => {
    const limits = [limit(fresh('meter'), 2)];
    await admit({ limits, at: start + 30_000 });
    await admit({ limits, at: start });
    expect(await admit({ limits, at: start })).toEqual({ admitted: false, why: 'full' });
    expect(await admit({ limits, at: start + 61_000 })).toMatchObject({ admitted: true });
  });

  it('tells how often the tally came in its window, and refuses nothing for it', async () => {
    const tally = { key: fresh('subject'), windowMs: 10 * minute };
    const tallies = [];
    for (const at of [0, 1, 2, 5 * minute, 11 * minute, 60 * minute]) {
      tallies.push(await admit({ tally, at: start + at }));
    }
    expect(tallies).toEqual([1, 2, 3, 4, 2, 1].map((tally) => ({ admitted: true, way: 0, tally })));
  });

  it('has room again when the window has passed, and a slice later at most', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 60, max: 86_400_000 }), fc.nat(minute), async (windowMs, shift) => {
        const limits = [{ meter: { key: fresh('meter'), windowMs }, atMost: 1 }];
        const at = start + shift;
        const slice = Math.ceil(windowMs / 60);
        expect(await admit({ limits, at })).toMatchObject({ admitted: true });
        expect(await admit({ limits, at: at + windowMs - 1 })).toMatchObject({ admitted: false });
        expect(await admit({ limits, at: at + windowMs + 2 * slice + 60 })).toMatchObject({ admitted: true });
      }),
      { numRuns: 50 },
    );
  });

  it('never lets more in than a meter allows, in any window, wherever it begins', async () => {
    const steps = fc.array(fc.nat(20_000), { minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(steps, fc.integer({ min: 1, max: 6 }), async (steps, atMost) => {
        const limits = [limit(fresh('meter'), atMost)];
        const admitted: number[] = [];
        let at = start;
        for (const step of steps) {
          at += step;
          if ((await admit({ limits, at })).admitted) admitted.push(at);
          const inWindow = admitted.filter((one) => one > at - minute);
          expect(inWindow.length).toBeLessThanOrEqual(atMost);
        }
        expect(admitted.length).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
  });
}
