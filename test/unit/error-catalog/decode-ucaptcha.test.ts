// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { decodeErrorResponse } from '../../../src/error-catalog/decode-error-response.js';
import { nextDelay } from '../../../src/error-catalog/next-delay.js';

const decode = (body: unknown, status = 200, headers = {}, now = 0) =>
  decodeErrorResponse(
    'ucaptcha',
    { status, headers, body: typeof body === 'string' ? body : JSON.stringify(body) },
    { now },
  );

describe('an answer of uCaptcha in modern JSON', () => {
  it('of errorId 1 is a refused request', () => {
    const body = { errorId: 1, errorCode: 'ERROR_ZERO_BALANCE', errorDescription: 'No funds.' };
    expect(decode(body, 402)).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'ERROR_ZERO_BALANCE',
      entry: { category: 'account', retry: { kind: 'never' } },
      message: 'No funds.',
    });
  });

  it('of errorId 0 and status failed is the task’s error', () => {
    const body = { errorId: 0, status: 'failed', errorCode: 'ERROR_CAPTCHA_UNSOLVABLE', errorDescription: 'Gave up.' };
    expect(decode(body)).toMatchObject({
      kind: 'error',
      layer: 'task',
      code: 'ERROR_CAPTCHA_UNSOLVABLE',
      entry: { category: 'challenge' },
      message: 'Gave up.',
    });
  });

  it('of a failed task may have no code', () => {
    expect(decode({ errorId: 0, status: 'failed' })).toMatchObject({
      kind: 'error',
      layer: 'task',
      code: '',
      entry: { category: 'unknown', where: ['poll'], retry: { kind: 'never' } },
    });
  });

  it('tells the layers apart by errorId, not by HTTP status or code', () => {
    const failed = { status: 'failed', errorCode: 'ERROR_CAPTCHA_UNSOLVABLE' };
    expect(decode({ ...failed, errorId: 1 }, 200)).toMatchObject({ layer: 'request' });
    expect(decode({ ...failed, errorId: 0 }, 400)).toMatchObject({ layer: 'task' });
  });

  it('of a task that goes on is pending', () => {
    expect(decode({ errorId: 0, status: 'processing' })).toMatchObject({
      kind: 'pending',
      entry: { category: 'pending', retry: { kind: 'poll', everyMs: 5000 } },
    });
  });

  it('of a task that was made or is ready has no error', () => {
    expect(decode({ errorId: 0, taskId: 'x' })).toEqual({ kind: 'ok' });
    expect(decode({ errorId: 0, status: 'ready', solution: { token: 'secret' } })).toEqual({ kind: 'ok' });
  });

  it('of HTTP 400 is as repeatable as its code says', () => {
    const again = decode({ errorId: 1, errorCode: 'NO_PROVIDERS_AVAILABLE' }, 400);
    const never = decode({ errorId: 1, errorCode: 'ERROR_PAGEURL' }, 400);
    expect(again.kind === 'error' && nextDelay(again.entry.retry, 1)).toBeGreaterThan(0);
    expect(never.kind === 'error' && nextDelay(never.entry.retry, 1)).toBeNull();
  });

  it('of RATE_LIMITED tells the wait that X-RateLimit-Reset names', () => {
    const headers = { 'X-RateLimit-Reset': '1700000007' };
    const body = { errorId: 1, errorCode: 'RATE_LIMITED' };
    const limited = decode(body, 429, headers, 1_700_000_000_000);
    expect(limited).toMatchObject({ kind: 'error', entry: { category: 'rate_limit' }, retryAfterMs: 7000 });
    expect(decode(body, 429, {}, 0)).not.toHaveProperty('retryAfterMs');
  });

  it('waits a day at most, whatever the header says', () => {
    expect(decode({ errorId: 1, errorCode: 'RATE_LIMITED' }, 429, { 'Retry-After': '999999999' })).toMatchObject({
      retryAfterMs: 86_400_000,
    });
  });

  it.each<[string, unknown]>([
    ['an errorId that is text', { errorId: '1', errorCode: 'ERROR_PAGEURL' }],
    ['an errorId that is nothing', { errorId: null }],
    ['another status', { errorId: 0, status: 'paused' }],
    ['nothing', {}],
  ])('is not recognized with %s', (_, body) => {
    expect(decode(body)).toEqual({ kind: 'unrecognized', why: 'unknown_shape' });
  });
});

describe('an answer of uCaptcha in the older protocol', () => {
  it.each<[string, unknown]>([
    ['plain', 'ERROR_WRONG_CAPTCHA_ID'],
    ['as JSON', { status: 0, request: 'ERROR_WRONG_CAPTCHA_ID' }],
  ])('is a refused request, %s', (_, body) => {
    expect(decode(body)).toMatchObject({ kind: 'error', layer: 'request', code: 'ERROR_WRONG_CAPTCHA_ID' });
  });

  it.each<[string, unknown]>([
    ['plain', 'CAPCHA_NOT_READY'],
    ['as JSON', { status: 0, request: 'CAPCHA_NOT_READY' }],
  ])('is pending, %s', (_, body) => {
    expect(decode(body)).toMatchObject({ kind: 'pending', code: 'CAPCHA_NOT_READY' });
  });

  it.each<[string, unknown]>([
    ['a token', 'OK|token'],
    ['a report', 'OK_REPORT_RECORDED'],
    ['JSON', { status: 1, request: 'token' }],
  ])('has no error with %s', (_, body) => {
    expect(decode(body)).toEqual({ kind: 'ok' });
  });
});

describe('an answer of uCaptcha in DeathByCaptcha’s form', () => {
  it('of status 255 is a refused request, of which only the text tells more', () => {
    expect(decode({ status: 255, error: 'captcha not found' }, 503)).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: '255',
      message: 'captcha not found',
    });
  });

  it('has the code that the text is', () => {
    expect(decode({ status: 255, error: 'ERROR_ZERO_BALANCE' }, 503)).toMatchObject({
      kind: 'error',
      layer: 'request',
      code: 'ERROR_ZERO_BALANCE',
      entry: { category: 'account' },
    });
  });

  it('may have no text', () => {
    expect(decode({ status: 255 }, 503)).toMatchObject({ kind: 'error', code: '255' });
    expect(decode({ status: 255 }, 503)).not.toHaveProperty('message');
  });
});
