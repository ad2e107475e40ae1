// @vitest-environment node
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openGate } from './open-gate.js';
import { answerCode, answerFault, answerStatus, failing, failingAliyunCheck, input, stubbedCheck } from './stub-sdk.js';

afterEach(() => vi.useRealTimers());

describe('a ticket is sent again, once,', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:443', 'ECONNREFUSED'],
    ['getaddrinfo ENOTFOUND captcha.tencentcloudapi.com', 'ENOTFOUND'],
    ['getaddrinfo EAI_AGAIN captcha.tencentcloudapi.com', 'EAI_AGAIN'],
    ['write EPROTO 807C:error:0A00010B:SSL routines:ssl3_get_record:wrong version number', 'EPROTO'],
    ['Client network socket disconnected before secure TLS connection was established', 'TLS_DISCONNECTED'],
    ['self-signed certificate', 'TLS_CERTIFICATE'],
    ['certificate has expired', 'TLS_CERTIFICATE'],
    ['unable to verify the first certificate', 'TLS_CERTIFICATE'],
    ["Hostname/IP does not match certificate's altnames: Host: a. is not cert's CN: b", 'TLS_CERTIFICATE'],
  ])('when nothing was sent: %s', async (reason, vendorCode) => {
    const recovering = stubbedCheck([failing(reason), answerCode(1)]);
    expect(await recovering.check(input)).toEqual({ kind: 'human' });
    expect(recovering.calls).toHaveLength(2);

    const dead = stubbedCheck([failing(reason)]);
    expect(await dead.check(input)).toEqual({ kind: 'unchecked', why: 'no_answer', vendorCode });
    expect(dead.calls).toHaveLength(2);
  });
});

describe('a ticket that gets no turn is not sent', () => {
  it.each([
    ['busy', { kind: 'busy' }],
    ['api_down', { kind: 'unchecked', why: 'no_slot' }],
  ] as const)('%s', async (kind, result) => {
    const gate = { ...openGate, enter: () => Promise.resolve({ kind }) };
    const onJudged = vi.fn();
    const { check, calls } = stubbedCheck([answerCode(1)], { gate, onJudged });
    expect(await check(input)).toEqual(result);
    expect(calls).toEqual([]);
    expect(onJudged).not.toHaveBeenCalled();
  });
});

describe('that the API has judged a ticket', () => {
  it.each([
    ['a pass', answerCode(1), 1],
    ['a refusal', answerCode(15), 1],
    ['an answer that it cannot judge', answerCode(26), 0],
    ['HTTP 503', answerStatus(503), 0],
    ['a reset', failing('read ECONNRESET'), 0],
  ] as const)('is told for %s: %#', async (_, answer, times) => {
    const onJudged = vi.fn();
    await stubbedCheck([answer], { onJudged }).check(input);
    expect(onJudged).toHaveBeenCalledTimes(times);
  });
});

describe('a ticket is never sent again', () => {
  it.each([
    ['a reset', failing('read ECONNRESET')],
    ['a reset while writing', failing('write ECONNRESET')],
    ['a broken pipe', failing('write EPIPE')],
    ['a connection that was hung up', failing('socket hang up')],
    ['a time-out of the system', failing('connect ETIMEDOUT 192.0.2.1:443')],
    ['a failure without a name', failing('')],
    ['HTTP 503', answerStatus(503)],
    ['InternalError', answerFault('InternalError')],
    ['throttling', answerFault('RequestLimitExceeded')],
    ['a refused call whose code reads like a failed connection', answerFault('ECONNREFUSED')],
    ['code 26', answerCode(26)],
    ['code 9', answerCode(9)],
    ['an answer that cannot be read', () => null],
    [
      'a body that quotes a failed connection',
      () => {
        const body = 'upstream failed: connect ECONNREFUSED 10.0.0.1';
        throw Object.assign(new Error(`invalid json response body at https://a/ reason: "${body}" is not valid JSON`), {
          type: 'invalid-json',
        });
      },
    ],
  ])('after %s', async (_title, answer) => {
    const { check, calls } = stubbedCheck([answer, answerCode(1)]);
    expect(await check(input)).not.toEqual({ kind: 'human' });
    expect(calls).toHaveLength(1);
  });

  it('after a body of Aliyun that quotes a failed connection', async () => {
    const body = 'Client disconnected before secure TLS connection was established';
    const { check, calls } = failingAliyunCheck(new SyntaxError(`Unexpected token 'C', "${body}" is not valid JSON`));
    expect(await check()).toEqual({ kind: 'unchecked', why: 'not_json' });
    expect(calls).toHaveLength(1);
  });

  it('after the limit, even when the first call turns out to have sent nothing', async () => {
    vi.useFakeTimers();
    let fail: () => void = () => undefined;
    const { check, calls, ready } = stubbedCheck([
      () => new Promise((_resolve, reject) => (fail = () => reject(asSdkError('connect ECONNREFUSED 127.0.0.1:443')))),
      answerCode(1),
    ]);
    await ready();
    const result = check(input);
    // Once around the loop more: an answer may lie there.
    await vi.advanceTimersByTimeAsync(1001);
    expect(await result).toEqual({ kind: 'unchecked', why: 'timeout' });
    fail();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(calls).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe('the limit of a check', () => {
  it('holds for both calls together', async () => {
    vi.useFakeTimers();
    const { check, calls, ready } = stubbedCheck([
      () => new Promise((_resolve, reject) => setTimeout(() => reject(asSdkError('connect ECONNREFUSED')), 600)),
      () => new Promise(() => undefined),
    ]);
    await ready();
    const settled = vi.fn();
    void check(input).then(settled);
    await vi.advanceTimersByTimeAsync(999);
    expect(calls).toHaveLength(2);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2);
    expect(settled).toHaveBeenCalledWith({ kind: 'unchecked', why: 'timeout' });
  });

  it('leaves no timer behind when the answer came', async () => {
    vi.useFakeTimers();
    const { check } = stubbedCheck([answerCode(1)]);
    expect(await check(input)).toEqual({ kind: 'human' });
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['no answer', 'network timeout at: https://captcha.tencentcloudapi.com/'],
    ['half of a body', 'Response timeout while trying to fetch https://captcha.tencentcloudapi.com/ (over 1500ms)'],
  ])("may be that of Tencent's SDK: %s", async (_title, message) => {
    const { check } = stubbedCheck([() => Promise.reject(Object.assign(new Error(message), { traceId: 't' }))]);
    expect(await check(input)).toEqual({ kind: 'unchecked', why: 'timeout' });
  });

  it("may be that of Aliyun's SDK", async () => {
    const error = Object.assign(new Error('ReadTimeout(1500). POST https://a/ failed.'), {
      name: 'RequestTimeoutError',
    });
    expect(await failingAliyunCheck(error).check()).toEqual({ kind: 'unchecked', why: 'timeout' });
  });

  it('is told to the SDK as well, a little later', async () => {
    const { ready, configs } = stubbedCheck([answerCode(1)], { timeoutMs: 3000 });
    await ready();
    expect(configs).toMatchObject([{ profile: { httpProfile: { reqTimeout: 3.5, protocol: 'https://' } } }]);
  });
});

function asSdkError(reason: string): Error {
  try {
    failing(reason)();
  } catch (error) {
    return error as Error;
  }
  throw new Error('unreachable');
}
