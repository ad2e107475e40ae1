// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { mintTencentTicket, type TencentTicketWish } from 'captcha-failover-simulator';
import { createRecoveryTicket } from '../../../../src/recovery-ticket.js';
import { APP_ID, freshInput, REMOTE_IP, simulated } from './simulated-sites.js';

const { siteCheck, running } = simulated();

const ticket = (wish: Partial<TencentTicketWish> = {}) => ({
  ...mintTencentTicket({ appId: APP_ID, ...wish }),
  remoteIp: REMOTE_IP,
});
const refused = (reason: string) => ({ kind: 'refused', reason });

describe('a verdict of DescribeCaptchaResult', () => {
  it.each([
    [1, { kind: 'human' }],
    [6, refused('challenge_failed')],
    [7, refused('challenge_failed')],
    [8, refused('expired')],
    [9, refused('replayed')],
    [10, refused('challenge_failed')],
    [11, refused('challenge_failed')],
    [12, refused('challenge_failed')],
    [13, refused('challenge_failed')],
    [15, refused('challenge_failed')],
    [16, { kind: 'misconfigured' }],
    [17, refused('challenge_failed')],
    [18, refused('challenge_failed')],
    [19, refused('challenge_failed')],
    [20, refused('challenge_failed')],
    [21, refused('risk_refused')],
    [22, refused('challenge_failed')],
    [23, refused('challenge_failed')],
    [24, refused('challenge_failed')],
    [25, refused('risk_refused')],
    [26, { kind: 'unchecked', why: 'vendor_error' }],
    [31, { kind: 'misconfigured' }],
    [100, { kind: 'misconfigured' }],
    [104, refused('replayed')],
    // Nobody knows these: whatever is no pass is a refusal.
    [0, refused('challenge_failed')],
    [-1, refused('challenge_failed')],
    [2, refused('challenge_failed')],
    [999, refused('challenge_failed')],
  ])('with CaptchaCode %i', async (code, expected) => {
    const vendorCode = code === 1 ? {} : { vendorCode: String(code) };
    expect(await siteCheck('tencent').check(ticket({ code }))).toMatchObject({ ...expected, ...vendorCode });
  });

  it('is a refusal where the invisible mode finds the visitor malicious', async () => {
    expect(await siteCheck('tencent').check(ticket({ evilLevel: 100 }))).toEqual({
      kind: 'refused',
      reason: 'risk_refused',
      vendorCode: '1',
    });
    expect(await siteCheck('tencent').check(ticket({ evilLevel: 60 }))).toEqual({ kind: 'human' });
  });

  it('other than a pass keeps its meaning for a malicious visitor', async () => {
    expect(await siteCheck('tencent').check(ticket({ code: 9, evilLevel: 100 }))).toEqual({
      ...refused('replayed'),
      vendorCode: '9',
    });
  });

  it.each([
    ['9 for a ticket that was verified before', (first: object) => first, refused('replayed')],
    ['8 for a ticket older than five minutes', () => ticket({ issuedAt: Date.now() - 301_000 }), refused('expired')],
    ['7 for another randstr', () => ({ ...ticket(), randstr: '@no' }), refused('challenge_failed')],
    ['15 for what is no ticket', () => ({ ...ticket(), ticket: 'tr03made-up*' }), refused('challenge_failed')],
    ["16 for another site's ticket", () => ticket({ appId: '190000002' }), { kind: 'misconfigured' }],
  ])('is %s', async (_title, next, expected) => {
    const first = ticket();
    const { check } = siteCheck('tencent');
    expect(await check(first)).toEqual({ kind: 'human' });
    expect(await check({ ...first, ...next(first) })).toMatchObject(expected);
  });

  it.each([
    ['21', createRecoveryTicket({ code: 1006, id: APP_ID })],
    ['16', createRecoveryTicket({ code: 1006, id: '42' })],
  ])('of a disaster ticket, %s, says that nobody was checked', async (vendorCode, disasterTicket) => {
    const input = { ticket: disasterTicket, randstr: '@a', remoteIp: REMOTE_IP };
    expect(await siteCheck('tencent').check(input)).toEqual({ kind: 'unchecked', why: 'vendor_error', vendorCode });
  });

  it.each([
    ['a disaster ticket in its other spelling', 'terror_1001_190000001_1763738400', { kind: 'unchecked' }],
    ['a ticket with the words of one within', 'tr03trerror_1001_190000001_1763738400', refused('risk_refused')],
  ])('21 depends on how the ticket begins: %s', async (_title, sent, expected) => {
    running().serverApis.setFault('tencent', 'verdict_21');
    expect(await siteCheck('tencent').check({ ...ticket(), ticket: sent })).toMatchObject(expected);
  });
});

