import { describe, expect, it } from 'vitest';
import { expectIssue, issuesOf } from './fakes/expect-issues.js';
import { appId, prefix, sceneId, useTestPage } from './fakes/test-page.js';

const page = useTestPage();
const tencent = (options: object) => page.library.tencent({ appId, ...options });
const aliyun = (options: object) => page.library.aliyun({ sceneId, prefix, ...options });

type Row = [parameter: string, value: unknown, problem?: 'type' | 'unsupported' | 'missing' | 'not_found'];
const table = (rows: Row[]) =>
  rows.map(([parameter, value, problem]) => ({
    parameter,
    value,
    problem,
    shown: typeof value === 'function' ? 'a function' : value === undefined ? 'undefined' : JSON.stringify(value),
  }));

const strangers = [null, 0, false, 7, {}, []];
/** Of every provider. */
const shared: Row[] = [
  ...[null, 0, false, 7, {}].map((value): Row => ['scriptUrl', value, 'type']),
  ...['', ' ', 'javascript:alert(1)', 'data:text/javascript,1', 'ftp://a.example/x.js', 'blob:x', 'https://'].map(
    (value): Row => ['scriptUrl', value, 'unsupported'],
  ),
  ['scriptUrl', []],
  ['scriptUrl', ['']],
  ['scriptUrl', ['https://a.example/x.js', 7]],
  ['scriptUrl', ['https://a.example/x.js', null]],
  ['scriptUrl', ['https://a.example/x.js', '']],
  ...[null, 0, '', false, 'x', 7, [], () => ({})].map((value): Row => ['vendorOptions', value, 'type']),
];

describe('tencent() refuses', () => {
  it.each(
    table([
      ['appId', undefined, 'missing'],
      ...strangers.map((value): Row => ['appId', value, 'type']),
      ['appId', 199999861, 'type'],
      ...['', 'abc', '12a', ' 199999861', '199999861 ', '1e9', '-1', '１２３', '1.5'].map((value): Row => [
        'appId',
        value,
        'unsupported',
      ]),
      ...['x', 'us', 'CN', 'sgp', ''].map((value): Row => ['region', value, 'unsupported']),
      // Names that every object has.
      ...['toString', 'constructor', '__proto__', 'hasOwnProperty'].map((value): Row => [
        'region',
        value,
        'unsupported',
      ]),
      ...[...strangers, ['cn']].map((value): Row => ['region', value, 'type']),
      ...strangers.map((value): Row => ['aidEncrypted', value, 'type']),
      ['aidEncrypted', '', 'unsupported'],
      ...shared,
    ]),
  )('$parameter: $shown', ({ parameter, value, problem }) => {
    expectIssue(() => tencent({ [parameter]: value }), parameter, problem);
  });

  it.each(['callback', 'appid', 'type', 'userLanguage', 'aidEncrypted'])(
    'vendorOptions.%s, which the session owns',
    (key) => {
      for (const value of ['x', null, 0, '', false, () => {}]) {
        expectIssue(() => tencent({ vendorOptions: { [key]: value } }), `vendorOptions.${key}`, 'unsupported');
      }
    },
  );

  it.each(['ready', 'showFn', 'verifyFn'])('a vendorOptions.%s that is no function', (key) => {
    for (const value of [null, 0, '', false, 'x', {}]) {
      expectIssue(() => tencent({ vendorOptions: { [key]: value } }), `vendorOptions.${key}`, 'type');
    }
  });

  it.each([undefined, null, 0, '', 'x', [], true])('%j instead of options', (value) => {
    expect(issuesOf(() => page.library.tencent(value as never)).length).toBeGreaterThan(0);
  });
});

