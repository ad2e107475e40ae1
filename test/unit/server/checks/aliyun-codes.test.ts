// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { mintAliyunParam, mintCertifyId, mintSecurityToken, type AliyunParamWish } from 'captcha-failover-simulator';
import { freshInput, REMOTE_IP, SCENE_ID, simulated } from './simulated-sites.js';

const { siteCheck, running, callsTo } = simulated();

const param = (wish: Partial<AliyunParamWish> = {}) => input(mintAliyunParam({ sceneId: SCENE_ID, ...wish }));
const input = (captchaVerifyParam: string) => ({ captchaVerifyParam, remoteIp: REMOTE_IP });
const base64 = (fields: object) => input(Buffer.from(JSON.stringify(fields)).toString('base64'));
const refused = (reason: string) => ({ kind: 'refused', reason });
const misconfigured = { kind: 'misconfigured' };

describe('a verdict of VerifyIntelligentCaptcha', () => {
  it.each([
    ['T001', { kind: 'human' }],
    ['T005', refused('test_mode')],
    ['T006', { kind: 'human' }],
    ['F001', refused('risk_refused')],
    ['F002', refused('challenge_failed')],
    ['F003', refused('challenge_failed')],
    ['F004', refused('test_mode')],
    ['F005', misconfigured],
    ['F006', misconfigured],
    ['F007', refused('challenge_failed')],
    ['F008', refused('replayed')],
    ['F009', refused('risk_refused')],
    ['F010', refused('risk_refused')],
    ['F011', refused('risk_refused')],
    ['F012', misconfigured],
    ['F013', refused('challenge_failed')],
    ['F014', refused('expired')],
    ['F015', refused('challenge_failed')],
    ['F016', refused('risk_refused')],
    ['F017', refused('challenge_failed')],
    ['F018', refused('replayed')],
    ['F019', refused('expired')],
    ['F020', misconfigured],
    ['F021', misconfigured],
    ['F022', misconfigured],
    ['F023', { kind: 'unchecked', why: 'vendor_error' }],
    ['F024', refused('risk_refused')],
    ['F025', refused('risk_refused')],
    // Nobody knows these: whatever is no known pass is a refusal.
    ['T002', refused('challenge_failed')],
    ['F099', refused('challenge_failed')],
    ['toString', refused('challenge_failed')],
  ])('with VerifyCode %s', async (code, expected) => {
    const vendorCode = expected.kind === 'human' ? {} : { vendorCode: code };
    expect(await siteCheck('aliyun').check(param({ code }))).toMatchObject({ ...expected, ...vendorCode });
  });

  it('of the test mode counts where the site allows it, but its failure never does', async () => {
    const { check } = siteCheck('aliyun', {}, { allowTestMode: true });
    expect(await check(param({ code: 'T005' }))).toEqual({ kind: 'human' });
    expect(await check(param({ code: 'F004' }))).toMatchObject(refused('challenge_failed'));
    const body = JSON.stringify({ Success: true, Result: { VerifyResult: true, VerifyCode: 'F004' } });
    running().serverApis.setFault('aliyun', { contentType: 'application/json', body });
    expect(await check(param())).toEqual({ ...refused('challenge_failed'), vendorCode: 'F004' });
  });

  it('that is none of the test mode counts as ever where the site allows that', async () => {
    const { check } = siteCheck('aliyun', {}, { allowTestMode: true });
    expect(await check(param())).toEqual({ kind: 'human' });
    expect(await check(param({ code: 'F008' }))).toEqual({ ...refused('replayed'), vendorCode: 'F008' });
  });

  it.each([
    ['F008 for a param that was verified before', (first: object) => first, refused('replayed')],
    ['F019 after 90 seconds', () => param({ issuedAt: Date.now() - 91_000 }), refused('expired')],
    ["F012 for another scene's param", () => param({ sceneId: 'scene2' }), misconfigured],
    ['F003 for what is no param', () => input('made up'), refused('challenge_failed')],
    ['F013 for a param without fields', () => base64({ isSign: true }), refused('challenge_failed')],
    [
      'F019 for the degraded param of script 1.2.7',
      () => base64({ certifyId: 'a', sceneId: SCENE_ID, isSign: true }),
      refused('expired'),
    ],
    [
      'F020 for a token of another scene',
      () => {
        const securityToken = mintSecurityToken({ sceneId: 'scene2' });
        return base64({ certifyId: 'a', sceneId: SCENE_ID, isSign: true, securityToken });
      },
      misconfigured,
    ],
  ])('is %s', async (_title, next, expected) => {
    const first = param();
    const { check } = siteCheck('aliyun');
    expect(await check(first)).toEqual({ kind: 'human' });
    expect(await check({ ...first, ...next(first) })).toMatchObject(expected);
  });

  it('judges the answer in a V2 param, whose Init may be twenty minutes old', async () => {
    // A plain slider is solved at the end of its way.
    const v2 = (certifyId: string, answer = 100, more = {}) =>
      input(
        JSON.stringify({ sceneId: SCENE_ID, certifyId, data: JSON.stringify({ type: 'SLIDING', answer }), ...more }),
      );
    const { check } = siteCheck('aliyun');
    const right = v2(mintCertifyId());
    expect(await check(right)).toEqual({ kind: 'human' });
    expect(await check(right)).toMatchObject({ reason: 'replayed', vendorCode: 'F008' });
    expect(await check(v2(mintCertifyId(), 0))).toMatchObject({ vendorCode: 'F015' });
    expect(await check(v2(mintCertifyId(Date.now() - 21 * 60_000)))).toMatchObject({ vendorCode: 'F014' });
    expect(await check(v2(mintCertifyId(), 50, { failover: 'T' }))).toMatchObject({ vendorCode: 'F023' });
  });
});

