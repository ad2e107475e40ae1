// @vitest-environment node
import { hash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPageToken, readPageToken } from '../../../../src/server/tokens/page-token.js';
import { createPassToken } from '../../../../src/server/tokens/pass-token.js';
import { signToken } from '../../../../src/server/tokens/signed-token.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';

const keys = signingKeys([{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }]);
const scope = { action: 'login', session: 'session' };
const issue = (parts: Partial<Parameters<typeof createPageToken>[0]> = {}) =>
  createPageToken({ ...scope, issuedAt: Date.now(), epoch: 'epoch', inOutage: false, ...parts }, keys);
const read = (text: unknown, given: Parameters<typeof readPageToken>[1] = scope) =>
  readPageToken(text, given, keys, Date.now());
const start = 1_795_264_000_123;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a page token', () => {
  it('says when it was issued, in which epoch, and under which replay key', () => {
    const token = issue();
    vi.advanceTimersByTime(5000);
    expect(read(token)).toEqual({
      valid: true,
      token: {
        jti: expect.stringMatching(/^[\w-]{22}$/) as unknown,
        issuedAt: start,
        epoch: 'epoch',
        inOutage: false,
      },
    });
  });

  it('has a replay key of its own each time', () => {
    const jtis = Array.from({ length: 100 }, () => {
      const [, body = ''] = issue().split('.');
      return (JSON.parse(Buffer.from(body, 'base64url').toString()) as { jti: string }).jti;
    });
    expect(new Set(jtis).size).toBe(100);
  });

  it('is too new for two seconds, to the ms, and says for how long', () => {
    const token = issue();
    expect(read(token)).toEqual({
      valid: false,
      reason: 'page_token_too_new',
      retryAfterMs: 2000,
      token: expect.objectContaining({ issuedAt: start }) as unknown,
    });
    vi.advanceTimersByTime(1999);
    expect(read(token)).toMatchObject({ reason: 'page_token_too_new', retryAfterMs: 1 });
    vi.advanceTimersByTime(1);
    expect(read(token)).toMatchObject({ valid: true });
  });

  it('is good for thirty minutes, to the ms', () => {
    const token = issue();
    vi.advanceTimersByTime(30 * 60_000);
    expect(read(token)).toMatchObject({ valid: true });
    vi.advanceTimersByTime(1);
    expect(read(token)).toEqual({ valid: false, reason: 'page_token_expired' });
  });

  it('tells that it was issued in an outage', () => {
    const token = issue({ inOutage: true });
    vi.advanceTimersByTime(5000);
    expect(read(token)).toMatchObject({ token: { inOutage: true } });
  });

  it.each([
    ['another action', { action: 'signup' }],
    ['another session', { session: 'another' }],
    ['no session', { session: undefined }],
    ['a session that is no text', { session: ['session'] }],
  ])('is worth nothing for %s', (_, other) => {
    const token = issue();
    vi.advanceTimersByTime(5000);
    expect(read(token, { ...scope, ...other })).toEqual({ valid: false, reason: 'page_token_invalid' });
  });

  it('does not carry the session itself', () => {
    expect(Buffer.from(issue({ session: 'very-private' }).split('.')[1] ?? '', 'base64url').toString()).not.toContain(
      'very-private',
    );
  });

  it.each([[undefined], [null], ['']])('is missing when there is %s', (text) => {
    expect(read(text)).toEqual({ valid: false, reason: 'page_token_missing' });
  });

  const claims = {
    iss: 'captcha-failover',
    aud: 'captcha-failover/page',
    iat: start / 1000 - 60,
    jti: 'jti',
    action: 'login',
    session: hash('sha256', 'session', 'base64url'),
    epoch: 'epoch',
  };
  it('may be made by anybody who has the key and keeps to the claims', () => {
    const token = signToken('captcha-failover-page+jwt', claims, keys);
    expect(read(token)).toMatchObject({ valid: true, token: { issuedAt: start - 60_000 } });
    const long = 'x'.repeat(64);
    const longest = signToken('captcha-failover-page+jwt', { ...claims, jti: long, epoch: long }, keys);
    expect(read(longest)).toMatchObject({ valid: true, token: { jti: long, epoch: long } });
  });

  it.each<[string, unknown]>([
    ['a pass token', createPassToken({ issuedAt: start, epoch: 'epoch', holder: { network: 'cb0071' } }, keys)],
    ['a text', 'text'],
    ['a number', 7],
    ['an object', { valid: true }],
    ...Object.keys(claims).map((name): [string, unknown] => [
      `a token without ${name}`,
      signToken('captcha-failover-page+jwt', { ...claims, [name]: undefined }, keys),
    ]),
    ['a token of another issuer', signToken('captcha-failover-page+jwt', { ...claims, iss: 'x' }, keys)],
    ['a token for another audience', signToken('captcha-failover-page+jwt', { ...claims, aud: ['x'] }, keys)],
    ['a time that is a text', signToken('captcha-failover-page+jwt', { ...claims, iat: '1795264000' }, keys)],
    ['an empty replay key', signToken('captcha-failover-page+jwt', { ...claims, jti: '' }, keys)],
    ['a long replay key', signToken('captcha-failover-page+jwt', { ...claims, jti: 'x'.repeat(65) }, keys)],
  ])('is not %s', (_, text) => {
    expect(read(text)).toEqual({ valid: false, reason: 'page_token_invalid' });
  });
});
