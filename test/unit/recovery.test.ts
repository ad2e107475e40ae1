import { describe, expect, it } from 'vitest';
import { parseRecoveryTicket } from '../../src/recovery-ticket.js';
import { appId, elapse, expectStatus, outcomeOf, sceneId, useTestPage, watch } from './fakes/test-page.js';
import { disasterResult } from './fakes/tencent.js';

const page = useTestPage();

describe('the recovery ticket', () => {
  it.each([
    ['Tencent’s appId', () => page.tencentProvider(), appId, 'tencent'],
    ['Aliyun’s sceneId', () => page.aliyunProvider(), sceneId, 'aliyun'],
  ])('names %s, code and time', async (_, provider, id, vendor) => {
    page.network.answer('aptcha', 'error');
    const { proof, ...outcome } = expectStatus(
      await outcomeOf(page.create({ providers: provider(), retry: { limit: 0 } }).verify()),
      'unverified',
    );
    expect(parseRecoveryTicket(proof.ticket)).toEqual({
      prefix: 'trerror',
      code: 1001,
      id,
      issuedAt: Math.floor(Date.now() / 1000) * 1000,
    });
    expect(proof).toMatchObject({ v: 1, id, vendor });
    expect(proof.randstr).toMatch(/^@[0-9a-z]{11}$/);
    expect(outcome).toMatchObject({ errorCode: 1001, errorMessage: 'jsload_error' });
  });

  it('is plain JSON with the rest of its proof', async () => {
    page.network.answer('aptcha', 'error');
    const captcha = page.create({ retry: { limit: 0 }, pageToken: () => 'token1' });
    const { proof } = expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(JSON.parse(JSON.stringify(proof))).toEqual(proof);
    expect(Object.keys(proof).sort()).toEqual(['failures', 'id', 'pageToken', 'randstr', 'ticket', 'v', 'vendor']);
  });

  it('has a randstr of its own each time', async () => {
    page.network.answer('aptcha', 'error');
    const captcha = page.create({ retry: { limit: 0 } });
    const seen = new Set<string>();
    for (let round = 0; round < 20; round++) {
      seen.add(expectStatus(await outcomeOf(captcha.verify()), 'unverified').proof.randstr);
    }
    expect(seen.size).toBe(20);
  });

  it('keeps its randstr well formed for every random number', async () => {
    page.network.answer('aptcha', 'error');
    for (const value of [0, 0.5, 1 - Number.EPSILON / 2]) {
      const random = Math.random;
      Math.random = () => value;
      const outcome = await outcomeOf(page.create({ retry: { limit: 0 } }).verify());
      Math.random = random;
      expect(expectStatus(outcome, 'unverified').proof.randstr).toMatch(/^@[0-9a-z]{11}$/);
    }
  });

  it('is the first provider’s, with the failures of all in the order in which they were tried', async () => {
    page.network.answer('TJCaptcha', 'empty');
    page.aliyun.onInit = (init) => init.fail('IllegalScene');
    const captcha = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()], retry: { limit: 0 } });
    const { proof, error } = expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(proof).toMatchObject({ vendor: 'tencent', id: appId });
    expect(error).toMatchObject({ code: 'script_empty', provider: { vendor: 'tencent', id: appId } });
    expect(proof.failures).toEqual([
      { vendor: 'tencent', code: 'script_empty', category: 'vendor' },
      { vendor: 'aliyun', code: 'vendor_refused', category: 'configuration', vendorCode: 'IllegalScene' },
    ]);
  });

  it('is the vendor’s own where the first provider’s script made one', async () => {
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1006));
    page.network.answer('AliyunCaptcha', 'error');
    const captcha = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()], retry: { limit: 0 } });
    const { proof } = expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(proof.ticket).toBe(disasterResult(1006).ticket);
    expect(proof.failures.map(({ vendorCode }) => vendorCode)).toEqual(['1006', undefined]);
  });

  it.each<[string, number, string, () => void]>([
    ['shows nothing', 1002, 'captcha_show_timeout', () => (page.aliyun.onTrigger = () => {})],
    ['throws', 1005, 'framejs_run_error', () => (page.aliyun.onInit = (init) => init.reject(new Error('init')))],
    ['refuses', 1006, 'get_captcha_config_request_error', () => (page.aliyun.onInit = (init) => init.fail('Fail'))],
    ['limits the rate', 1014, 'rate_limit', () => (page.aliyun.onInit = (init) => init.fail('Throttling'))],
  ])('of Aliyun that %s has Tencent’s code %i and its name, %s', async (_, code, name, arrange) => {
    arrange();
    const outcome = await outcomeOf(page.create({ providers: page.aliyunProvider() }).verify());
    expect(expectStatus(outcome, 'unverified')).toMatchObject({ errorCode: code, errorMessage: name });
  });

  it('of a vendor that threw has code 1005', async () => {
    page.tencent.onCreate = () => {
      throw new Error('Arguments error.');
    };
    const { error, errorCode, proof } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'vendor_threw', cause: new Error('Arguments error.') });
    expect(errorCode).toBe(1005);
    expect(proof.ticket).toContain('trerror_1005_');
  });

  it('of a vendor whose show() threw has code 1005', async () => {
    page.tencent.onCreate = (instance) => {
      instance.show = () => {
        throw new Error('show');
      };
    };
    expect(expectStatus(await outcomeOf(page.create().verify()), 'unverified').errorCode).toBe(1005);
  });

  it('of a vendor that failed and then threw tells the failure, and only that', async () => {
    page.tencent.onCreate = (instance) => {
      instance.show = () => {
        instance.answer(disasterResult(1013));
        throw new Error('show');
      };
    };
    page.network.answer('AliyunCaptcha', 'error');
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const outcome = await outcomeOf(page.create({ providers, retry: { limit: 0 } }).verify());
    expect(expectStatus(outcome, 'unverified').proof.failures.map(({ code }) => code)).toEqual([
      'vendor_failed',
      'script_network',
    ]);
  });

  it('of a vendor that showed nothing has code 1002', async () => {
    page.tencent.onShow = () => {};
    const { error, errorCode } = expectStatus(await outcomeOf(page.create().verify()), 'unverified');
    expect(error).toMatchObject({ code: 'not_shown', category: 'timeout' });
    expect(errorCode).toBe(1002);
  });

  it('of a page without its element has code 1001', async () => {
    const captcha = page.create({ mode: 'embed', element: () => null });
    const { error, errorCode } = expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expect(error).toMatchObject({ code: 'element_missing', category: 'page', next: 'fix_configuration' });
    expect(errorCode).toBe(1001);
  });
});

