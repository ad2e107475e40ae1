import { describe, expect, it, vi } from 'vitest';
import type { CaptchaEvent } from '../../src/index.js';
import { v3Param } from './fakes/aliyun.js';
import { passResult } from './fakes/tencent.js';
import { appId, elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

describe('a preload that fails', () => {
  it.each(['error', 'empty', 'hang'] as const)('(%s) resolves, and is no outcome', async (answer) => {
    page.network.answer('TJCaptcha', answer);
    const types: string[] = [];
    const onError = vi.fn();
    const captcha = page.create({ onError, onEvent: ({ type }) => types.push(type) });
    const preloading = watch(captcha.preload());
    await elapse(60000);
    expect(preloading.state).toBe('resolved');
    expect(captcha.status).toBe('idle');
    expect(onError).not.toHaveBeenCalled();
    expect(types).not.toContain('provider_failed');
    expect(types).not.toContain('outcome');
  });

  it.each(['error', 'hang'] as const)('(%s) is followed by fresh attempts at verify()', async (answer) => {
    page.network.answer('TJCaptcha', answer, answer, answer, answer === 'hang' ? 'ok' : answer, answer, 'ok');
    const captcha = page.create();
    void captcha.preload();
    await elapse(60000);
    expect(page.network.requests).toHaveLength(3);
    const verifying = captcha.verify();
    await elapse(5000);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('in Aliyun’s init is followed by an init of its own at verify()', async () => {
    page.aliyun.onInit = (init) => init.fail('Fail');
    const onError = vi.fn();
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager', onError });
    await elapse(1000);
    page.aliyun.onInit = (init) => init.succeed();
    const verifying = captcha.verify();
    await elapse(200);
    expect(page.aliyun.inits).toHaveLength(2);
    page.aliyun.last.call('success', v3Param);
    expectStatus(await outcomeOf(verifying), 'passed');
    expect(onError).not.toHaveBeenCalled();
  });

  it('in Aliyun’s init after verify() took it over is no outcome either', async () => {
    page.aliyun.onInit = () => {};
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    const verifying = captcha.verify();
    await elapse(500);
    page.aliyun.onInit = (init) => init.succeed();
    page.aliyun.inits[0]?.fail('Fail');
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    page.aliyun.last.call('success', v3Param);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('does not make its provider one that failed lately', async () => {
    page.network.answer('TJCaptcha', 'error', 'error', 'error', 'ok');
    const captcha = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    void captcha.preload();
    await elapse(5000);
    void captcha.verify();
    await elapse(200);
    expect(page.tencent.instances).toHaveLength(1);
  });

  it('for want of the page’s site resolves', async () => {
    Object.assign(window, { AliyunCaptchaConfig: { prefix: 'other', region: 'cn' } });
    const captcha = page.create({ providers: page.aliyunProvider() });
    const preloading = watch(captcha.preload());
    await elapse(100);
    expect(preloading.state).toBe('resolved');
    expect(page.network.requests).toHaveLength(0);
  });

  it('tells of its attempts, and why they failed', async () => {
    page.network.answer('TJCaptcha', 'error', 'empty');
    const told: CaptchaEvent[] = [];
    void page.create({ retry: { limit: 1 }, onEvent: (event) => told.push(event) }).preload();
    await elapse(5000);
    const provider = { vendor: 'tencent', id: appId };
    const attempt = { type: 'attempt', provider };
    const failed = { type: 'attempt_failed', provider };
    expect(told).toMatchObject([
      { ...attempt, attempt: 1 },
      { ...failed, error: { code: 'script_network' } },
      { ...attempt, attempt: 2 },
      { ...failed, error: { code: 'script_empty' }, retryInMs: null },
    ]);
  });

  it('leaves nothing in the page', async () => {
    page.network.answer('AliyunCaptcha', 'error');
    page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(60000);
    expect(page.network.requests).toHaveLength(3);
    expect(document.body.innerHTML).toBe('');
  });
});
