// @vitest-environment node
import dns from 'node:dns';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { lookUpOurselves } from '../../../../src/server/evidence/own-controls.js';

afterEach(() => void vi.useRealTimers());

type Found = (error: NodeJS.ErrnoException | null, address: string, family: number) => void;
/** What becomes of the look-up. */
const found = (answer: (tell: Found) => void) =>
  vi.spyOn(dns, 'lookup').mockImplementation((_: string, tell: Found) => answer(tell));
const failure = (code: string) => Object.assign(new Error(code), { code });

describe('this process is', () => {
  it('well when its own name is found', async () => {
    // Of this machine, which may be busy.
    await vi.waitFor(async () => expect(await lookUpOurselves()).toBe('well'), 20_000);
  });

  it.each([
    [250, 'well'],
    [251, 'slow'],
  ])('after %i ms %s', async (ms, state) => {
    vi.useFakeTimers();
    found((tell) => setTimeout(tell, ms, null, '127.0.0.1', 4));
    const own = lookUpOurselves();
    await vi.advanceTimersByTimeAsync(300);
    expect(await own).toBe(state);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('slow when the look-up never comes back', async () => {
    vi.useFakeTimers();
    found(() => undefined);
    const own = lookUpOurselves();
    await vi.advanceTimersByTimeAsync(252);
    expect(await own).toBe('slow');
  });

  it.each(['EMFILE', 'ENFILE', 'EAI_AGAIN'])('failing when the look-up says %s', async (code) => {
    found((tell) => tell(failure(code), '', 4));
    expect(await lookUpOurselves()).toBe('failed');
  });

  it('slow when the look-up came in time and our own event loop reads it late', async () => {
    found((tell) => {
      vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 251);
      tell(null, '127.0.0.1', 4);
    });
    expect(await lookUpOurselves()).toBe('slow');
  });

  it('asked for a name that needs nobody’s answer', async () => {
    const look = found((tell) => tell(null, '127.0.0.1', 4));
    expect(await lookUpOurselves()).toBe('well');
    expect(look).toHaveBeenCalledWith('localhost', expect.any(Function));
  });

  it('well where its own name is not known: that was an answer', async () => {
    found((tell) => tell(failure('ENOTFOUND'), '', 4));
    expect(await lookUpOurselves()).toBe('well');
  });
});
