import { describe, expect, it, vi } from 'vitest';
import { v2FailoverParam, v2Param } from './fakes/aliyun.js';
import { elapse, elapseLong, expectStatus, sceneId, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

/** A V2 challenge on screen, whose answers go to `verdict`. */
async function shown(verdict: (param: string) => unknown, options?: Parameters<typeof page.create>[0]) {
  const captchaVerifyCallback = vi.fn(verdict);
  const providers = page.aliyunProvider({ architecture: 'v2', captchaVerifyCallback } as never);
  const captcha = page.create({ providers, ...options });
  const outcome = watch(captcha.verify());
  await elapse(500);
  const judge = (param: unknown = v2Param) =>
    watch(page.aliyun.last.call('captchaVerifyCallback', param) as Promise<unknown>);
  return { outcome, judge, captchaVerifyCallback };
}

describe("the page's verdict on an Aliyun V2 param", () => {
  it.each([
    ['true', { captchaResult: true }, {}],
    ['true, with the business in order', { captchaResult: true, bizResult: true }, { bizResult: true }],
    ['true, though the business refused', { captchaResult: true, bizResult: false }, { bizResult: false }],
  ])('%s is a pass', async (_, verdict, biz) => {
    const { outcome, judge, captchaVerifyCallback } = await shown(() => Promise.resolve(verdict));
    const told = judge();
    await elapse(100);
    const { proof, expiresAt, status, ...rest } = expectStatus(outcome.value, 'passed');
    expect(proof).toEqual({ v: 1, id: sceneId, vendor: 'aliyun', captchaVerifyParam: v2Param });
    expect(rest).toEqual(biz);
    expect(status).toBe('passed');
    // 20 minutes from init.
    expect(Math.abs(expiresAt - (Date.now() - performance.now() + page.aliyun.last.at + 20 * 60000))).toBeLessThan(100);
    expect(captchaVerifyCallback).toHaveBeenCalledExactlyOnceWith(v2Param);
    expect(told.value).toEqual(verdict);
  });

  it('may be given without a promise', async () => {
    const { outcome, judge } = await shown(() => ({ captchaResult: true }));
    judge();
    await elapse(100);
    expect(outcome.value?.status).toBe('passed');
  });

  it.each([
    ['false', () => Promise.resolve({ captchaResult: false })],
    ['undefined', () => undefined],
    ['null', () => null],
    ['nothing', () => Promise.resolve()],
    ['a truthy value that is not true', () => ({ captchaResult: 1 })],
    ['the string "true"', () => ({ captchaResult: 'true' })],
    ['an object without captchaResult', () => ({ bizResult: true })],
    ['a rejection', () => Promise.reject(new Error('verdict'))],
    [
      'an exception',
      () => {
        throw new Error('verdict');
      },
    ],
  ])('%s is no pass; the vendor is told false, and the challenge goes on', async (_, verdict) => {
    const { outcome, judge } = await shown(verdict);
    const told = judge();
    await elapse(2000);
    expect(outcome.state).toBe('pending');
    expect(told.value).toEqual({ captchaResult: false });
  });

  it.each([['yes'], [1], [null]])('true is a pass without its bizResult where that is %j', async (bizResult) => {
    const { outcome, judge } = await shown(() => ({ captchaResult: true, bizResult }));
    const told = judge();
    await elapse(100);
    expect(expectStatus(outcome.value, 'passed')).not.toHaveProperty('bizResult');
    expect(told.value).toStrictEqual({ captchaResult: true });
  });

  it('false leaves the user free to close the popup: that is dismissed as closed', async () => {
    const { outcome, judge } = await shown(() => ({ captchaResult: false }));
    judge();
    await elapse(500);
    page.aliyun.last.closePopup();
    await elapse(1500);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'closed' });
  });

  it('that throws goes to reportError', async () => {
    const error = new Error('verdict');
    const { judge } = await shown(() => Promise.reject(error));
    judge();
    await elapse(100);
    expect(page.reportError).toHaveBeenCalledExactlyOnceWith(error);
  });

  it('may be true at a later attempt', async () => {
    const verdicts = [{ captchaResult: false }, { captchaResult: true }];
    const { outcome, judge } = await shown(() => verdicts.shift());
    judge();
    await elapse(1000);
    judge();
    await elapse(100);
    expect(outcome.value?.status).toBe('passed');
  });

  it('that never comes is no pass, and the user’s time-out ends it', async () => {
    const { outcome, judge } = await shown(() => new Promise(() => {}));
    judge();
    await elapseLong(301000);
    expect(outcome.value).toEqual({ status: 'dismissed', proof: null, reason: 'timeout' });
  });

  it('that never comes is told as false after 15 s, so that the user can try again', async () => {
    const { outcome, judge } = await shown(() => new Promise(() => {}));
    const told = judge();
    await elapse(14000);
    expect(told.state).toBe('pending');
    await elapse(1500);
    expect(told.value).toEqual({ captchaResult: false });
    expect(outcome.state).toBe('pending');
  });

  it('is waited for when the user closes the popup meanwhile', async () => {
    let decide: (verdict: unknown) => void = () => {};
    const { outcome, judge } = await shown(() => new Promise((resolve) => (decide = resolve)));
    judge();
    page.aliyun.last.closePopup();
    await elapse(5000);
    expect(outcome.state).toBe('pending');
    decide({ captchaResult: true });
    await elapse(100);
    expect(outcome.value?.status).toBe('passed');
  });

  it('is waited for in a closed popup that is 18 minutes old', async () => {
    let decide: (verdict: unknown) => void = () => {};
    const { outcome, judge } = await shown(() => new Promise((resolve) => (decide = resolve)), { challengeTimeout: 0 });
    await elapseLong(18 * 60000 - 5000);
    judge();
    page.aliyun.last.closePopup();
    await elapse(10000);
    decide({ captchaResult: true });
    await elapse(100);
    expect(outcome.value?.status).toBe('passed');
  });

  it('is not asked for when the session is over', async () => {
    const { outcome, judge, captchaVerifyCallback } = await shown(() => ({ captchaResult: true }));
    await elapseLong(301000);
    const told = judge();
    await elapse(1000);
    expect(outcome.value?.status).toBe('dismissed');
    expect(captchaVerifyCallback).not.toHaveBeenCalled();
    expect(told.value).toEqual({ captchaResult: false });
  });

  it('that comes after the end of the session changes nothing', async () => {
    let decide: (verdict: unknown) => void = () => {};
    const { outcome, judge } = await shown(() => new Promise((resolve) => (decide = resolve)));
    judge();
    await elapseLong(301000);
    decide({ captchaResult: true });
    await elapse(1000);
    expect(outcome.value?.status).toBe('dismissed');
  });

  it.each([[null], [7], [{}], ['']])('is not asked for the param %j: that is no proof', async (param) => {
    const { outcome, judge, captchaVerifyCallback } = await shown(() => ({ captchaResult: true }));
    const told = judge(param);
    await elapse(1000);
    expect(captchaVerifyCallback).not.toHaveBeenCalled();
    expect(told.value).toEqual({ captchaResult: false });
    expect(outcome.value?.status).not.toBe('passed');
  });

  it('is not asked for a param of the script’s own failover: that is unverified', async () => {
    const { outcome, judge, captchaVerifyCallback } = await shown(() => ({ captchaResult: true }));
    const told = judge(v2FailoverParam);
    await elapse(1000);
    expect(expectStatus(outcome.value, 'unverified').proof.captchaVerifyParam).toBe(v2FailoverParam);
    expect(captchaVerifyCallback).not.toHaveBeenCalled();
    expect(told.value).toEqual({ captchaResult: false });
  });
});
