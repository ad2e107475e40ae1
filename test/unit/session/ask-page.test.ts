import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLifetime } from '../../../src/page/lifetime.js';
import { askPage } from '../../../src/session/ask-page.js';

const reported = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('reportError', reported.mockReset());
});
afterEach(() => void vi.useRealTimers());

const limit = 12000;

async function ask(source: Parameters<typeof askPage>[0], wait = 0) {
  const life = createLifetime();
  const answers: unknown[] = [];
  void askPage(source, limit, life).then((text) => answers.push(text));
  await vi.advanceTimersByTimeAsync(wait);
  return { life, answers };
}

describe('what the page is asked for', () => {
  it.each([
    ['a text', 'text', 'text'],
    ['nothing', undefined, undefined],
    ['a function that gives a text', () => 'text', 'text'],
    ['a function that gives a promise of one', () => Promise.resolve('text'), 'text'],
    ['a function that gives something else', () => 7 as never, undefined],
  ])('is at once what it gives: %s', async (_, source, text) => {
    expect((await ask(source)).answers).toEqual([text]);
    expect(reported).not.toHaveBeenCalled();
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('of the page');
      },
    ],
    ['rejects', () => Promise.reject(new Error('of the page'))],
  ])('is nothing where its function %s, and the page is told of its error', async (_, source) => {
    expect((await ask(source)).answers).toEqual([undefined]);
    expect(reported).toHaveBeenCalledTimes(1);
    expect(reported.mock.calls[0]?.[0]).toMatchObject({ message: 'of the page' });
  });

  it('is nothing where the answer takes longer than the limit', async () => {
    const never = () => new Promise<string>(() => {});
    expect((await ask(never, limit - 1)).answers).toEqual([]);
    expect((await ask(never, limit)).answers).toEqual([undefined]);
  });

  it('leaves no timer to a session that has ended', async () => {
    const { life } = await ask(() => new Promise<string>(() => {}));
    life.end();
    expect(vi.getTimerCount()).toBe(0);
  });
});
