import { describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../../../src/index.js';
import { gatherCallers } from '../../../src/captcha/callers.js';
import { watch } from '../fakes/test-page.js';

const outcome: Outcome = { status: 'dismissed', proof: null, reason: 'closed' };
/** Lets promises tell their outcome. */
const told = () => new Promise((resolve) => setTimeout(resolve));

describe('those who wait for an outcome', () => {
  it('all get the very same one', async () => {
    const callers = gatherCallers(() => {});
    const all = [callers.join(undefined), callers.join(new AbortController().signal)].map((joined) => watch(joined));
    callers.settle(outcome);
    await told();
    for (const { value } of all) expect(value).toBe(outcome);
  });

  it('leave with their own reason, and alone', async () => {
    const allLeft = vi.fn();
    const callers = gatherCallers(allLeft);
    const leaving = new AbortController();
    const left = watch(callers.join(leaving.signal));
    const stayed = watch(callers.join(undefined));
    leaving.abort('enough');
    callers.settle(outcome);
    await told();
    expect(left).toMatchObject({ state: 'rejected', error: 'enough' });
    expect(stayed.value).toBe(outcome);
    expect(allLeft).not.toHaveBeenCalled();
  });

  it('are all gone once the last has left, which is told once', async () => {
    const allLeft = vi.fn();
    const callers = gatherCallers(allLeft);
    const leaving = [new AbortController(), new AbortController()];
    const left = leaving.map(({ signal }) => watch(callers.join(signal)));
    expect(callers.areWaiting()).toBe(true);
    leaving[0]?.abort();
    expect(callers.areWaiting()).toBe(true);
    leaving[1]?.abort();
    expect(callers.areWaiting()).toBe(false);
    await told();
    expect(allLeft).toHaveBeenCalledOnce();
    expect(left.map(({ state }) => state)).toEqual(['rejected', 'rejected']);
  });

  it('cannot leave any more once they have their outcome, and their signals are let go', async () => {
    const allLeft = vi.fn();
    const callers = gatherCallers(allLeft);
    const { signal, abort } = { signal: new AbortController().signal, abort: new Event('abort') };
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const settled = watch(callers.join(signal));
    callers.settle(outcome);
    // A test environment may call it again, when it tells the listeners of an event.
    const [type, listener] = added.mock.lastCall ?? [];
    expect(removed).toHaveBeenCalledExactlyOnceWith(type, listener);
    signal.dispatchEvent(abort);
    await told();
    expect(settled.value).toBe(outcome);
    expect(allLeft).not.toHaveBeenCalled();
  });
});
