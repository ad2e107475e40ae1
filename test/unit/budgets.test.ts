import { describe, expect, it } from 'vitest';
import type { CaptchaEvent, CaptchaOptions } from '../../src/index.js';
import { passResult } from './fakes/tencent.js';
import { answerMs } from './fakes/script-network.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

/** One verify() in which nothing answers, and when each provider was given up. */
async function run(options: Partial<CaptchaOptions>) {
  const failedAt: number[] = [];
  const onEvent = ({ type, at }: CaptchaEvent) => {
    if (type === 'provider_failed') failedAt.push(at);
  };
  const outcome = watch(page.create({ onEvent, ...options }).verify());
  await elapse((options.deadline ?? 12000) + 250);
  expect(outcome.state).toBe('resolved');
  return { outcome, failedAt };
}

describe('the time to the deadline', () => {
  it('is all of a sole provider’s', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const { outcome, failedAt } = await run({ deadline: 9000, retry: { limit: 10 } });
    expect(failedAt).toEqual([9000]);
    expect(outcome.at).toBe(9000);
  });

  it('is 12 s by default', async () => {
    page.tencent.onShow = () => {};
    const { outcome } = await run({});
    expect(outcome.at).toBe(12000);
  });

  it('is shared in equal parts where nothing answers', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.network.answer('AliyunCaptcha', 'hang');
    const providers = [page.tencentProvider(), page.aliyunProvider(), page.tencentProvider({ appId: '2' })];
    const { failedAt } = await run({ providers, deadline: 12000, retry: { limit: 10 } });
    expect(failedAt).toEqual([4000, 8000, 12000]);
  });

  it('that a provider leaves goes to those after it', async () => {
    page.network.answer('TJCaptcha', 'error');
    page.aliyun.onTrigger = () => {};
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const { outcome, failedAt } = await run({ providers, retry: { limit: 0 } });
    expect(failedAt[0]).toBe(answerMs);
    expect(failedAt[1]).toBe(12000);
    expect(outcome.at).toBe(12000);
  });

  it('counts from verify(), however long ago the captcha was made', async () => {
    page.tencent.onShow = () => {};
    const captcha = page.create();
    await elapse(60000);
    const outcome = watch(captcha.verify());
    await elapse(12000);
    expect(outcome.at).toBe(72000);
  });

  it('counts anew for each verify()', async () => {
    page.tencent.onShow = () => {};
    const captcha = page.create();
    watch(captcha.verify());
    await elapse(20000);
    const outcome = watch(captcha.verify());
    await elapse(12000);
    expect(outcome.at).toBe(32000);
  });

  it('stops when a challenge is on screen', async () => {
    const outcome = watch(page.create({ deadline: 3000 }).verify());
    await elapse(20000);
    expect(outcome.state).toBe('pending');
    page.tencent.last.answer(passResult);
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
  });

  it('is at least 3 s for each provider, also after the page slept through the deadline', async () => {
    page.network.answer('TJCaptcha', 'hang');
    page.network.answer('AliyunCaptcha', 'hang');
    const hidden = { value: true };
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden.value });
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const outcome = watch(page.create({ providers }).verify());
    await elapse(30000);
    hidden.value = false;
    document.dispatchEvent(new Event('visibilitychange'));
    await elapse(2500);
    Reflect.deleteProperty(document, 'hidden');
    const [second] = page.network.to('AliyunCaptcha');
    expect(second).toBeDefined();
    await elapse(4000);
    expect(outcome.state).toBe('resolved');
    expect(outcome.at - (second?.at ?? 0)).toBeGreaterThanOrEqual(3000);
  });
});

describe('one script attempt', () => {
  it('may use 5 s by default', async () => {
    page.network.answer('TJCaptcha', 'hang');
    void page.create({ deadline: 30000 }).verify();
    await elapse(4999);
    expect(page.network.requests).toHaveLength(1);
    await elapse(400);
    expect(page.network.requests).toHaveLength(2);
  });

  it('may use as long as retry.timeout says', async () => {
    page.network.answer('TJCaptcha', 'hang');
    void page.create({ deadline: 30000, retry: { timeout: 1000 } }).verify();
    await elapse(999);
    expect(page.network.requests).toHaveLength(1);
    await elapse(400);
    expect(page.network.requests).toHaveLength(2);
  });

  it.each([
    [6000, 1, 3000],
    [12000, 2, 3000],
    [3000, 1, 1500],
  ])('may use at most half of the provider’s time: of %i ms for %i provider(s) %i ms', async (deadline, n, attempt) => {
    page.network.answer('TJCaptcha', 'hang');
    // Of one vendor: there is nobody to give way to.
    const providers = ['1', '2'].slice(0, n).map((appId) => page.tencentProvider({ appId }));
    void page.create({ deadline, providers }).verify();
    await elapse(attempt - 1);
    expect(page.network.requests).toHaveLength(1);
    await elapse(300);
    expect(page.network.to('TJCaptcha')).toHaveLength(2);
  });
});

describe('failing over', () => {
  it('from a hanging script is a pass by the second provider, inside the deadline', async () => {
    page.network.answer('TJCaptcha', 'hang');
    const verifying = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify();
    await elapse(6500);
    page.aliyun.last.call('success', 'param');
    expect(expectStatus(await outcomeOf(verifying), 'passed').proof.vendor).toBe('aliyun');
  });

  it('from a silent init is a pass by the second provider, inside the deadline', async () => {
    page.aliyun.onInit = () => {};
    const verifying = page.create({ providers: [page.aliyunProvider(), page.tencentProvider()] }).verify();
    await elapse(6500);
    page.tencent.last.answer(passResult);
    expect(expectStatus(await outcomeOf(verifying), 'passed').proof.vendor).toBe('tencent');
  });

  it('from a silent show() is a pass by the second provider, inside the deadline', async () => {
    page.tencent.onShow = () => {};
    const verifying = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify();
    await elapse(6500);
    page.aliyun.last.call('success', 'param');
    expect(expectStatus(await outcomeOf(verifying), 'passed').proof.vendor).toBe('aliyun');
  });

  it('after a challenge that was shown for long and then failed gives the next provider its time: the deadline had stopped', async () => {
    const verifying = watch(page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify());
    await elapse(100);
    await elapse(60000);
    page.aliyun.onTrigger = (init) => setTimeout(() => init.openPopup(), 6000);
    page.tencent.last.answer({ ret: 0, ticket: 'trerror_1013_1_1795264000', randstr: '@1', errorCode: 1013 });
    await elapse(10000);
    expect(verifying.state).toBe('pending');
    page.aliyun.last.call('success', 'param');
    await elapse(10);
    expect(verifying.value?.status).toBe('passed');
  });
});
