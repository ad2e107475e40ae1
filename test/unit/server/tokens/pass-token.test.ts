// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPageToken } from '../../../../src/server/tokens/page-token.js';
import { createPassToken, readPassToken } from '../../../../src/server/tokens/pass-token.js';
import { signToken } from '../../../../src/server/tokens/signed-token.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';

const keys = signingKeys([{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }]);
const start = 1_795_264_000_123;
const minute = 60_000;
const day = 24 * 60 * minute;

beforeEach(() => {
  vi.useFakeTimers({ now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a pass token', () => {
  it('opens when it is older than the outage by ten minutes', () => {
    const token = createPassToken('epoch', keys);
    vi.advanceTimersByTime(60 * minute);
    expect(readPassToken(token, start + 10 * minute, keys)).toEqual({
      jti: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      epoch: 'epoch',
    });
    expect(readPassToken(token, start + 10 * minute - 1, keys)).toBeNull();
    expect(readPassToken(token, start - minute, keys)).toBeNull();
  });

  it('opens for thirty days', () => {
    const token = createPassToken('epoch', keys);
    vi.advanceTimersByTime(30 * day);
    expect(readPassToken(token, Date.now(), keys)).not.toBeNull();
    vi.advanceTimersByTime(1);
    expect(readPassToken(token, Date.now(), keys)).toBeNull();
  });

  const claims = {
    iss: 'captcha-failover',
    aud: 'captcha-failover/pass',
    iat: start / 1000,
    jti: 'jti',
    epoch: 'epoch',
  };
  const typ = 'captcha-failover-pass+jwt';
  it.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['a text', 'text'],
    ['an object', {}],
    [
      'a page token',
      createPageToken({ action: 'a', session: 's', network: 'n', epoch: 'epoch', inOutage: false }, keys),
    ],
    ...Object.keys(claims).map((name): [string, unknown] => [
      `without ${name}`,
      signToken(typ, { ...claims, [name]: undefined }, keys),
    ]),
    ['with an empty replay key', signToken(typ, { ...claims, jti: '' }, keys)],
    ['with a long replay key', signToken(typ, { ...claims, jti: 'x'.repeat(65) }, keys)],
    ['with an empty epoch', signToken(typ, { ...claims, epoch: '' }, keys)],
    ['with a time that is a text', signToken(typ, { ...claims, iat: String(claims.iat) }, keys)],
    ['signed by another key', createPassToken('epoch', signingKeys([{ kid: 'test', secret: 'x'.repeat(32) }]))],
  ])('opens nothing when it is %s', (_, token) => {
    vi.setSystemTime(start + 60 * minute);
    expect(readPassToken(signToken(typ, { ...claims, jti: 'x'.repeat(64) }, keys), Date.now(), keys)).not.toBeNull();
    expect(readPassToken(token, Date.now(), keys)).toBeNull();
  });
});
