// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeErrorResponse } from '../../../src/error-catalog/decode-error-response.js';

const decode = (body: unknown) =>
  decodeErrorResponse('captchaai', {
    status: 200,
    headers: {},
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
/** Both forms of one answer. */
const forms = (code: string) => [
  ['plain', code],
  ['with a line’s end', `${code}\r\n`],
  ['as JSON', { status: 0, request: code }],
  ['as JSON with a line’s end', { status: 0, request: `${code}\r\n` }],
];

describe('an answer of CaptchaAI', () => {
  it.each(forms('ERROR_WRONG_USER_KEY'))('of a code %s is a refused request', (_, body) => {
    expect(decode(body)).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'ERROR_WRONG_USER_KEY',
      entry: { category: 'configuration', retry: { kind: 'never' } },
    });
  });

  it.each(forms('ERROR_CAPTCHA_UNSOLVABLE'))('of a task that was given up, %s, is the task’s error', (_, body) => {
    expect(decode(body)).toMatchObject({
      kind: 'error',
      layer: 'task',
      code: 'ERROR_CAPTCHA_UNSOLVABLE',
      entry: { retry: { kind: 'new_challenge' } },
    });
  });

  it.each(forms('CAPCHA_NOT_READY'))('of a task that goes on, %s, is pending', (_, body) => {
    expect(decode(body)).toMatchObject({
      kind: 'pending',
      code: 'CAPCHA_NOT_READY',
      entry: { category: 'pending', retry: { kind: 'poll', everyMs: 5000 } },
    });
  });

  it.each(forms('ERROR_OF_TOMORROW'))('of a code that no list has, %s, keeps it', (_, body) => {
    expect(decode(body)).toMatchObject({ kind: 'error', code: 'ERROR_OF_TOMORROW', entry: { category: 'unknown' } });
  });

  it.each(forms('ERROR_WEBHOOK_FAILED'))('of a code with OK in it, %s, is no success', (_, body) => {
    expect(decode(body)).toMatchObject({ kind: 'error', code: 'ERROR_WEBHOOK_FAILED' });
  });

  it('keeps a code of 100 characters whole', () => {
    const code = `ERROR_${'A'.repeat(94)}`;
    expect(decode(code)).toMatchObject({ kind: 'error', code });
  });

  it('of a task that goes on lets no program ask again where a task is begun', () => {
    const response = { status: 200, headers: {}, body: 'CAPCHA_NOT_READY' };
    expect(decodeErrorResponse('captchaai', response, { where: 'submit' })).toMatchObject({
      kind: 'pending',
      entry: { category: 'pending', retry: { kind: 'never' } },
    });
  });

  it.each<[string, unknown]>([
    ['plain', 'OK|2122988149'],
    ['a token of many parts', 'OK|03AG|x|y'],
    ['a token with brackets', 'OK|03{AG['],
    ['JSON', { status: 1, request: '2122988149' }],
    ['JSON with a number', { status: 1, request: 2122988149 }],
  ])('of success, %s, has no error', (_, body) => {
    expect(decode(body)).toEqual({ kind: 'ok' });
  });

  it('never hands out what was solved', () => {
    expect(JSON.stringify(decode('OK|secret-token'))).not.toContain('secret-token');
  });

  it.each<[string, unknown]>([
    ['OK alone', 'OK'],
    ['OK without a value', 'OK|'],
    ['a sentence', 'Internal server error'],
    ['a word', 'FORBIDDEN'],
    ['a code in small letters', 'error_wrong_user_key'],
    ['a code in a sentence', 'The code is ERROR_WRONG_USER_KEY'],
    ['two codes', 'ERROR_PAGEURL\nERROR_UPLOAD'],
    ['a number', '17'],
    ['JSON text', '"ERROR_PAGEURL"'],
    ['JSON without status', { request: 'ERROR_PAGEURL' }],
    ['JSON without request', { status: 0 }],
    ['JSON of success without value', { status: 1, request: '' }],
    ['JSON of another status', { status: 2, request: 'ERROR_PAGEURL' }],
    ['JSON with a request that is none', { status: 0, request: { code: 'ERROR_PAGEURL' } }],
    ['a code that never ends', `ERROR_${'A'.repeat(200)}`],
    ['a code of 101 characters', `ERROR_${'A'.repeat(95)}`],
    ['a sentence with OK in it', 'NOT OK|2122988149'],
  ])('is not recognized with %s', (_, body) => {
    expect(decode(body)).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
  });
});
