// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { createPageToken } from '../../../../src/server/tokens/page-token.js';
import { createPassToken, readPassToken } from '../../../../src/server/tokens/pass-token.js';
import { signToken } from '../../../../src/server/tokens/signed-token.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';

const keys = signingKeys([{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }]);
const otherKeys = signingKeys([{ kid: 'test', secret: 'x'.repeat(32) }]);
const issuedAt = 1_795_264_000_123;
const day = 24 * 3_600_000;
const holder = { network: 'cb0071', subject: 'an-hmac' };
const parts = { issuedAt, epoch: 'epoch', holder };

describe('a pass token', () => {
  it.each([holder, { network: 'cb0071', subject: undefined }])('says when it was issued and to whom: %j', (holder) => {
    expect(readPassToken(createPassToken({ ...parts, holder }, keys), keys, issuedAt + 5000)).toEqual({
      jti: expect.stringMatching(/^[\w-]{22}$/) as unknown,
      issuedAt,
      epoch: 'epoch',
      holder,
    });
  });

  it('is good for thirty days', () => {
    const token = createPassToken(parts, keys);
    expect(readPassToken(token, keys, issuedAt + 30 * day)).not.toBeNull();
    expect(readPassToken(token, keys, issuedAt + 30 * day + 1)).toBeNull();
  });

  const claims = {
    iss: 'captcha-failover',
    aud: 'captcha-failover/pass',
    iat: issuedAt / 1000,
    jti: 'jti',
    epoch: 'epoch',
    network: 'cb0071',
  };
  const typ = 'captcha-failover-pass+jwt';
  const page = { action: 'a', session: 's', issuedAt, epoch: 'epoch', inOutage: false };
  it.each<[string, unknown]>([
    ['missing', undefined],
    ['null', null],
    ['a text', 'text'],
    ['an object', {}],
    ['a page token', createPageToken(page, keys)],
    ...Object.keys(claims).map((name): [string, unknown] => [
      `without ${name}`,
      signToken(typ, { ...claims, [name]: undefined }, keys),
    ]),
    ['with an empty replay key', signToken(typ, { ...claims, jti: '' }, keys)],
    ['with a long replay key', signToken(typ, { ...claims, jti: 'x'.repeat(65) }, keys)],
    ['with an empty epoch', signToken(typ, { ...claims, epoch: '' }, keys)],
    ['with a time that is a text', signToken(typ, { ...claims, iat: String(claims.iat) }, keys)],
    ['signed by another key', createPassToken(parts, otherKeys)],
  ])('is none when it is %s', (_, token) => {
    const good = signToken(typ, { ...claims, jti: 'x'.repeat(64) }, keys);
    expect(readPassToken(good, keys, issuedAt + 5000)).not.toBeNull();
    expect(readPassToken(token, keys, issuedAt + 5000)).toBeNull();
  });
});