describe('a call that Aliyun refuses', () => {
  it.each([
    ['InternalError', { kind: 'unchecked', why: 'server_error' }],
    ['ServiceUnavailable', { kind: 'unchecked', why: 'server_error' }],
    ['Throttling', { kind: 'rate_limited', retryAfterMs: 1000 }],
    ['Throttling.User', { kind: 'rate_limited', retryAfterMs: 1000 }],
    ['ThrottlingByStrategy', { kind: 'rate_limited', retryAfterMs: 1000 }],
    ...[
      ['Forbidden.AccountAccessDenied', 'arrears'],
      ['Forbidden.RAMUserAccessDenied', 'AliyunYundunAFSFullAccess'],
      ['Forbidden.NoPermission', 'AliyunYundunAFSFullAccess'],
      ['NoPermission', 'AliyunYundunAFSFullAccess'],
      ['InvalidAccessKeyId.NotFound', 'accessKeyId'],
      ['InvalidAccessKeyId.Inactive', 'accessKeyId'],
      ['SignatureDoesNotMatch', 'accessKeySecret'],
      ['IncompleteSignature', 'accessKeySecret'],
      ['InvalidTimeStamp.Expired', 'clock'],
      ['MissingCaptchaVerifyParam', 'sceneId'],
      ['MissingParameter', 'sceneId'],
      ['InvalidParameter', 'sceneId'],
      ['SignatureNonceUsed', 'documentation'],
      ['InvalidAction.NotFound', 'documentation'],
      ['SomethingNew', 'documentation'],
    ].map(([code = '', fix = '']): [string, object] => [
      code,
      { kind: 'misconfigured', detail: expect.stringContaining(fix) as string },
    ]),
  ])('with %s', async (vendorCode, expected) => {
    running().serverApis.setFault('aliyun', `error_${vendorCode}`);
    expect(await siteCheck('aliyun').check(param())).toEqual({ ...expected, vendorCode });
  });

  it.each([
    ['x-acs-retry-after: 2500', '2500', 2500],
    ['a wait of days', '999999999', 60_000],
    ['no wait', '0', 0],
    ['a wait before now', '-5', 1000],
    ['no number', 'soon', 1000],
  ])('for throttling says when to come back (%s)', async (_title, retryAfter, retryAfterMs) => {
    const body = JSON.stringify({ Code: 'Throttling.Api', Message: 'simulated', RequestId: '1' });
    const headers = { 'x-acs-retry-after': retryAfter };
    running().serverApis.setFault('aliyun', { status: 503, contentType: 'application/json', headers, body });
    expect(await siteCheck('aliyun').check(param())).toEqual({
      kind: 'rate_limited',
      retryAfterMs,
      vendorCode: 'Throttling.Api',
    });
  });

  it.each([
    ['accessKeySecret', { accessKeySecret: 'wrong' }, 'SignatureDoesNotMatch'],
    ['accessKeyId', { accessKeyId: 'wrong' }, 'InvalidAccessKeyId.NotFound'],
    ['sceneId', { sceneId: 'scene2' }, 'F012'],
  ])('because of a wrong %s, names it', async (parameter, overrides, vendorCode) => {
    const result = await siteCheck('aliyun', overrides).check(freshInput('aliyun'));
    expect(result).toMatchObject({ kind: 'misconfigured', vendorCode });
    expect(result).toHaveProperty('detail', expect.stringContaining(parameter));
  });

  it.each([
    ['InternalError', { kind: 'unchecked', why: 'vendor_error' }],
    ['Throttling.User', { kind: 'rate_limited' }],
    ['SignatureDoesNotMatch', misconfigured],
    ['SomethingNew', misconfigured],
  ])('with HTTP 200, Success false and %s', async (vendorCode, expected) => {
    const body = JSON.stringify({ Success: false, Code: vendorCode, Message: 'simulated', RequestId: '1' });
    running().serverApis.setFault('aliyun', { contentType: 'application/json', body });
    expect(await siteCheck('aliyun').check(param())).toMatchObject({ ...expected, vendorCode });
  });
});