describe('recovery: none', () => {
  it('fails with the first provider’s error, and no ticket anywhere', async () => {
    page.network.answer('aptcha', 'error');
    const captcha = page.create({ recovery: 'none', retry: { limit: 0 } });
    const outcome = expectStatus(await outcomeOf(captcha.verify()), 'failed');
    expect(outcome).toEqual({ status: 'failed', proof: null, error: outcome.error });
    expect(outcome.error).toMatchObject({ code: 'script_network', provider: { vendor: 'tencent', id: appId } });
    expect(JSON.stringify(outcome)).not.toContain('error_1001');
  });

  it('withholds a ticket that the vendor’s script made', async () => {
    page.tencent.onShow = (instance) => instance.answer(disasterResult(1006));
    const outcome = expectStatus(await outcomeOf(page.create({ recovery: 'none' }).verify()), 'failed');
    expect(outcome.error.vendorCode).toBe('1006');
    expect(JSON.stringify(outcome)).not.toContain('error_1006');
  });

  it('still fails over first', async () => {
    page.network.answer('TJCaptcha', 'error');
    const providers = [page.tencentProvider(), page.aliyunProvider()];
    const outcome = watch(page.create({ recovery: 'none', providers, retry: { limit: 0 } }).verify());
    await elapse(500);
    expect(outcome.state).toBe('pending');
    page.aliyun.last.call('success', 'param');
    await elapse(10);
    expect(outcome.value?.status).toBe('passed');
  });
});