describe('a call that Tencent Cloud refuses', () => {
  it.each([
    ['InternalError', { kind: 'unchecked', why: 'vendor_error' }],
    ['InternalError.Timeout', { kind: 'unchecked', why: 'vendor_error' }],
    ['RequestLimitExceeded', { kind: 'rate_limited', retryAfterMs: 1000 }],
    ['RequestLimitExceeded.UinLimitExceeded', { kind: 'rate_limited', retryAfterMs: 1000 }],
    ['LimitExceeded', { kind: 'rate_limited', retryAfterMs: 1000 }],
    ...[
      ['AuthFailure.InvalidAuthorization', 'secretKey'],
      ['AuthFailure.InvalidSecretId', 'secretId'],
      ['AuthFailure.MFAFailure', 'secretId'],
      ['AuthFailure.SecretIdNotFound', 'secretId'],
      ['AuthFailure.SignatureExpire', 'clock'],
      ['AuthFailure.SignatureFailure', 'secretKey'],
      ['AuthFailure.TokenFailure', 'secretId'],
      ['AuthFailure.UnauthorizedOperation', 'permission'],
      ['UnauthorizedOperation', 'permission'],
      ['UnauthorizedOperation.ErrAuth', 'secretId'],
      ['UnauthorizedOperation.Unauthorized', 'arrears'],
      ['MissingParameter', 'appId'],
      ['InvalidParameter', 'appId'],
      ['InvalidParameterValue', 'appId'],
      ['UnknownParameter', 'appId'],
      ['InvalidRequest', 'appId'],
      ['InvalidAction', 'documentation'],
      ['ActionOffline', 'documentation'],
      ['FailedOperation', 'documentation'],
      ['SomethingNew', 'documentation'],
    ].map(([code = '', fix = '']): [string, object] => [
      code,
      { kind: 'misconfigured', detail: expect.stringContaining(fix) as string },
    ]),
  ])('with %s', async (vendorCode, expected) => {
    running().serverApis.setFault('tencent', `error_${vendorCode}`);
    expect(await siteCheck('tencent').check(ticket())).toEqual({ ...expected, vendorCode });
  });

  it.each([
    ['secretKey', { secretKey: 'wrong' }, 'AuthFailure.SignatureFailure'],
    ['secretId', { secretId: 'wrong' }, 'AuthFailure.SecretIdNotFound'],
    ['appSecretKey', { appSecretKey: 'wrong' }, '100'],
    ['appId', { appId: '42' }, '16'],
  ])('because of a wrong %s, names it', async (parameter, overrides, vendorCode) => {
    const result = await siteCheck('tencent', overrides).check(freshInput('tencent'));
    expect(result).toMatchObject({ kind: 'misconfigured', vendorCode });
    expect(result).toHaveProperty('detail', expect.stringContaining(parameter));
    expect(JSON.stringify(result)).not.toContain('simulated');
  });

  it('with a code that is no code keeps it out of the result', async () => {
    running().serverApis.setFault('tencent', 'error_<script>alert(1)</script>');
    expect(await siteCheck('tencent').check(ticket())).toMatchObject({
      kind: 'misconfigured',
      vendorCode: 'unreadable',
    });
  });
});

describe('an answer of another shape', () => {
  const respond = (fields: unknown) => JSON.stringify({ Response: fields });
  it.each([
    ['null', 'null'],
    ['an array', '[]'],
    ['no Response', '{}'],
    ['Response null', respond(null)],
    ['an empty Response', respond({})],
    ['CaptchaCode as text', respond({ CaptchaCode: '1' })],
    ['CaptchaCode true', respond({ CaptchaCode: true })],
    ['CaptchaCode 1.5', respond({ CaptchaCode: 1.5 })],
    ['CaptchaCode in an array', respond({ CaptchaCode: [1] })],
    ['an Error without a code', respond({ Error: {}, CaptchaCode: 1 })],
    ['a text with CaptchaCode in it', respond('CaptchaCode: 1')],
  ])('(%s) is no verdict', async (_title, body) => {
    running().serverApis.setFault('tencent', { contentType: 'application/json', body });
    expect(await siteCheck('tencent').check(ticket())).toEqual({ kind: 'unchecked', why: 'not_json' });
  });

  it('is a refusal when a polluted prototype holds the pass', async () => {
    running().serverApis.setFault('tencent', { contentType: 'application/json', body: respond({ CaptchaMsg: 'OK' }) });
    const prototype = Object.prototype as { CaptchaCode?: number };
    prototype.CaptchaCode = 1;
    try {
      expect(await siteCheck('tencent').check(ticket())).toEqual({ kind: 'unchecked', why: 'not_json' });
    } finally {
      delete prototype.CaptchaCode;
    }
  });
});
