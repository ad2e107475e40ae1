// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryEvidence } from '../../../../src/server/store/memory-evidence.js';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import { evidenceContract, freshWatched, looking } from './evidence-contract.js';

describe('the evidence of a memory store', () => {
  const shared = memoryEvidence();
  evidenceContract(() => shared);

  it('is this process’s own', () => {
    expect(memoryStore().evidence.isShared).toBe(false);
  });

  it('lets go of what nobody watches', async () => {
    await expect(memoryEvidence().release(freshWatched(), 'me')).resolves.toBeUndefined();
  });

  it('has a room of its own: a full store leaves it alone', async () => {
    const store = memoryStore({ capacity: 1 });
    const admission = (key: string) => ({ once: [{ key, ttlMs: 60_000 }], limits: [], ways: [{ limits: [] }] });
    await store.admit(admission('one'));
    await expect(store.admit(admission('two'))).rejects.toMatchObject({ code: 'store_full' });
    const watched = freshWatched();
    await store.evidence.look(watched, looking('a', 'sure', { used: 0 }));
    expect(await store.evidence.save(watched, 'a', 'record')).toBe(true);
  });
});

describe('in time', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 10, 21) }));
  afterEach(() => void vi.useRealTimers());
  const later = (ms: number) => vi.advanceTimersByTime(ms);

  it('a watcher that is not heard of for five seconds is none', async () => {
    const [store, watched] = [memoryEvidence(), freshWatched()];
    await store.look(watched, looking('a', 'sure'));
    later(4000);
    await store.look(watched, looking('a', 'sure'));
    later(4999);
    expect((await store.look(watched, looking('b', 'sure'))).isWatcher).toBe(false);
    later(1);
    expect((await store.look(watched, looking('b', 'sure'))).isWatcher).toBe(true);
    expect(await store.save(watched, 'a', 'late')).toBe(false);
  });

  it.each(['vain', 'untried'] as const)('one that is %s waits ten seconds more', async (bid) => {
    const [store, watched] = [memoryEvidence(), freshWatched()];
    await store.look(watched, looking('a', 'sure'));
    later(14_999);
    expect((await store.look(watched, looking('b', bid))).isWatcher).toBe(false);
    later(1);
    expect((await store.look(watched, looking('b', bid))).isWatcher).toBe(true);
  });

  it.each([-3_600_000, 3_600_000])('its clock runs steadily, though the machine’s is set by %i ms', async (step) => {
    later(1000);
    const [store, watched] = [memoryEvidence(), freshWatched()];
    const { now } = await store.look(watched, looking('a', 'sure', { up: 0 }));
    expect(now).toBe(Date.now());
    vi.setSystemTime(Date.now() + step);
    later(1000);
    const after = await store.look(watched, looking('a', 'sure'));
    expect(after.now).toBe(now + 1000);
    expect(after.marks).toEqual({ up: now });
  });
});
