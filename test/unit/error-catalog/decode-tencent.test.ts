// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeErrorResponse } from '../../../src/error-catalog/decode-error-response.js';

const decode = (body: unknown, status = 200) =>
  decodeErrorResponse('tencent', { status, headers: {}, body: JSON.stringify(body) });
const refusal = {
  Error: { Code: 'AuthFailure.SecretIdNotFound', Message: 'The SecretId is not found.' },
  RequestId: 'r-1',
};

describe('a response of Tencent', () => {
  it('with Response.Error is a refused request, with code, message and request id', () => {
    expect(decode({ Response: refusal })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'AuthFailure.SecretIdNotFound',
      entry: { code: 'AuthFailure.SecretIdNotFound', category: 'configuration', retry: { kind: 'never' } },
      message: 'The SecretId is not found.',
      requestId: 'r-1',
    });
  });

  it('is the same at any HTTP status', () => {
    expect(decode({ Response: refusal }, 500)).toEqual(decode({ Response: refusal }, 200));
  });

  it('is the same without the outer object, as the SDK hands it out', () => {
    expect(decode(refusal)).toEqual(decode({ Response: refusal }));
  });

  it('with another CaptchaCode than 1 is a verdict', () => {
    const body = { Response: { CaptchaCode: 9, CaptchaMsg: 'ticket reused', EvilLevel: 0, RequestId: 'r-2' } };
    expect(decode(body)).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: '9',
      entry: { category: 'replay' },
      message: 'ticket reused',
      requestId: 'r-2',
    });
    expect(decode(body.Response)).toEqual(decode(body));
  });

  it('with a CaptchaCode that no list has keeps it', () => {
    expect(decode({ Response: { CaptchaCode: 4711 } })).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: '4711',
      entry: { category: 'unknown', where: ['server_check'], retry: { kind: 'never' } },
    });
  });

  it('with CaptchaCode 1 has no error', () => {
    expect(decode({ Response: { CaptchaCode: 1, CaptchaMsg: 'OK', EvilLevel: 0 } })).toEqual({ kind: 'ok' });
    expect(decode({ Response: { CaptchaCode: 1, EvilLevel: null } })).toEqual({ kind: 'ok' });
    expect(decode({ CaptchaCode: '1' })).toEqual({ kind: 'ok' });
    expect(decode({ Response: { Error: null, CaptchaCode: 1 } })).toEqual({ kind: 'ok' });
  });

  it('with CaptchaCode 1 and EvilLevel 100, which refuses in the invisible mode, is a verdict', () => {
    expect(decode({ Response: { CaptchaCode: 1, EvilLevel: 100 } })).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: '1',
      entry: { retry: { kind: 'never' } },
    });
  });

  it('with both an Error and a CaptchaCode is refused', () => {
    expect(decode({ Response: { ...refusal, CaptchaCode: 1 } })).toMatchObject({ kind: 'error', layer: 'request' });
  });

  it('with an Error without code is refused, for no known reason', () => {
    expect(decode({ Response: { Error: {} } })).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: '',
      entry: { category: 'unknown' },
    });
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['a request id only', { Response: { RequestId: 'r' } }],
    ['a CaptchaCode that is no number', { Response: { CaptchaCode: 'OK' } }],
    ['a CaptchaCode below zero', { Response: { CaptchaCode: -1 } }],
    ['a CaptchaCode that is no whole number', { Response: { CaptchaCode: 1.5 } }],
    ['a CaptchaCode with words after it', { Response: { CaptchaCode: '1 OK' } }],
    ['a CaptchaCode that is true', { Response: { CaptchaCode: true } }],
    ['an Error that is text', { Response: { Error: 'InternalError' } }],
    ['the answer of the retired address', { response: '1', evil_level: '0', err_msg: 'OK' }],
    ['the form of Aliyun', { Success: false, Code: 'IllegalScene' }],
    ['a list', [refusal]],
    ['text', 'InternalError'],
  ])('is not recognized with %s', (_, body) => {
    expect(decode(body)).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
  });
});
