import { describe, expect, it, vi } from 'vitest';
import { fakeInstance, v2Param, v3DegradedParam, v3Param } from './fakes/aliyun.js';
import { elapse, elapseLong, expectStatus, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const create = () => page.create({ providers: page.aliyunProvider() });

/** An init made ahead of `verify()`, which has its instance. */
async function madeAhead(options?: Parameters<typeof page.aliyunProvider>[0]) {
  const captcha = page.create({ providers: page.aliyunProvider(options), preload: 'eager' });
  await elapse(500);
  expect(page.aliyun.inits).toHaveLength(1);
  return captcha;
}

describe('an Aliyun init ahead of verify()', () => {
  it('is not made while another captcha’s challenge is up, whose callbacks it would take', async () => {
    const other = watch(create().verify());
    await elapse(500);
    const captcha = create();
    void captcha.preload();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    const outcome = watch(captcha.verify());
    await elapse(500);
    expect(other.value).toMatchObject({ reason: 'superseded' });
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.last.clicks).toBe(1);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });

  it('is not made of an embed, which would be seen', async () => {
    document.body.innerHTML = '<div id="box"></div>';
    page.create({ providers: page.aliyunProvider(), mode: 'embed', element: '#box', preload: 'eager' });
    await elapse(500);
    expect(page.network.requests).toHaveLength(1);
    expect(page.aliyun.inits).toHaveLength(0);
  });

  it('is not made with an encrypted id, which is one session’s', async () => {
    page.create({ providers: page.aliyunProvider({ encryptedSceneId: 'abc=' }), preload: 'eager' });
    await elapse(500);
    expect(page.network.requests).toHaveLength(1);
    expect(page.aliyun.inits).toHaveLength(0);
  });

  it('is made anew where another captcha has inited since, which took its callbacks', async () => {
    const captcha = await madeAhead();
    const other = watch(page.create({ providers: page.aliyunProvider({ sceneId: 'scene2' }) }).verify());
    await elapse(500);
    page.aliyun.last.call('success', v3Param);
    await elapse(100);
    expectStatus(other.value, 'passed');
    void captcha.verify();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(3);
    expect(page.aliyun.last.clicks).toBe(1);
  });

  it('is of its own age, not of the page’s', async () => {
    await elapseLong(20 * 60000);
    const captcha = await madeAhead();
    void captcha.verify();
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(page.aliyun.last.clicks).toBe(1);
  });

  it('gives no answer, whatever its vendor calls by itself', async () => {
    const fail = vi.fn();
    const captcha = await madeAhead({ vendorOptions: { fail } });
    const { last } = page.aliyun;
    const second = fakeInstance();
    last.call('success', v3Param);
    last.call('success', v3DegradedParam);
    last.call('fail', { verifyCode: 'F015' });
    last.call('onClose');
    last.ready(second);
    await elapse(2000);
    expect(second.destroys).toBe(1);
    expect(fail).toHaveBeenCalledOnce();
    const outcome = watch(captcha.verify());
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(last.clicks).toBe(1);
    expect(outcome.state).toBe('pending');
    last.call('success', v3Param);
    await elapse(100);
    expectStatus(outcome.value, 'passed');
  });

  it('asks the page for no verdict on a V2 param', async () => {
    const captchaVerifyCallback = vi.fn(() => ({ captchaResult: true }));
    await madeAhead({ architecture: 'v2', captchaVerifyCallback } as never);
    const told = watch(page.aliyun.last.call('captchaVerifyCallback', v2Param) as Promise<unknown>);
    await elapse(100);
    expect(told.value).toEqual({ captchaResult: false });
    expect(captchaVerifyCallback).not.toHaveBeenCalled();
  });

  it('that failed once verify() had taken it leaves the new one alone when its instance comes after all', async () => {
    page.aliyun.onInit = () => {};
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(500);
    void captcha.verify();
    await elapse(500);
    page.aliyun.onInit = (init) => init.succeed();
    const [first] = page.aliyun.inits;
    first?.fail('Fail');
    await elapse(500);
    expect(page.aliyun.inits).toHaveLength(2);
    first?.ready();
    await elapse(500);
    expect(first?.instance.destroys).toBe(1);
    expect(page.aliyun.inits).toHaveLength(2);
    expect(page.aliyun.last.instance.destroys).toBe(0);
  });
});
