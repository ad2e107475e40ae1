import { describe, expect, it, vi } from 'vitest';
import { createLifetime } from '../../src/page/lifetime.js';
import type { Setting, Stage, VendorProvider } from '../../src/providers/provider.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

function setUp() {
  page.aliyun.onInit = () => {};
  page.aliyun.install();
  const provider = page.aliyunProvider() as VendorProvider;
  const life = createLifetime();
  const setting: Setting = {
    vendorGlobal: (window as unknown as { initAliyunCaptcha: () => unknown }).initAliyunCaptcha,
    mode: 'popup',
    element: null,
    language: undefined,
    left: () => 12000,
  };
  const alive = vi.fn();
  const stage: Stage = {
    ...setting,
    life,
    turn: createLifetime(),
    emit() {},
    owns: () => true,
    shown() {},
    alive,
    answered() {},
    closed() {},
    end() {},
    failed() {},
    reportIfLate: () => false,
  };
  return { provider, setting, stage, alive, life };
}

describe('a session hears that Aliyun’s Init has answered', () => {
  it.each([
    ['PUZZLE', false],
    ['SLIDING', false],
    ['TRACELESS', true],
  ])('with a %s, and whether that may be passed unseen: %s', async (captchaType, isTraceless) => {
    const { provider, stage, alive, life } = setUp();
    provider.start(stage);
    await elapse(1000);
    expect(alive).not.toHaveBeenCalled();
    // Before there is an instance.
    page.aliyun.last.resolve({ CaptchaType: captchaType });
    await elapse(0);
    expect(alive).toHaveBeenCalledExactlyOnceWith(isTraceless);
    life.end();
  });

  it('ahead of it, when it takes what was made', async () => {
    const { provider, setting, stage, alive, life } = setUp();
    provider.prepare?.(setting, life);
    await elapse(100);
    page.aliyun.last.succeed('TRACELESS');
    await elapse(100);
    provider.start(stage);
    expect(page.aliyun.inits).toHaveLength(1);
    expect(alive).toHaveBeenCalledExactlyOnceWith(true);
    life.end();
  });

  it.each([[undefined], [{ Code: 'IllegalScene', Success: false }], [{ Code: 'Fail', err: 'Error: timeout' }]])(
    'not when it gives %j',
    async (value) => {
      const { provider, stage, alive, life } = setUp();
      provider.start(stage);
      await elapse(100);
      page.aliyun.last.resolve(value);
      await elapse(100);
      expect(alive).not.toHaveBeenCalled();
      life.end();
    },
  );
});