describe('aliyun() refuses', () => {
  it.each(
    table([
      ['sceneId', undefined, 'missing'],
      ...strangers.map((value): Row => ['sceneId', value, 'type']),
      ...['', 'scene 1', 'scene/1', '景'].map((value): Row => ['sceneId', value, 'unsupported']),
      ['prefix', undefined, 'missing'],
      ...strangers.map((value): Row => ['prefix', value, 'type']),
      ...['', 'ac me', 'acme.', 'evil.example/', '前'].map((value): Row => ['prefix', value, 'unsupported']),
      ...['x', 'ga', 'intl', 'SGP', '', 'toString'].map((value): Row => ['region', value, 'unsupported']),
      ...strangers.map((value): Row => ['region', value, 'type']),
      ...['x', 'v1', 'V3', '', 'v33'].map((value): Row => ['architecture', value, 'unsupported']),
      ...[...strangers, ['v3']].map((value): Row => ['architecture', value, 'type']),
      ...strangers.map((value): Row => ['encryptedSceneId', value, 'type']),
      ['encryptedSceneId', '', 'unsupported'],
      ...shared,
    ]),
  )('$parameter: $shown', ({ parameter, value, problem }) => {
    expectIssue(() => aliyun({ [parameter]: value }), parameter, problem);
  });

  it('V2 without captchaVerifyCallback, or with one that is no function', () => {
    expectIssue(() => aliyun({ architecture: 'v2' }), 'captchaVerifyCallback', 'missing');
    for (const captchaVerifyCallback of [null, 0, '', false, 'x', {}]) {
      expectIssue(() => aliyun({ architecture: 'v2', captchaVerifyCallback }), 'captchaVerifyCallback', 'type');
    }
  });

  it.each([
    ...['SceneId', 'EncryptedSceneId', 'prefix', 'region', 'mode', 'element', 'button', 'language', 'timeout'],
    ...['success', 'captchaVerifyCallback', 'onBizResultCallback', 'getInstance', 'onError', 'onFallback'],
    ...['userId', 'userUserId', 'verifyType'],
  ])('vendorOptions.%s, which the session owns', (key) => {
    for (const value of ['x', null, 0, '', false, () => {}]) {
      expectIssue(() => aliyun({ vendorOptions: { [key]: value } }), `vendorOptions.${key}`, 'unsupported');
    }
  });

  it.each(['fail', 'onClose'])('a vendorOptions.%s that is no function', (key) => {
    for (const value of [null, 0, '', false, 'x', {}]) {
      expectIssue(() => aliyun({ vendorOptions: { [key]: value } }), `vendorOptions.${key}`, 'type');
    }
  });

  it.each([
    ['acme_012345678', 'unsupported'],
    ['acme_01234567890', 'unsupported'],
    ['acme_012345678-', 'unsupported'],
    ['other_0123456789', 'unsupported'],
    ['acme0123456789', 'unsupported'],
    ['0123456789', 'unsupported'],
    ['', 'unsupported'],
    [7, 'type'],
    [null, 'type'],
    [false, 'type'],
  ] as const)('vendorOptions.UserCertifyId: %j', (UserCertifyId, problem) => {
    expectIssue(() => aliyun({ vendorOptions: { UserCertifyId } }), 'vendorOptions.UserCertifyId', problem);
  });

  it.each([undefined, null, 0, '', 'x', [], true])('%j instead of options', (value) => {
    expect(issuesOf(() => page.library.aliyun(value as never)).length).toBeGreaterThan(0);
  });
});

describe('a provider', () => {
  it.each([
    ['tencent', () => tencent({}), appId],
    ['aliyun', () => aliyun({}), sceneId],
  ])('of %s tells vendor and id, and cannot be changed', (vendor, make, id) => {
    const provider = make();
    expect(provider).toMatchObject({ vendor, id });
    expect(() => Object.assign(provider, { id: 'other' })).toThrow(TypeError);
  });

  it.each([
    [{ region: 'intl' }],
    [{ aidEncrypted: () => 'x' }],
    [{ scriptUrl: '/captcha/tencent.js' }],
    [{ scriptUrl: ['https://a.example/x.js', 'http://127.0.0.1:4174/x.js'] }],
    [{ vendorOptions: { undocumented: null, bizState: 0 } }],
    [{ region: undefined, aidEncrypted: undefined, scriptUrl: undefined, vendorOptions: undefined }],
  ])('of Tencent takes %j', (options) => {
    expect(() => tencent(options)).not.toThrow();
  });

  it.each([
    [{ region: 'sgp' }],
    [{ architecture: 'v3' }],
    [{ architecture: 'v2', captchaVerifyCallback: () => ({ captchaResult: true }) }],
    [{ vendorOptions: { UserCertifyId: 'acme_0123aZ6789', zIndex: 7 } }],
  ])('of Aliyun takes %j', (options) => {
    expect(() => aliyun(options)).not.toThrow();
  });
});
