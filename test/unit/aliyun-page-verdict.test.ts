import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AliyunOptions } from '../../src/index.js';
import { createLifetime } from '../../src/page/lifetime.js';
import { askPage } from '../../src/providers/aliyun/page-verdict.js';

const reportError = vi.fn();
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('reportError', reportError);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  reportError.mockReset();
});

const ask = async (check: () => unknown) => {
  const verdict = askPage({ captchaVerifyCallback: check } as AliyunOptions, 'param', createLifetime());
  await vi.advanceTimersByTimeAsync(0);
  return verdict;
};
const no = { captchaResult: false };

describe('the page’s verdict', () => {
  it.each([
    [{ captchaResult: true }, { captchaResult: true }],
    [
      { captchaResult: true, bizResult: false, more: 1 },
      { captchaResult: true, bizResult: false },
    ],
    [{ captchaResult: true, bizResult: 'yes' }, { captchaResult: true }],
    [{ captchaResult: 'true' }, no],
    [{ captchaResult: 1, bizResult: true }, no],
    [{ captchaResult: false, bizResult: true }, no],
    [{}, no],
    [null, no],
    [undefined, no],
    [true, no],
  ])('%j is read as %j', async (said, read) => {
    expect(await ask(() => said)).toStrictEqual(read);
    expect(await ask(() => Promise.resolve(said))).toStrictEqual(read);
    expect(reportError).not.toHaveBeenCalled();
  });

  it('that throws is a no, and the page’s own error', async () => {
    const error = new Error('check');
    const fails = [
      () => {
        throw error;
      },
      () => Promise.reject(error),
      () => ({
        get captchaResult() {
          throw error;
        },
      }),
    ];
    for (const check of fails) {
      expect(await ask(check)).toStrictEqual(no);
      expect(reportError).toHaveBeenLastCalledWith(error);
    }
    expect(reportError).toHaveBeenCalledTimes(fails.length);
  });

  it('that has not come after 15 s is a no, and one that comes later changes nothing', async () => {
    const later = new Promise((resolve) => setTimeout(resolve, 16000, { captchaResult: true }));
    const verdict = askPage({ captchaVerifyCallback: () => later } as AliyunOptions, 'param', createLifetime());
    const seen = vi.fn();
    void verdict.then(seen);
    await vi.advanceTimersByTimeAsync(14999);
    expect(seen).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(2000);
    expect(seen).toHaveBeenCalledExactlyOnceWith(no);
  });
});
