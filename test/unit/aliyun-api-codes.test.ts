import { describe, expect, it } from 'vitest';
import { v3DegradedParam } from './fakes/aliyun.js';
import { expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

const run = async () =>
  expectStatus(await outcomeOf(page.create({ providers: page.aliyunProvider() }).verify()), 'unverified');

describe('the code of Aliyun’s API, which only the promise of initAliyunCaptcha tells,', () => {
  it.each([
    ['IllegalUserTag', 'vendor_refused', 'configuration', 'fix_configuration', 1006],
    ['IllegalCertifyId', 'vendor_refused', 'configuration', 'fix_configuration', 1006],
    ['IllegalScene', 'vendor_refused', 'configuration', 'fix_configuration', 1006],
    ['Forbidden.AccountAccessDenied', 'vendor_refused', 'account', 'fix_configuration', 1006],
    ['Throttling', 'rate_limited', 'rate_limit', 'retry', 1014],
    ['ThrottlingByStrategy', 'rate_limited', 'rate_limit', 'retry', 1014],
  ])('%s is %s of category %s', async (apiCode, code, category, next, errorCode) => {
    page.aliyun.onInit = (init) => init.fail(apiCode);
    const { error, proof, ...outcome } = await run();
    expect(error).toMatchObject({ code, category, next, vendorCode: apiCode });
    expect(outcome.errorCode).toBe(errorCode);
    expect(proof.captchaVerifyParam).toBe(v3DegradedParam);
    expect(proof.failures).toEqual([{ vendor: 'aliyun', code, category, vendorCode: apiCode }]);
  });

  it.each([
    ['LimitFlow in a success body', { Code: 'Success', Success: true, LimitFlow: true }],
    ['a 403 with x-auth-msg', { Code: '403', LimitedFlow: true, LimitedFlowToken: 't', err: 'LimitedFlow' }],
  ])('is a rate limit for %s', async (_, value) => {
    page.aliyun.onInit = (init) => {
      init.call('onFallback', { code: 'LIMIT_FLOW' });
      init.call('success', v3DegradedParam);
      init.call('onError', { code: 'LIMIT_FLOW' });
      init.resolve(value);
    };
    const { error, errorCode } = await run();
    expect(error).toMatchObject({ code: 'rate_limited', category: 'rate_limit' });
    expect(errorCode).toBe(1014);
  });

  it('is Fail for a transport error, and then onError names it', async () => {
    page.aliyun.onInit = (init) => init.fail('Fail');
    expect((await run()).error).toMatchObject({ code: 'vendor_failed', vendorCode: 'INIT_FAIL', category: 'vendor' });
  });

  it('is none where a later part fails: onError names it', async () => {
    page.aliyun.onInit = (init) => {
      init.call('onFallback', { code: 'DYNAMICJS_FAIL' });
      init.call('success', v3DegradedParam);
      init.call('onError', { code: 'DYNAMICJS_FAIL', msg: 'x' });
      init.resolve({ CaptchaType: 'PUZZLE' });
    };
    expect((await run()).error).toMatchObject({ code: 'vendor_failed', vendorCode: 'DYNAMICJS_FAIL' });
  });

  it('is enough for a failure that no callback tells', async () => {
    page.aliyun.onInit = (init) => init.resolve({ Code: 'IllegalScene', Success: false });
    expect((await run()).error).toMatchObject({ code: 'vendor_refused', vendorCode: 'IllegalScene' });
  });

  it.each([[500], [null], [{ id: 'x' }]])('is none where onError’s is no string either: %j', async (code) => {
    page.aliyun.onInit = (init) => init.call('onError', { code });
    const { error } = await run();
    expect(error.code).toBe('vendor_failed');
    expect(error.vendorCode).toBeUndefined();
  });

  it('is known although the promise resolves a moment after onError', async () => {
    page.aliyun.onInit = (init) => {
      init.call('success', v3DegradedParam);
      init.call('onError', { code: 'INIT_FAIL' });
      setTimeout(() => init.resolve({ Code: 'IllegalScene', Success: false }), 10);
    };
    expect((await run()).error).toMatchObject({ code: 'vendor_refused', vendorCode: 'IllegalScene' });
  });

  it('is known although the promise resolves some turns after onError', async () => {
    page.aliyun.onInit = (init) => {
      init.call('success', v3DegradedParam);
      init.call('onError', { code: 'INIT_FAIL' });
      void Promise.resolve()
        .then(() => {})
        .then(() => {})
        .then(() => init.resolve({ Code: 'IllegalScene', Success: false }));
    };
    expect((await run()).error).toMatchObject({ code: 'vendor_refused', vendorCode: 'IllegalScene' });
  });
});

describe('initAliyunCaptcha', () => {
  it('that rejects is vendor_threw, with the reason as cause', async () => {
    const reason = new Error('innerHTML');
    page.aliyun.onInit = (init) => init.reject(reason);
    const { error, errorCode } = await run();
    expect(error).toMatchObject({ code: 'vendor_threw', cause: reason });
    expect(errorCode).toBe(1005);
  });

  it('that throws is vendor_threw', async () => {
    page.network.answer('AliyunCaptcha', (request) => {
      Object.assign(window, {
        initAliyunCaptcha() {
          throw new Error('init');
        },
      });
      request.load();
    });
    expect((await run()).error.code).toBe('vendor_threw');
  });

  it('that never answers is not_shown', async () => {
    page.aliyun.onInit = () => {};
    const { error, errorCode } = await run();
    expect(error).toMatchObject({ code: 'not_shown', category: 'timeout' });
    expect(errorCode).toBe(1002);
  });

  it('that is ready but shows nothing is not_shown', async () => {
    page.aliyun.onTrigger = () => {};
    expect((await run()).error.code).toBe('not_shown');
  });
});
