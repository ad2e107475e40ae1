import { describe, expect, it, vi } from 'vitest';
import { fakeInstance, v3Param } from './fakes/aliyun.js';
import { elapse, expectStatus, outcomeOf, prefix, sceneId, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();

async function initOptions(options: Parameters<typeof page.create>[0]) {
  const captcha = page.create(options);
  const outcome = watch(captcha.verify());
  await elapse(200);
  captcha.destroy();
  await elapse(0);
  expect(outcome.state).toBe('resolved');
  return page.aliyun.last.options;
}

/** All that docs/vendors/aliyun.md names (A-OPTIONS). */
const documented = [
  'SceneId prefix region mode element button success fail getInstance captchaVerifyCallback onBizResultCallback',
  'slideStyle language upLang timeout rem onError onClose onFallback captchaLogoImg dualStack immediate autoRefresh',
  'showErrorTip delayBeforeSuccess EncryptedSceneId UserCertifyId zIndex disableMaskClick server extraInfo',
  'userId userUserId',
]
  .join(' ')
  .split(' ');

describe('what initAliyunCaptcha is given', () => {
  it('are ids, mode and language as configured', async () => {
    const box = document.createElement('div');
    document.body.append(box);
    const options = await initOptions({
      providers: page.aliyunProvider({ region: 'sgp' }),
      mode: 'embed',
      element: box,
      language: 'id',
    });
    expect(options).toMatchObject({ SceneId: sceneId, prefix, region: 'sgp', mode: 'embed', language: 'in' });
  });

  it('are the region cn, the language cn and an immediate start where the page says nothing else', async () => {
    const defaults = await initOptions({ providers: page.aliyunProvider() });
    expect(defaults).toMatchObject({ region: 'cn', language: 'cn', immediate: true, rem: 1 });
    const vendorOptions = { immediate: false, rem: 2 };
    expect(await initOptions({ providers: page.aliyunProvider({ vendorOptions }) })).toMatchObject(vendorOptions);
  });

  it('is success for V3, and captchaVerifyCallback for V2, never both', async () => {
    const v3 = await initOptions({ providers: page.aliyunProvider() });
    expect(v3['success']).toBeTypeOf('function');
    expect(v3['captchaVerifyCallback']).toBeUndefined();
    const v2 = await initOptions({
      providers: page.aliyunProvider({ architecture: 'v2', captchaVerifyCallback: () => {} } as never),
    });
    expect(v2['captchaVerifyCallback']).toBeTypeOf('function');
    expect(v2['onBizResultCallback']).toBeTypeOf('function');
    expect(v2['success']).toBeUndefined();
  });

  it('is the complete set of keys each time, unused ones undefined', async () => {
    const options = await initOptions({ providers: page.aliyunProvider() });
    expect(Object.keys(options)).toEqual(expect.arrayContaining(documented));
  });

  it('clears every option that an earlier captcha of the page had set, documented or not', async () => {
    const vendorOptions = { zIndex: 7, upLang: { cn: {} }, secEndpointType: 'shpl', UserCertifyId: 'acme_0123456789' };
    const first = await initOptions({ providers: page.aliyunProvider({ vendorOptions }) });
    expect(first).toMatchObject(vendorOptions);
    const second = await initOptions({ providers: page.aliyunProvider() });
    expect(Object.keys(second)).toEqual(expect.arrayContaining(Object.keys(first)));
    for (const key of Object.keys(vendorOptions)) expect(second[key], key).toBeUndefined();
  });

  it('is a fresh object, a fresh container and a fresh trigger each time', async () => {
    const first = await initOptions({ providers: page.aliyunProvider() });
    const second = await initOptions({ providers: page.aliyunProvider() });
    expect(second).not.toBe(first);
    expect(second['element']).not.toBe(first['element']);
    expect(second['button']).not.toBe(first['button']);
  });

  it('is a trigger of ours that is rendered, but out of everybody’s way', async () => {
    const button = document.createElement('button');
    document.body.append(button);
    page.create({ providers: page.aliyunProvider(), button });
    button.click();
    await elapse(200);
    const { trigger, element } = page.aliyun.last;
    expect(trigger?.tagName).toBe('BUTTON');
    expect(trigger).not.toBe(button);
    expect(trigger?.closest('[aria-hidden=true]')).not.toBeNull();
    expect(trigger?.tabIndex).toBe(-1);
    expect(trigger?.style.display).not.toBe('none');
    expect((trigger?.closest('[aria-hidden=true]') as HTMLElement).style).toMatchObject({
      position: 'fixed',
      left: '-9999px',
    });
    expect(element?.isConnected).toBe(true);
  });

  it('is a timeout that fits four times into the time left, with a tenth of it to spare', async () => {
    const { timeout } = await initOptions({ providers: page.aliyunProvider(), deadline: 12000 });
    expect(Number(timeout) * 4).toBeLessThanOrEqual(12000 * 0.9);
    expect(Number(timeout) * 4).toBeGreaterThan(12000 * 0.8);
    await elapse(60000);
    const late = await initOptions({ providers: page.aliyunProvider(), deadline: 12000 });
    expect(Number(late['timeout'])).toBeCloseTo(Number(timeout), -2);
  });

  it('is a timeout of at least 2 s, however short the time left is: our own timer ends the tries', async () => {
    for (const deadline of [3000, 5000, 9000]) {
      const { timeout } = await initOptions({ providers: page.aliyunProvider(), deadline });
      expect(timeout).toBe(2000);
    }
  });

  it('are the page’s own fail and onClose, called after ours', async () => {
    const fail = vi.fn();
    const onClose = vi.fn();
    const captcha = page.create({ providers: page.aliyunProvider({ vendorOptions: { fail, onClose } }) });
    const outcome = watch(captcha.verify());
    await elapse(200);
    page.aliyun.last.call('fail', { verifyCode: 'F015' });
    expect(fail).toHaveBeenCalledExactlyOnceWith({ verifyCode: 'F015' });
    page.aliyun.last.closePopup();
    expect(onClose).toHaveBeenCalledOnce();
    await elapse(2000);
    expect(outcome.value).toMatchObject({ status: 'dismissed', reason: 'closed' });
  });
});

describe('getInstance', () => {
  it('is waited for before the trigger is clicked, in a later task', async () => {
    page.aliyun.onInit = () => {};
    void page.create({ providers: page.aliyunProvider() }).verify();
    await elapse(500);
    expect(page.aliyun.last.clicks).toBe(0);
    page.aliyun.last.ready();
    expect(page.aliyun.last.clicks).toBe(0);
    await elapse(50);
    expect(page.aliyun.last.clicks).toBe(1);
  });

  it('called again is ignored, and what it brings destroyed', async () => {
    const captcha = page.create({ providers: page.aliyunProvider() });
    const verifying = captcha.verify();
    await elapse(200);
    const second = fakeInstance();
    page.aliyun.last.ready(second);
    await elapse(200);
    expect(second.destroys).toBe(1);
    expect(page.aliyun.last.instance.destroys).toBe(0);
    expect(page.aliyun.last.clicks).toBe(1);
    page.aliyun.last.call('success', v3Param);
    expectStatus(await outcomeOf(verifying), 'passed');
  });

  it('that comes after the end of the session is destroyed at once', async () => {
    page.aliyun.onInit = () => {};
    const captcha = page.create({ providers: page.aliyunProvider() });
    void captcha.verify();
    await elapse(200);
    captcha.destroy();
    page.aliyun.last.succeed();
    await elapse(200);
    expect(page.aliyun.last.instance.destroys).toBe(1);
    expect(page.aliyun.last.clicks).toBe(0);
  });
});

describe('AliyunCaptchaConfig', () => {
  it('is set before the script runs', async () => {
    let config: unknown;
    page.network.answer('AliyunCaptcha', (request) => {
      config = { ...(window as { AliyunCaptchaConfig?: object }).AliyunCaptchaConfig };
      page.aliyun.install();
      request.load();
    });
    void page.create({ providers: page.aliyunProvider({ region: 'sgp' }) }).verify();
    await elapse(100);
    expect(config).toEqual({ region: 'sgp', prefix });
  });
});
