// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { humanRate } from '../../../../src/server/admission/human-rate.js';
import { storeKeys } from '../../../../src/server/admission/store-keys.js';
import { memoryStore } from '../../../../src/server/store/memory-store.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';
import { minute, openSite, outageSince, signingSecrets, start } from './visitors.js';

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

const keys = storeKeys(signingKeys(signingSecrets));
const hour = 60 * minute;

describe('the rate of humans', () => {
  it.each([
    ['in an outage', () => outageSince(start)],
    ['under the policy "always"', () => outageSince(Date.now(), { reason: 'policy_always', pageTokenNeeded: false })],
  ])('is looked up by the first process only: %s', async (_, door) => {
    const store = memoryStore();
    await openSite({ store, pageToken: 'off' }).ask(door());
    vi.advanceTimersByTime(minute);
    const read = vi.spyOn(store, 'read');
    expect(await openSite({ store, pageToken: 'off' }).ask(door())).toMatchObject({ admitted: true });
    expect(read.mock.calls.map(([keys]) => keys.length)).toEqual([1]);
  });

  it('is that of the process that was first, when two look it up at once', async () => {
    const store = memoryStore();
    const { claim } = store;
    vi.spyOn(store, 'claim').mockImplementationOnce(async (key, value, ttlMs) => {
      await claim(key, '70', ttlMs);
      return claim(key, value, ttlMs);
    });
    expect(await humanRate(store, keys).before('login', start, hour)).toBe(70);
  });

  const slowStore = () => {
    const store = memoryStore();
    const failures: (() => void)[] = [];
    const silent = () =>
      new Promise<never>((_, reject) => {
        failures.push(() => {
          reject(new Error('away'));
        });
      });
    const read = vi.spyOn(store, 'read');
    return { store, read, silent, failures };
  };

  it('stays known when an earlier question fails late', async () => {
    const { store, read, silent, failures } = slowStore();
    await store.write(keys.rate('login', start), '70', hour);
    const rates = humanRate(store, keys);
    read.mockImplementationOnce(silent);
    const earlier = rates.before('login', start - 1, hour);
    expect(await rates.before('login', start, hour)).toBe(70);
    failures[0]?.();
    await expect(earlier).rejects.toThrow('away');
    expect(await rates.last('login')).toBe(70);
  });

  it('is asked for again when two questions fail, the later one first', async () => {
    const { store, read, silent, failures } = slowStore();
    await store.write(keys.rate('login', start), '70', hour);
    const rates = humanRate(store, keys);
    read.mockImplementationOnce(silent).mockImplementationOnce(silent);
    const asked = [rates.before('login', start - 1, hour), rates.before('login', start, hour)];
    for (const i of [1, 0]) {
      failures[i]?.();
      await expect(asked[i]).rejects.toThrow('away');
    }
    expect(await rates.before('login', start, hour)).toBe(70);
  });
});
