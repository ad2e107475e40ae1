import { describe, expect, it, vi } from 'vitest';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const error = new Error('the page’s own');
const thrower = () => {
  throw error;
};

async function pass(verifying: ReturnType<ReturnType<typeof page.create>['verify']>) {
  await elapse(100);
  page.tencent.last.answer(passResult);
  return outcomeOf(verifying);
}

/** reportError was told, and of nothing else. */
function expectReported() {
  expect(page.reportError).toHaveBeenCalled();
  for (const [reported] of page.reportError.mock.calls) expect(reported).toBe(error);
}

describe('an exception in a function of the page goes to reportError and disturbs nothing:', () => {
  it('onEvent', async () => {
    expectStatus(await pass(page.create({ onEvent: thrower }).verify()), 'passed');
    expectReported();
  });

  it('onError', async () => {
    page.network.answer('TJCaptcha', 'error');
    const captcha = page.create({ onError: thrower, retry: { limit: 0 } });
    expectStatus(await outcomeOf(captcha.verify()), 'unverified');
    expectReported();
  });

  it('onOutcome', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    page.create({ onOutcome: thrower, button });
    button.click();
    await elapse(100);
    page.tencent.last.answer(passResult);
    await elapse(10);
    expectReported();
  });

  it('a subscriber, and the others are still called', async () => {
    const other = vi.fn();
    const captcha = page.create();
    captcha.subscribe(thrower);
    captcha.subscribe(other);
    expectStatus(await pass(captcha.verify()), 'passed');
    expectReported();
    expect(other).toHaveBeenCalledWith('challenging');
  });

  it('element, and then there is none', async () => {
    const outcome = await outcomeOf(page.create({ mode: 'embed', element: thrower }).verify());
    expect(expectStatus(outcome, 'unverified').error.code).toBe('element_missing');
    expectReported();
  });

  it('button, and then there is none', async () => {
    page.create({ button: thrower });
    document.body.click();
    await elapse(100);
    expect(page.network.requests).toHaveLength(0);
    expectReported();
  });

  it.each(['ready', 'showFn', 'verifyFn'])('%s of Tencent', async (name) => {
    const captcha = page.create({ providers: page.tencentProvider({ vendorOptions: { [name]: thrower } }) });
    const verifying = captcha.verify();
    await elapse(100);
    const option = page.tencent.last.options[name] as (value: unknown) => void;
    expect(() => option({})).not.toThrow();
    expectReported();
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it.each(['fail', 'onClose'])('%s of Aliyun', async (name) => {
    const outcome = watch(
      page.create({ providers: page.aliyunProvider({ vendorOptions: { [name]: thrower } }) }).verify(),
    );
    await elapse(200);
    expect(() => page.aliyun.last.call(name, {})).not.toThrow();
    expectReported();
    await elapse(2000);
    expect(outcome.value).toEqual(name === 'fail' ? undefined : { status: 'dismissed', proof: null, reason: 'closed' });
  });

  it('and to console.error where the browser has no reportError', async () => {
    vi.stubGlobal('reportError', undefined);
    expectStatus(await pass(page.create({ onEvent: thrower }).verify()), 'passed');
    expect(page.consoleError).toHaveBeenCalledWith(error);
  });
});

describe('what a page passes in vendorOptions', () => {
  it('is called after ours, with the vendor’s values', async () => {
    const showFn = vi.fn();
    const captcha = page.create({ providers: page.tencentProvider({ vendorOptions: { showFn } }) });
    void captcha.verify();
    await elapse(100);
    expect(showFn).toHaveBeenCalledExactlyOnceWith({ duration: 5, sid: '1' });
    expect(captcha.status).toBe('challenging');
  });

  it('reaches Tencent’s constructor with type and language of ours', async () => {
    const vendorOptions = { bizState: { a: 1 }, enableDarkMode: 'force' as const, undocumented: 1 };
    void page.create({ providers: page.tencentProvider({ vendorOptions }), language: 'en' }).verify();
    await elapse(100);
    expect(page.tencent.last.options).toMatchObject({ ...vendorOptions, type: 'popup', userLanguage: 'en' });
    expect(page.tencent.last.element).toBeNull();
  });

  it('is never the object that the vendor changes', async () => {
    const vendorOptions = { bizState: 1 };
    void page.create({ providers: page.tencentProvider({ vendorOptions }) }).verify();
    await elapse(100);
    expect(page.tencent.last.options).not.toBe(vendorOptions);
    expect(vendorOptions).toEqual({ bizState: 1 });
  });
});
