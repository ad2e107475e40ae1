import { afterEach, describe, expect, it } from 'vitest';
import { expectIssue, issuesOf } from './fakes/expect-issues.js';
import { passResult } from './fakes/tencent.js';
import { elapse, expectStatus, outcomeOf, useTestPage, watch } from './fakes/test-page.js';

const page = useTestPage();
const parametersOf = (act: () => unknown) => issuesOf(act).map(({ parameter }) => parameter);

describe('several problems', () => {
  it('of createCaptcha are all in one error', () => {
    const parameters = parametersOf(() =>
      page.library.createCaptcha({
        providers: [],
        mode: 'float',
        element: '#missing',
        button: '##',
        language: 'en us',
        deadline: 0,
        challengeTimeout: -1,
        retry: { limit: -1, timeout: 0 },
        preload: true,
        recovery: false,
        nonce: null,
        pageToken: 'x',
        onOutcome: null,
        onError: {},
        onEvent: 0,
      } as never),
    );
    expect([...parameters].sort()).toEqual(
      [
        ...['providers', 'mode', 'element', 'button', 'language', 'deadline', 'challengeTimeout', 'retry.limit'],
        ...['retry.timeout', 'preload', 'recovery', 'nonce', 'pageToken', 'onOutcome', 'onError', 'onEvent'],
      ].sort(),
    );
  });

  it('of tencent() are all in one error', () => {
    expect(
      [
        ...parametersOf(() =>
          page.library.tencent({
            appId: 7,
            region: 'us',
            aidEncrypted: 0,
            scriptUrl: ['', 7],
            vendorOptions: { callback: null, appid: '', ready: 'x' },
          } as never),
        ),
      ].sort(),
    ).toEqual(
      [
        ...['appId', 'region', 'aidEncrypted', 'scriptUrl', 'scriptUrl'],
        ...['vendorOptions.callback', 'vendorOptions.appid', 'vendorOptions.ready'],
      ].sort(),
    );
  });

  it('of aliyun() are all in one error', () => {
    expect(
      [
        ...parametersOf(() =>
          page.library.aliyun({
            prefix: 'acme',
            region: 'ga',
            architecture: 'v2',
            encryptedSceneId: false,
            vendorOptions: { success: 0, fail: 0, UserCertifyId: 'x' },
          } as never),
        ),
      ].sort(),
    ).toEqual(
      [
        ...['sceneId', 'region', 'captchaVerifyCallback', 'encryptedSceneId'],
        ...['vendorOptions.success', 'vendorOptions.fail', 'vendorOptions.UserCertifyId'],
      ].sort(),
    );
  });

  it('are told with what is right instead', () => {
    const wrong = { mode: 'float', deadline: 1, nonce: 7, language: 'en us', retry: { limit: -1 } };
    const told = issuesOf(() => page.create(wrong as never)).map(({ parameter, expected }) => [parameter, expected]);
    expect(Object.fromEntries(told)).toEqual({
      mode: '"popup" or "embed"',
      deadline: 'number >= 3000',
      nonce: 'string',
      language: expect.stringMatching(/^string or array \/\^.+\/i$/) as unknown,
      'retry.limit': 'number >= 0',
    });
  });

  it('are told with what came, a line each', () => {
    const wrong = {
      nonce: 7,
      pageToken: null,
      deadline: {},
      preload: 'yes',
      onEvent: [],
      recovery: undefined,
      mode: 'x',
    };
    const issues = issuesOf(() => page.create(wrong as never));
    expect(Object.fromEntries(issues.map(({ parameter, received }) => [parameter, received]))).toEqual({
      nonce: '7',
      pageToken: 'null',
      deadline: 'object',
      preload: '"yes"',
      onEvent: 'array',
      mode: '"x"',
    });
    const lines = issues.map(
      ({ parameter, expected, received }) => `${parameter}: expected ${expected}, received ${received}`,
    );
    expect(() => page.create(wrong as never)).toThrow(expect.objectContaining({ message: lines.join('\n') }));
  });

  it('are told by type and value, yet no long value is repeated in full', () => {
    const secret = 's'.repeat(500);
    const [issue] = issuesOf(() => page.create({ mode: secret as never }));
    expect(issue?.received.length).toBeLessThan(100);
    expect(issue?.message).not.toContain(secret);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) !== null) {
    if (!(value instanceof Node)) Object.freeze(value);
    if (!(value instanceof Node)) Object.values(value).forEach(deepFreeze);
  }
  return value;
}

describe('frozen options', () => {
  it('work for Tencent', async () => {
    const providers = page.library.tencent(
      deepFreeze({ appId: '199999861', scriptUrl: ['https://a.example/tencent.js'], vendorOptions: { bizState: {} } }),
    );
    const captcha = page.library.createCaptcha(deepFreeze({ providers: [providers], retry: { limit: 1 } }));
    const verifying = captcha.verify();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expectStatus(await outcomeOf(verifying), 'passed');
    captcha.destroy();
  });

  it('work for Aliyun, whose script writes into what it is given', async () => {
    const providers = page.library.aliyun(
      deepFreeze({ sceneId: 'scene1', prefix: 'acme', vendorOptions: { upLang: { cn: { LOADING: 'x' } }, zIndex: 7 } }),
    );
    const outcome = watch(page.create(deepFreeze({ providers })).verify());
    await elapse(200);
    page.aliyun.last.call('success', 'param');
    await elapse(10);
    expectStatus(outcome.value, 'passed');
  });
});

describe('a polluted Object.prototype', () => {
  const pollution: Record<string, unknown> = {
    mode: 'embed',
    deadline: 'x',
    recovery: 'x',
    scriptUrl: 'https://evil.example/tencent.js',
    region: 'intl',
    vendorOptions: { callback: 1 },
    aidEncrypted: 'x',
    encryptedSceneId: 'x',
    language: 'xx',
    pageToken: 'x',
    architecture: 'v2',
    retry: 7,
    limit: -1,
    errorCode: 1006,
    UserCertifyId: 'x',
  };
  const pollute = (change: (prototype: object, key: string) => void) => {
    for (const key of Object.keys(pollution)) change(Object.prototype, key);
  };
  afterEach(() => pollute((prototype, key) => Reflect.deleteProperty(prototype, key)));

  it('changes nothing', async () => {
    pollute((prototype, key) =>
      Object.defineProperty(prototype, key, {
        configurable: true,
        enumerable: true,
        value: pollution[key],
        writable: true,
      }),
    );
    const captcha = page.library.createCaptcha({ providers: page.library.tencent({ appId: '199999861' }), retry: {} });
    const verifying = captcha.verify();
    await elapse(100);
    const [request] = page.network.requests;
    const { element, options } = page.tencent.last;
    page.tencent.last.answer({ ...passResult });
    const outcome = await outcomeOf(verifying);
    captcha.destroy();
    pollute((prototype, key) => Reflect.deleteProperty(prototype, key));
    expect(request?.url).toBe('https://turing.captcha.qcloud.com/TJCaptcha.js');
    expect(element).toBeNull();
    expect(Object.keys(options)).not.toContain('aidEncrypted');
    expectStatus(outcome, 'passed');
  });

  it('makes nobody a provider', () => {
    Object.defineProperty(Object.prototype, 'start', { configurable: true, value: () => {} });
    try {
      expectIssue(() => page.create({ providers: {} as never }), 'providers', 'type');
    } finally {
      Reflect.deleteProperty(Object.prototype, 'start');
    }
  });
});
