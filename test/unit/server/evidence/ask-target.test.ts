// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askTarget } from '../../../../src/server/evidence/ask-target.js';
import type { OwnState } from '../../../../src/server/evidence/own-controls.js';
import type { Target } from '../../../../src/server/evidence/targets.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const up = { answer: 'up', why: 'http_200' } as const;
const refused = { answer: 'down', why: 'ECONNREFUSED' } as const;
const well = () => Promise.resolve<OwnState>('well');

const target = (probe: Target['probe'], more: Partial<Target> = {}): Target => ({
  kind: 'script',
  key: 'key',
  name: 'name',
  limitMs: 3000,
  probe,
  ...more,
});
const saying = (result: unknown) => target(() => Promise.resolve(result as typeof up));
const hanging = target(() => new Promise(() => undefined));

async function ask(one: Target, controls: () => Promise<OwnState> = well, closing = new AbortController().signal) {
  const asked = askTarget(one, controls, closing);
  // And once around the loop.
  await vi.advanceTimersByTimeAsync(3001);
  return asked;
}
/** One answer after the other. */
const inTurn =
  (...states: OwnState[]) =>
  () =>
    Promise.resolve(states.shift() ?? 'well');

describe('a target', () => {
  it('is what its canary finds', async () => {
    expect(await ask(saying(up))).toEqual(up);
    expect(await ask(saying(refused))).toMatchObject(refused);
  });

  it('that does not answer within its limit is down, and its canary is ended', async () => {
    let ended: AbortSignal | undefined;
    const asked = askTarget(
      target((signal) => new Promise(() => (ended = signal))),
      well,
      new AbortController().signal,
    );
    const settled = vi.fn();
    void asked.then(settled);
    await vi.advanceTimersByTimeAsync(2999);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(await asked).toMatchObject({ answer: 'down', why: 'timeout' });
    expect(ended?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('that answers at the last moment, while our own event loop was late, is up', async () => {
    vi.useRealTimers();
    const late = target(() => new Promise((resolve) => setTimeout(resolve, 40, up)), { limitMs: 30 });
    const asked = askTarget(late, well, new AbortController().signal);
    const end = performance.now() + 60;
    while (performance.now() < end);
    expect(await asked).toMatchObject(up);
  });

  it('is ended with the process', async () => {
    const closing = new AbortController();
    let ended: AbortSignal | undefined;
    const asked = ask(
      target((signal) => new Promise(() => (ended = signal))),
      well,
      closing.signal,
    );
    closing.abort();
    await asked;
    expect(ended?.aborted).toBe(true);
  });
});

describe('a time-out counts for nothing', () => {
  it.each<[string, OwnState[], string]>([
    ['as it asked', ['slow', 'well'], 'look_up_slow'],
    ['as it judged', ['well', 'slow'], 'look_up_slow'],
    ['not at all, as it asked', ['failed', 'well'], 'look_up_failed'],
    ['not at all, as it judged', ['well', 'failed'], 'look_up_failed'],
  ])('when a look-up of our own came late, or %s', async (_, states, unwell) => {
    expect(await ask(hanging, inTurn(...states))).toEqual({ answer: 'vetoed', why: 'timeout', unwell });
  });

  it.each<[number, OwnState, object]>([
    [250, 'well', { answer: 'down', why: 'timeout' }],
    [250, 'slow', { answer: 'vetoed', why: 'timeout', unwell: 'look_up_slow' }],
    [251, 'well', { answer: 'vetoed', why: 'timeout', unwell: 'event_loop_late' }],
  ])('when our own event loop is late: by %i ms, and look-ups are %s', async (late, own, answer) => {
    const asked = askTarget(hanging, inTurn(own), new AbortController().signal);
    // Nothing else runs until it is so late.
    vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 3000 + late);
    await vi.advanceTimersByTimeAsync(3001);
    expect(await asked).toEqual(answer);
  });

  it('of the system either', async () => {
    const late = { answer: 'down', why: 'ETIMEDOUT' };
    expect(await ask(saying(late), inTurn('well', 'slow'))).toEqual({
      answer: 'vetoed',
      why: 'ETIMEDOUT',
      unwell: 'look_up_slow',
    });
    expect(await ask(saying(late))).toMatchObject(late);
  });
});

describe('another failure', () => {
  it('counts while look-ups are slow, and does not when they fail', async () => {
    expect(await ask(saying(refused), inTurn('slow', 'slow'))).toMatchObject(refused);
    expect(await ask(saying(refused), inTurn('well', 'failed'))).toMatchObject({
      answer: 'vetoed',
      unwell: 'look_up_failed',
    });
  });
});

it('what this process lacked is told with an answer, too', async () => {
  expect(await ask(saying(up), inTurn('slow'))).toMatchObject({ ...up, unwell: 'look_up_slow' });
  expect(await ask(saying({ answer: 'unknown', why: 'EMFILE' }), inTurn('failed'))).toMatchObject({
    answer: 'unknown',
    unwell: 'look_up_failed',
  });
});

it('a look-up of our own begins with the canary, and no second one where nothing is to be judged', async () => {
  const controls = vi.fn(well);
  const order: string[] = [];
  controls.mockImplementation(() => {
    order.push('control');
    return well();
  });
  await ask(
    target(() => (order.push('probe'), Promise.resolve(up))),
    controls,
  );
  expect(order).toEqual(['control', 'probe']);
  await ask(saying(refused), controls);
  expect(controls).toHaveBeenCalledTimes(3);
});

describe('a canary at fault', () => {
  it.each<[string, () => Promise<never>, string]>([
    ['rejects', () => Promise.reject(new RangeError('secret')), 'RangeError'],
    [
      'throws',
      () => {
        throw new RangeError('secret');
      },
      'RangeError',
    ],
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- what somebody else's code may do
    ['rejects with a text', () => Promise.reject('secret'), 'string'],
  ])('that %s says nothing', async (_, probe, fault) => {
    expect(await ask(target(probe))).toEqual({ answer: 'unknown', why: 'probe_failed', fault });
  });

  it('that got something else in place of a script is told', async () => {
    expect(await ask(saying({ answer: 'unknown', why: 'no_global', isFault: true }))).toMatchObject({
      fault: 'no_global',
    });
  });
});
