// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeErrorResponse } from '../../../src/error-catalog/decode-error-response.js';
import type { DecodeOptions } from '../../../src/error-catalog/decoded-response.js';

const decode = (body: unknown, status = 200, headers = {}, options: DecodeOptions = {}) =>
  decodeErrorResponse(
    'aliyun',
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    options,
  );
const unknownShape = { kind: 'unrecognized', why: 'unknown_shape' };

describe('an answer of Aliyun’s Init', () => {
  const success = {
    CaptchaType: 'PUZZLE',
    CertifyId: 'c',
    Code: 'Success',
    LimitFlow: false,
    Message: 'success',
    RequestId: 'r',
    Success: true,
  };

  it('that succeeds has no error', () => {
    expect(decode(success)).toEqual({ kind: 'ok' });
  });

  it.each([
    ['IllegalUserTag', 'configuration'],
    ['IllegalCertifyId', 'configuration'],
    ['IllegalScene', 'configuration'],
    ['Forbidden.AccountAccessDenied', 'account'],
    ['Throttling', 'rate_limit'],
    ['ThrottlingByStrategy', 'rate_limit'],
  ])('of code %s is a refused request of category %s', (code, category) => {
    const body = { Success: false, Code: code, Message: 'why', RequestId: 'r-1' };
    expect(decode(body, 200, {}, { where: 'init' })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code,
      entry: { code, category, where: ['init'] },
      message: 'why',
      requestId: 'r-1',
    });
  });

  it.each(['LimitFlow', 'LimitedFlow'])('that succeeds but says %s is a rate limit', (field) => {
    expect(decode({ ...success, [field]: true })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'LimitFlow',
      entry: { category: 'rate_limit', where: ['init'] },
      requestId: 'r',
    });
  });

  it.each<[string, string]>([
    ['no body', ''],
    ['HTML', '<html>'],
    ['too large a body', ' '.repeat(70_000)],
    ['JSON', '{"Success":true,"Code":"Success","CaptchaType":"PUZZLE"}'],
  ])('of HTTP 403 with x-auth-msg is flow limiting with %s', (_, body) => {
    expect(decode(body, 403, { 'X-Auth-Msg': 'token' })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: '403',
      entry: { category: 'rate_limit', where: ['init'] },
    });
  });

  it('of HTTP 403 without that header is not', () => {
    expect(decode('', 403)).toEqual({ kind: 'unrecognized', why: 'empty' });
    expect(decode('', 400, { 'x-auth-msg': 'token' })).toEqual({ kind: 'unrecognized', why: 'empty' });
  });
});

describe('an answer of Aliyun’s server API', () => {
  const answer = (Result: unknown) => ({ RequestId: 'r', Success: true, Code: 'Success', Message: 'success', Result });

  it.each(['F001', 'F008', 'F015'])('of VerifyResult false and %s is a verdict', (VerifyCode) => {
    expect(decode(answer({ VerifyResult: false, VerifyCode, CertifyId: 'c' }))).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: VerifyCode,
      entry: { code: VerifyCode },
      requestId: 'r',
    });
  });

  it('of VerifyResult false without code, as the older action answers, is a verdict', () => {
    expect(decode(answer({ VerifyResult: false }))).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: '',
      entry: { category: 'unknown', where: ['server_check'] },
    });
  });

  it.each(['T001', 'T005', 'T006', undefined])('of VerifyResult true and %s has no error', (VerifyCode) => {
    expect(decode(answer({ VerifyResult: true, VerifyCode }))).toEqual({ kind: 'ok' });
  });

  it('of a code that contradicts VerifyResult is not recognized', () => {
    expect(decode(answer({ VerifyResult: true, VerifyCode: 'F001' }))).toEqual(unknownShape);
    expect(decode(answer({ VerifyResult: false, VerifyCode: 'T001' }))).toEqual(unknownShape);
  });

  it.each([
    ['InvalidAccessKeyId.NotFound', 404, 'configuration'],
    ['SignatureDoesNotMatch', 400, 'configuration'],
    ['Forbidden.NoPermission', 403, 'account'],
  ])('of code %s with HTTP %i is a refused request', (Code, status, category) => {
    const body = { Code, Message: 'm', RequestId: 'r', HostId: 'captcha.cn-shanghai.aliyuncs.com' };
    expect(decode(body, status)).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: Code,
      entry: { category },
      message: 'm',
      requestId: 'r',
    });
  });

  it('of HTTP 400 without a code is a missing parameter', () => {
    expect(decode({ RequestId: 'r', Message: 'm' }, 400)).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: '400',
      entry: { category: 'configuration', where: ['server_check'] },
      message: 'm',
      requestId: 'r',
    });
    expect(decode({ RequestId: 'r', Code: 'MissingSceneId' }, 400)).toMatchObject({ code: 'MissingSceneId' });
    expect(decode({ message: 'bad request' }, 400)).toEqual(unknownShape);
  });

  it('of Success false without Result is a refused request', () => {
    expect(decode({ Success: false, Code: 'Forbidden.AccountAccessDenied' })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'Forbidden.AccountAccessDenied',
    });
    expect(decode({ Success: false, RequestId: 'r' })).toMatchObject({ kind: 'error', layer: 'request', code: '' });
  });

  it('of a code beside a Result that passes is a refused request', () => {
    expect(decode({ ...answer({ VerifyResult: true }), Code: 'Throttling' })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'Throttling',
    });
  });

  it('of Success false beside a Result that passes is a refused request', () => {
    expect(decode({ ...answer({ VerifyResult: true }), Success: false })).toMatchObject({
      kind: 'error',
      layer: 'request',
    });
  });

  it('says how long Retry-After asks to wait', () => {
    expect(decode({ Success: false, Code: 'Throttling' }, 429, { 'retry-after': '3' })).toMatchObject({
      retryAfterMs: 3000,
    });
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['success without a Result', { Success: true, Code: 'Success', RequestId: 'r' }],
    ['a CaptchaType without success', { Code: 'Success', CaptchaType: 'PUZZLE', RequestId: 'r' }],
    ['a Result without VerifyResult', answer({ VerifyCode: 'T001' })],
    ['a VerifyResult that is text', answer({ VerifyResult: 'true', VerifyCode: 'T001' })],
    ['a Result that is true', answer(true)],
    ['the form of Tencent', { Response: { CaptchaCode: 1 } }],
    ['text', '"Success"'],
  ])('is not recognized with %s', (_, body) => {
    expect(decode(body)).toEqual(unknownShape);
  });
});
