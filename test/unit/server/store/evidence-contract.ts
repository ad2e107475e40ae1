import { expect, it } from 'vitest';
import type { Bid, EvidenceStore, LookRequest } from '../../../../src/server/store/evidence-store.js';

let names = 0;
/** Tests of one store share it: each watches something of its own. */
export const freshWatched = () => ({ vendor: `vendor${(names += 1)}`, region: 'cn' });
export const looking = (me: string, bid: Bid = 'none', marks: LookRequest['marks'] = {}): LookRequest => ({
  me,
  bid,
  marks,
});

/** What every store does with evidence, whatever it is made of. */
export function evidenceContract(open: () => EvidenceStore): void {
  it('finds nothing where nothing was kept', async () => {
    const { now, ...seen } = await open().look(freshWatched(), looking('a'));
    expect(seen).toEqual({ isWatcher: false, record: null, declaration: null, marks: {} });
    expect(Math.abs(now - Date.now())).toBeLessThan(60_000);
  });

  it('keeps the record of the watcher, and of nobody else', async () => {
    const [store, watched] = [open(), freshWatched()];
    expect(await store.save(watched, 'a', 'too soon')).toBe(false);
    expect((await store.look(watched, looking('a', 'sure'))).isWatcher).toBe(true);
    expect((await store.look(watched, looking('b', 'sure'))).isWatcher).toBe(false);
    expect(await store.save(watched, 'b', 'of another')).toBe(false);
    expect(await store.save(watched, 'a', '{"state":"healthy"}')).toBe(true);
    expect(await store.look(watched, looking('b'))).toMatchObject({ record: '{"state":"healthy"}' });
    expect(await store.look({ ...watched, region: 'intl' }, looking('b'))).toMatchObject({ record: null });
  });

  it('keeps a declaration for all regions of a vendor', async () => {
    const [store, watched] = [open(), freshWatched()];
    await store.declare(watched.vendor, 'first', 60_000);
    await store.declare(watched.vendor, 'second', 60_000);
    for (const region of ['cn', 'intl']) {
      expect(await store.look({ ...watched, region }, looking('a'))).toMatchObject({ declaration: 'second' });
    }
    expect(await store.look(freshWatched(), looking('a'))).toMatchObject({ declaration: null });
  });

  it.each<[Bid, Bid, boolean]>([
    ['sure', 'sure', false],
    ['untried', 'untried', false],
    ['vain', 'vain', false],
    ['untried', 'sure', true],
    ['vain', 'untried', true],
    ['vain', 'sure', true],
    ['sure', 'vain', false],
    ['untried', 'vain', false],
    ['vain', 'none', false],
  ])('beside a watcher that is %s, one that is %s takes over: %s', async (holder, other, takesOver) => {
    const [store, watched] = [open(), freshWatched()];
    expect((await store.look(watched, looking('holder', holder))).isWatcher).toBe(true);
    expect((await store.look(watched, looking('other', other))).isWatcher).toBe(takesOver);
    expect((await store.look(watched, looking('holder', holder))).isWatcher).toBe(!takesOver);
  });

  it.each<Bid>(['vain', 'untried', 'sure'])('lets the watcher go on as %s', async (bid) => {
    const [store, watched] = [open(), freshWatched()];
    await store.look(watched, looking('a', 'sure'));
    expect((await store.look(watched, looking('a', bid))).isWatcher).toBe(true);
  });

  it('lets anybody take over whom the watcher has let', async () => {
    const [store, watched] = [open(), freshWatched()];
    await store.look(watched, looking('a', 'sure'));
    await store.release(watched, 'b');
    expect((await store.look(watched, looking('b', 'sure'))).isWatcher).toBe(false);
    await store.release(watched, 'a');
    expect((await store.look(watched, looking('b', 'vain'))).isWatcher).toBe(true);
  });

  it('keeps the latest of each mark, by its own clock', async () => {
    const [store, watched] = [open(), freshWatched()];
    const first = await store.look(
      watched,
      looking('a', 'none', { suspected: 1000, 'up script https://a.example/?b c': 5000 }),
    );
    expect(first.marks).toEqual({
      suspected: expect.any(Number) as number,
      'up script https://a.example/?b c': expect.any(Number) as number,
    });
    const { now, marks } = await store.look(watched, looking('b', 'none', { suspected: 90_000 }));
    expect(marks).toEqual(first.marks);
    // To the millisecond of its clock.
    expect(Math.abs((marks['suspected'] ?? 0) - (first.now - 1000))).toBeLessThanOrEqual(1);
    expect(now).toBeGreaterThanOrEqual(first.now);
    const later = await store.look(watched, looking('b', 'none', { suspected: 0 }));
    expect(later.marks['suspected']).toBeGreaterThan(first.marks['suspected'] ?? Infinity);
    expect((await store.look({ ...watched, region: 'intl' }, looking('a'))).marks).toEqual({});
  });

  it('takes no mark from the future', async () => {
    const [store, watched] = [open(), freshWatched()];
    const { now, marks } = await store.look(watched, looking('a', 'none', { suspected: -5000 }));
    expect(marks['suspected']).toBeLessThanOrEqual(now);
  });
}
