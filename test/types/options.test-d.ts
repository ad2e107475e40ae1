import { describe, expectTypeOf, it } from 'vitest';
import {
  aliyun,
  createCaptcha,
  tencent,
  type AliyunOptions,
  type Awaitable,
  type CaptchaOptions,
  type ElementRef,
  type Provider,
} from '../../src/index.js';

const provider = tencent({ appId: '199999861' });

describe('the options of createCaptcha', () => {
  it('are one provider or several', () => {
    createCaptcha({ providers: provider });
    createCaptcha({ providers: [provider, aliyun({ sceneId: 's', prefix: 'p' })] });
    createCaptcha({ providers: [provider] as const });
    // @ts-expect-error providers are required
    createCaptcha({});
    // @ts-expect-error options are required
    createCaptcha();
    // @ts-expect-error made by tencent() or aliyun() only
    createCaptcha({ providers: 'tencent' });
  });

  it('name what they allow', () => {
    createCaptcha({ providers: provider, mode: 'embed', element: '#box' });
    // @ts-expect-error no such mode
    createCaptcha({ providers: provider, mode: 'float' });
    // @ts-expect-error no such preload
    createCaptcha({ providers: provider, preload: true });
    // @ts-expect-error no such recovery
    createCaptcha({ providers: provider, recovery: false });
    // @ts-expect-error a number of ms
    createCaptcha({ providers: provider, deadline: '12000' });
    // @ts-expect-error a misspelt option
    createCaptcha({ providers: provider, deadLine: 12000 });
    // @ts-expect-error a misspelt option of retry
    createCaptcha({ providers: provider, retry: { limits: 2 } });
    // @ts-expect-error null is not "none"
    createCaptcha({ providers: provider, nonce: null });
    // @ts-expect-error an absent option is left out
    createCaptcha({ providers: provider, nonce: undefined });
  });

  it('take languages of both vendors and any BCP 47 tag, one or a list', () => {
    createCaptcha({ providers: provider, language: 'zh-Hant-HK' });
    createCaptcha({ providers: provider, language: ['xx', 'en'] as const });
    // @ts-expect-error a tag, not a locale object
    createCaptcha({ providers: provider, language: new Intl.Locale('en') });
  });

  it('take a selector, an element or a function for it', () => {
    expectTypeOf<ElementRef>().toEqualTypeOf<string | HTMLElement | (() => HTMLElement | null)>();
    createCaptcha({ providers: provider, element: document.querySelector<HTMLElement>('#box') ?? '#box' });
    createCaptcha({ providers: provider, button: () => document.querySelector<HTMLElement>('#go') });
    createCaptcha({ providers: provider, element: () => document.getElementById('box') });
    // @ts-expect-error it may not be there: use a function
    createCaptcha({ providers: provider, element: document.getElementById('box') });
  });

  it('type their callbacks', () => {
    createCaptcha({
      providers: provider,
      pageToken: async () => Promise.resolve('token1'),
      onOutcome: ({ status, bizResult }) => [expectTypeOf(status).toBeString(), bizResult],
      onError: ({ code, next }) => [code, next],
    });
    createCaptcha({
      providers: provider,
      // @ts-expect-error a token is a string
      pageToken: () => 7,
    });
    expectTypeOf<Awaitable<string>>().toEqualTypeOf<string | Promise<string>>();
    expectTypeOf<NonNullable<CaptchaOptions['pageToken']>>().toEqualTypeOf<() => Awaitable<string>>();
  });
});

describe('the options of tencent()', () => {
  it('need an appId as a string', () => {
    expectTypeOf(tencent({ appId: '1' })).toEqualTypeOf<Provider>();
    // @ts-expect-error the appId is required
    tencent({});
    // @ts-expect-error the vendor's constructor throws for a number
    tencent({ appId: 199999861 });
    // @ts-expect-error no such region
    tencent({ appId: '1', region: 'sgp' });
    tencent({ appId: '1', aidEncrypted: async () => Promise.resolve('x') });
    tencent({ appId: '1', scriptUrl: ['https://a.example/x.js'] as const });
    // @ts-expect-error a URL is a string
    tencent({ appId: '1', scriptUrl: new URL('https://a.example/x.js') });
  });

  it('type the vendor’s documented options, and pass on the others', () => {
    tencent({ appId: '1', vendorOptions: { enableDarkMode: 'force', undocumented: 1 } });
    // @ts-expect-error no such mode
    tencent({ appId: '1', vendorOptions: { enableDarkMode: 'dark' } });
    // @ts-expect-error a size has width and height
    tencent({ appId: '1', vendorOptions: { sdkOpts: 'big' } });
  });
});

describe('the options of aliyun()', () => {
  it('need sceneId and prefix', () => {
    expectTypeOf(aliyun({ sceneId: 's', prefix: 'p' })).toEqualTypeOf<Provider>();
    // @ts-expect-error prefix is required
    aliyun({ sceneId: 's' });
    // @ts-expect-error sceneId is required
    aliyun({ prefix: 'p' });
    // @ts-expect-error no such region
    aliyun({ sceneId: 's', prefix: 'p', region: 'intl' });
  });

  it('need captchaVerifyCallback for V2, and take none for V3', () => {
    aliyun({
      sceneId: 's',
      prefix: 'p',
      architecture: 'v2',
      captchaVerifyCallback(param) {
        expectTypeOf(param).toBeString();
        return { captchaResult: true, bizResult: false };
      },
    });
    aliyun({
      sceneId: 's',
      prefix: 'p',
      architecture: 'v2',
      captchaVerifyCallback: () => Promise.resolve({ captchaResult: true }),
    });
    // @ts-expect-error V2 asks the page for its verdict
    aliyun({ sceneId: 's', prefix: 'p', architecture: 'v2' });
    aliyun({
      sceneId: 's',
      prefix: 'p',
      architecture: 'v2',
      // @ts-expect-error a verdict says captchaResult
      captchaVerifyCallback: () => ({ ok: true }),
    });
    // @ts-expect-error V3 has no such callback
    aliyun({ sceneId: 's', prefix: 'p', captchaVerifyCallback: () => ({ captchaResult: true }) });
    // @ts-expect-error no such architecture
    aliyun({ sceneId: 's', prefix: 'p', architecture: 'v1' });
  });

  it('may be built up in a variable', () => {
    const options: AliyunOptions = { sceneId: 's', prefix: 'p', architecture: 'v3', vendorOptions: { zIndex: 7 } };
    expectTypeOf(aliyun(options)).toEqualTypeOf<Provider>();
    // @ts-expect-error a number of px
    aliyun({ sceneId: 's', prefix: 'p', vendorOptions: { slideStyle: { width: '360px' } } });
  });
});