describe('an answer of another shape', () => {
  const T001 = { VerifyResult: true, VerifyCode: 'T001' };
  it.each([
    ['null', null],
    ['an array', []],
    ['an empty object', {}],
    ['no Success', { Result: T001 }],
    ['Success in words', { Success: 'very', Result: T001 }],
    ['no Result', { Success: true }],
    ['Result null', { Success: true, Result: null }],
    ['Result as text', { Success: true, Result: 'T001' }],
    ['no VerifyResult', { Success: true, Result: { VerifyCode: 'T001' } }],
    ['VerifyResult in words', { Success: true, Result: { VerifyResult: 'yes', VerifyCode: 'T001' } }],
  ])('(%s) is no verdict', async (_title, answer) => {
    running().serverApis.setFault('aliyun', { contentType: 'application/json', body: JSON.stringify(answer) });
    expect(await siteCheck('aliyun').check(param())).toEqual({ kind: 'unchecked', why: 'not_json' });
  });

  it.each([
    ['T001 with VerifyResult false', { VerifyResult: false, VerifyCode: 'T001' }, 'T001'],
    ['VerifyResult true without a code', { VerifyResult: true }, 'unreadable'],
    ['VerifyResult true with F015', { VerifyResult: true, VerifyCode: 'F015' }, 'F015'],
  ])('(%s) passes nobody', async (_title, Result, vendorCode) => {
    const body = JSON.stringify({ Success: true, Code: 'Success', Result });
    running().serverApis.setFault('aliyun', { contentType: 'application/json', body });
    expect(await siteCheck('aliyun').check(param())).toEqual({ ...refused('challenge_failed'), vendorCode });
  });

  it('(HTTP 400 in JSON without a code) is not that of the API', async () => {
    running().serverApis.setFault('aliyun', { status: 400, contentType: 'application/json', body: '{}' });
    expect(await siteCheck('aliyun').check(param())).toEqual({ kind: 'unchecked', why: 'not_json' });
  });
});

describe('a param that cannot be sent', () => {
  it('because half of a surrogate pair is missing is refused without a call', async () => {
    const before = callsTo('aliyun');
    expect(await siteCheck('aliyun').check(input('a\uD800b'))).toEqual(refused('challenge_failed'));
    expect(callsTo('aliyun')).toBe(before);
  });
});
