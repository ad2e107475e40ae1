// @vitest-environment node
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkFailure } from '../../../../src/server/evidence/network-failure.js';

const failure = (code: string) => Object.assign(new Error(`${code} of some host`), { code });

describe('a request without an answer', () => {
  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'ETIMEDOUT',
    'EPIPE',
    'EPROTO',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'CERT_HAS_EXPIRED',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('is down by %s', (code) => {
    expect(networkFailure(failure(code))).toEqual({ answer: 'down', why: code });
  });

  it.each(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EMFILE', 'EACCES', 'HPE_INVALID_CONSTANT', 'ABORT_ERR'])(
    'is unknown by %s, which may be our own fault',
    (code) => {
      expect(networkFailure(failure(code))).toEqual({ answer: 'unknown', why: code });
    },
  );

  it('is down when one of several addresses refused', () => {
    const errors = [failure('ENETUNREACH'), failure('ECONNREFUSED')];
    const error = Object.assign(new AggregateError(errors), { code: 'ENETUNREACH' });
    expect(networkFailure(error)).toEqual({ answer: 'down', why: 'ECONNREFUSED' });
  });

  it('is unknown when none of several addresses could be reached from here', () => {
    const errors = [failure('ENETUNREACH'), failure('EHOSTUNREACH')];
    expect(networkFailure(new AggregateError(errors))).toEqual({ answer: 'unknown', why: 'ENETUNREACH' });
  });

  it.each<[string, Error]>([
    ['without a code', new Error('no route to some host')],
    ['whose code is a number', new DOMException('gone', 'AbortError')],
  ])('is unknown by an error %s', (_, error) => {
    expect(networkFailure(error)).toEqual({ answer: 'unknown', why: 'request_failed' });
  });

  it('is told by the first code there is', () => {
    const error = new AggregateError([new Error('no code'), failure('EHOSTUNREACH')]);
    expect(networkFailure(error)).toEqual({ answer: 'unknown', why: 'EHOSTUNREACH' });
  });

  it('is unknown by whatever else', () => {
    fc.assert(
      fc.property(fc.anything(), (error) => {
        expect(networkFailure(error)).toEqual({ answer: 'unknown', why: 'request_failed' });
      }),
    );
  });
});
