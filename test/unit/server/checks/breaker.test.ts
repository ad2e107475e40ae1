// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answerCode, answerFault, answerStatus, failing, input, stubbedCheck } from './stub-sdk.js';

const OPEN_MS = 5000;
const circuitOpen = { kind: 'unchecked', why: 'circuit_open' };
const human = { kind: 'human' };
const reset = failing('read ECONNRESET');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => vi.useRealTimers());

const checks = async (check: () => Promise<unknown>, count: number) => {
  for (let n = 0; n < count; n += 1) await check();
};

describe('the circuit', () => {
  it.each([
    ['broken connections', reset],
    ['HTTP 5xx', answerStatus(502)],
  ])('opens after five %s in a row: later tickets are answered at once and not sent', async (_title, failure) => {
    const { check, calls } = stubbedCheck([failure]);
    await checks(() => check(input), 5);
    expect(calls).toHaveLength(5);
    expect(await check(input)).toEqual(circuitOpen);
    expect(await check(input)).toEqual(circuitOpen);
    expect(calls).toHaveLength(5);
  });

  it('opens after five time-outs', async () => {
    const { check, calls, ready } = stubbedCheck([() => new Promise(() => undefined)]);
    await ready();
    const results = Array.from({ length: 5 }, () => check(input));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await Promise.all(results)).toEqual(Array(5).fill({ kind: 'unchecked', why: 'timeout' }));
    expect(await check(input)).toEqual(circuitOpen);
    expect(calls).toHaveLength(5);
  });

  it('stays closed as long as an answer comes in between', async () => {
    const { check, calls } = stubbedCheck([
      ...Array<() => unknown>(4).fill(reset),
      answerCode(1),
      ...Array<() => unknown>(4).fill(reset),
      answerCode(1),
    ]);
    await checks(() => check(input), 9);
    expect(await check(input)).toEqual(human);
    expect(calls).toHaveLength(10);
  });

  it.each([
    ['refusals', answerCode(15)],
    ['passes', answerCode(1)],
    ['faults of the configuration', answerFault('AuthFailure.SignatureFailure')],
    ['throttling', answerFault('RequestLimitExceeded')],
    ['failures of the vendor that come as an answer', answerCode(26)],
    ['InternalError', answerFault('InternalError')],
    ['answers that cannot be read', () => ({})],
  ])('is not opened by %s', async (_title, answer) => {
    const { check, calls } = stubbedCheck([answer]);
    await checks(() => check(input), 20);
    expect(calls).toHaveLength(20);
  });

  it('lets one ticket through after five seconds, and all of them when that one is answered', async () => {
    const { check, calls } = stubbedCheck([...Array<() => unknown>(5).fill(reset), answerCode(1)]);
    await checks(() => check(input), 5);
    vi.advanceTimersByTime(OPEN_MS - 1);
    expect(await check(input)).toEqual(circuitOpen);
    vi.advanceTimersByTime(1);
    expect(await check(input)).toEqual(human);
    expect(await check(input)).toEqual(human);
    expect(calls).toHaveLength(7);
  });

  it('keeps nobody waiting while that one is under way, and stays open when it fails', async () => {
    let fail: (error: unknown) => void = () => undefined;
    const { check, calls } = stubbedCheck([
      ...Array<() => unknown>(5).fill(reset),
      () => new Promise((_resolve, reject) => (fail = reject)),
      answerCode(1),
    ]);
    await checks(() => check(input), 5);
    vi.advanceTimersByTime(OPEN_MS);
    const trying = check(input);
    await vi.waitFor(() => expect(calls).toHaveLength(6));
    expect(await check(input)).toEqual(circuitOpen);
    fail(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    expect(await trying).toMatchObject({ why: 'no_answer' });
    expect(await check(input)).toEqual(circuitOpen);
    expect(calls).toHaveLength(6);
    vi.advanceTimersByTime(OPEN_MS);
    expect(await check(input)).toEqual(human);
  });

  it('does not stop the probe, and is neither opened nor closed by it', async () => {
    const { check, probe, calls } = stubbedCheck([...Array<() => unknown>(15).fill(reset), answerCode(21)]);
    for (let n = 0; n < 10; n += 1) expect(await probe()).toEqual({ answer: 'down', why: 'ECONNRESET' });
    await checks(() => check(input), 5);
    expect(await probe()).toEqual({ answer: 'up', why: 'code_21' });
    expect(await check(input)).toEqual(circuitOpen);
    expect(calls).toHaveLength(16);
  });

  it('is not touched by what is no ticket', async () => {
    const { check, calls } = stubbedCheck([reset]);
    await checks(() => check(input), 5);
    vi.advanceTimersByTime(OPEN_MS);
    expect(await check({ ...input, ticket: '' })).toMatchObject({ kind: 'refused' });
    expect(await check(input)).toMatchObject({ why: 'no_answer' });
    expect(await check(input)).toEqual(circuitOpen);
    expect(calls).toHaveLength(6);
  });
});
