// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeErrorResponse } from '../../../src/error-catalog/decode-error-response.js';

const decode = (body: unknown) =>
  decodeErrorResponse('aicaptcha', { status: 200, headers: {}, body: JSON.stringify(body) });

describe('an answer of AICaptcha’s siteverify', () => {
  it('that the call worked and the user passed has no error', () => {
    expect(decode({ status: 'success', result: 'success', reason: '' })).toEqual({ kind: 'ok' });
  });

  it('that only the call worked is a verdict, with the reason as code', () => {
    expect(decode({ status: 'success', result: 'fail', reason: 'payload_used' })).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: 'payload_used',
      entry: { category: 'replay', retry: { kind: 'new_challenge' } },
    });
  });

  it('that the call did not work is a refused request, whatever the result', () => {
    for (const result of [undefined, 'fail', 'success']) {
      expect(decode({ status: 'error', result, reason: 'sitekey_invalid' })).toMatchObject({
        kind: 'error',
        layer: 'request',
        code: 'sitekey_invalid',
        entry: { category: 'configuration' },
      });
    }
  });

  it('without a reason has no code', () => {
    expect(decode({ status: 'success', result: 'fail' })).toMatchObject({
      kind: 'error',
      layer: 'verdict',
      code: '',
      entry: { category: 'unknown' },
    });
  });

  it('takes the code of a page for none of the server’s: nothing is retried for it', () => {
    expect(decode({ status: 'error', reason: 'network_error' })).toMatchObject({ entry: { retry: { kind: 'never' } } });
  });

  it.each<[string, unknown]>([
    ['nothing', {}],
    ['a status only', { status: 'success' }],
    ['a result only', { result: 'success' }],
    ['a result that is true', { status: 'success', result: true }],
    ['a status that is a number', { status: 1, result: 'success' }],
    ['an empty status', { status: '', result: 'success' }],
    ['text', 'success'],
  ])('is not recognized with %s', (_, body) => {
    expect(decode(body)).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
  });
});
