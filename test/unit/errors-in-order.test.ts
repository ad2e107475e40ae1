import { describe, expect, it, vi } from 'vitest';
import { isCaptchaError, type CaptchaOptions } from '../../src/index.js';
import { disasterResult, passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function record(options: Partial<CaptchaOptions>) {
  const log: string[] = [];
  const captcha = page.create({
    retry: { limit: 1 },
    ...options,
    onError: ({ provider, code }) => log.push(`onError ${provider?.vendor ?? ''} ${code}`),
    onEvent(event) {
      if (event.type === 'outcome') log.push(`outcome ${event.outcome.status}`);
      else if (event.type === 'provider_failed') log.push(`failed ${event.provider?.vendor ?? ''} ${event.error.code}`);
    },
  });
  return { captcha, log };
}

describe('onError', () => {
  it('is called once for each provider that failed, before the outcome', async () => {
    page.network.answer('TJCaptcha', 'error');
    page.aliyun.onInit = (init) => init.fail('Throttling');
    const { captcha, log } = record({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    const settled = captcha.verify().then(() => log.push('promise'));
    await elapse(3000);
    await settled;
    expect(log.filter((line) => !line.startsWith('failed'))).toEqual([
      'onError tencent script_network',
      'onError aliyun rate_limited',
      'outcome unverified',
      'promise',
    ]);
    expect(log.filter((line) => line.startsWith('failed'))).toEqual([
      'failed tencent script_network',
      'failed aliyun rate_limited',
    ]);
  });

  it('is called for a provider that failed although the next one passes', async () => {
    page.network.answer('TJCaptcha', 'error');
    const { captcha, log } = record({ providers: [page.tencentProvider(), page.aliyunProvider()] });
    const verifying = captcha.verify();
    await elapse(2000);
    expect(log).toContain('onError tencent script_network');
    page.aliyun.last.call('success', 'param');
    expectStatus(await outcomeOf(verifying), 'passed');
    expect(log.filter((line) => line.startsWith('onError'))).toHaveLength(1);
  });

  it('is not called for a pass, nor for a close', async () => {
    const { captcha, log } = record({});
    for (const result of [passResult, { ret: 2, ticket: null }]) {
      const verifying = captcha.verify();
      await elapse(100);
      page.tencent.last.answer(result);
      await outcomeOf(verifying);
    }
    expect(log).toEqual(['outcome passed', 'outcome dismissed']);
  });

  it('gets attempts and time', async () => {
    page.network.answer('TJCaptcha', 'error', 'hang');
    const onError = vi.fn();
    await outcomeOf(page.create({ onError, retry: { limit: 1, timeout: 2000 } }).verify());
    const [[error]] = onError.mock.calls as [[unknown]];
    expect(isCaptchaError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'script_timeout', attempts: 2 });
    const { elapsedMs } = error as { elapsedMs: number };
    expect(elapsedMs).toBeGreaterThan(2000);
    expect(elapsedMs).toBeLessThan(3000);
    expect(Number.isInteger(elapsedMs)).toBe(true);
  });
});

describe('console.error', () => {
  const refusals: [string, () => void][] = [
    ['configuration', () => (page.aliyun.onInit = (init) => init.fail('IllegalScene'))],
    ['account', () => (page.aliyun.onInit = (init) => init.fail('Forbidden.AccountAccessDenied'))],
    ['page', () => Object.assign(window, { AliyunCaptchaConfig: { prefix: 'other', region: 'cn' } })],
  ];
  const others: [string, () => void][] = [
    ['network', () => page.network.answer('AliyunCaptcha', 'error')],
    ['timeout', () => page.network.answer('AliyunCaptcha', 'hang')],
    ['vendor', () => page.network.answer('AliyunCaptcha', 'empty')],
    ['rate_limit', () => (page.aliyun.onInit = (init) => init.fail('Throttling'))],
  ];

  it.each(refusals)('is written once for a fault of category %s, with the fix', async (category, arrange) => {
    arrange();
    const captcha = page.create({ providers: page.aliyunProvider() });
    const { error } = expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(error.category).toBe(category);
    expect(page.consoleError).toHaveBeenCalledTimes(1);
    const [written = []] = page.consoleError.mock.calls as unknown[][];
    expect(written.map((part) => (part instanceof Error ? part.message : String(part))).join(' ')).toContain(
      error.message,
    );
  });

  it.each(refusals)('is not written for category %s where onError is given', async (_, arrange) => {
    arrange();
    const onError = vi.fn();
    await outcomeOf(page.create({ providers: page.aliyunProvider(), onError }).verify());
    expect(onError).toHaveBeenCalledOnce();
    expect(page.consoleError).not.toHaveBeenCalled();
  });

  it.each(others)('is not written for category %s', async (category, arrange) => {
    arrange();
    const captcha = page.create({ providers: page.aliyunProvider(), retry: { limit: 0 } });
    expect(expectStatus(await outcomeOf(captcha.verify()), 'unverified').error.category).toBe(category);
    expect(page.consoleError).not.toHaveBeenCalled();
  });

  it('is not written for a disaster result of Tencent', async () => {
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1006));
    await outcomeOf(page.create().verify());
    expect(page.consoleError).not.toHaveBeenCalled();
  });

  it('is written for an eager preload’s fault no more than once in all', async () => {
    Object.assign(window, { AliyunCaptchaConfig: { prefix: 'other', region: 'cn' } });
    const captcha = page.create({ providers: page.aliyunProvider(), preload: 'eager' });
    await elapse(1000);
    await outcomeOf(captcha.verify());
    expect(page.consoleError).toHaveBeenCalledTimes(1);
  });
});
