import { afterEach, describe, expect, it } from 'vitest';
import { v3Param } from './fakes/aliyun.js';
import { elapse, expectStatus, outcomeOf, useTestPage } from './fakes/test-page.js';

const page = useTestPage();
const globals = ['TencentCaptcha', 'initAliyunCaptcha', 'AliyunCaptchaConfig'];
afterEach(() => {
  for (const name of globals) Reflect.deleteProperty(window, name);
});

/** As a consent tool or a sandbox does. */
function forbid(name: string) {
  Object.defineProperty(window, name, {
    configurable: true,
    get() {
      throw new Error('forbidden');
    },
    set() {
      throw new Error('forbidden');
    },
  });
}

describe('a page that throws where a global of the vendor’s is read', () => {
  it.each([
    ['TencentCaptcha', () => page.tencentProvider(), 'script_invalid'],
    ['initAliyunCaptcha', () => page.aliyunProvider(), 'script_invalid'],
    ['AliyunCaptchaConfig', () => page.aliyunProvider(), 'vendor_threw'],
  ])('(%s) fails its provider, and verify() settles', async (name, provider, code) => {
    page.network.answer('aptcha', 'empty');
    forbid(name);
    const captcha = page.create({ providers: provider(), retry: { limit: 0 } });
    expect(expectStatus(await outcomeOf(captcha.verify(), 200), 'unverified').error.code).toBe(code);
    expect(captcha.status).toBe('idle');
  });

  it('tells what was thrown', async () => {
    forbid('AliyunCaptchaConfig');
    const outcome = await outcomeOf(page.create({ providers: page.aliyunProvider() }).verify(), 100);
    expect(expectStatus(outcome, 'unverified').error.cause).toMatchObject({ message: 'forbidden' });
  });

  it('leaves the next provider its turn', async () => {
    page.network.answer('TJCaptcha', 'empty');
    forbid('TencentCaptcha');
    const verifying = page.create({ providers: [page.tencentProvider(), page.aliyunProvider()] }).verify();
    await elapse(5000);
    page.aliyun.last.call('success', v3Param);
    expect(expectStatus(await outcomeOf(verifying), 'passed').proof.vendor).toBe('aliyun');
  });
});
