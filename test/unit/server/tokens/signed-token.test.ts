// @vitest-environment node
import fc from 'fast-check';
import { jwtVerify, SignJWT } from 'jose';
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { signToken, tokenLimit, verifyToken } from '../../../../src/server/tokens/signed-token.js';
import { signingKeys } from '../../../../src/server/tokens/signing-keys.js';

const secret = 'one secret of the tests, of 32 bytes or more';
const older = 'an older secret of the tests, of 32 bytes or more';
const keys = signingKeys([
  { kid: 'new', secret },
  { kid: 'old', secret: older },
]);
const typ = 'page+jwt';
const claims = { iss: 'us', iat: 1_795_264_000.123, action: 'login' };

const base64 = (value: unknown) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
/** A token as somebody else would make it, signed with one of our secrets. */
const made = (header: unknown, body: unknown, by = secret) => {
  const signed = `${base64(header)}.${base64(body)}`;
  return `${signed}.${createHmac('sha256', by).update(signed).digest('base64url')}`;
};
const header = { alg: 'HS256', typ, kid: 'new' };

describe('signToken and verifyToken', () => {
  it('give the claims back', () => {
    expect(verifyToken(typ, signToken(typ, claims, keys), keys)).toEqual(claims);
  });

  it('make what jose takes, and take what jose makes', async () => {
    const key = new TextEncoder().encode(secret);
    const { payload, protectedHeader } = await jwtVerify(signToken(typ, claims, keys), key, {
      typ,
      issuer: 'us',
      algorithms: ['HS256'],
    });
    expect(payload).toEqual(claims);
    expect(protectedHeader).toEqual(header);
    const token = await new SignJWT(claims).setProtectedHeader(header).sign(key);
    expect(verifyToken(typ, token, keys)).toEqual(claims);
  });

  it('sign with the first key, and verify with each', () => {
    expect(verifyToken(typ, made({ ...header, kid: 'old' }, claims, older), keys)).toEqual(claims);
    expect(verifyToken(typ, signToken(typ, claims, keys), signingKeys([{ kid: 'old', secret: older }]))).toBeNull();
    const rotated = signingKeys([
      { kid: 'newest', secret: 'the newest secret of the tests, 32 bytes or more' },
      { kid: 'new', secret },
    ]);
    expect(verifyToken(typ, signToken(typ, claims, keys), rotated)).toEqual(claims);
  });

  it.each([
    ['another type', made({ ...header, typ: 'pass+jwt' }, claims)],
    ['no type', made({ alg: 'HS256', kid: 'new' }, claims)],
    ['no algorithm, unsigned', `${base64({ ...header, alg: 'none' })}.${base64(claims)}.`],
    ['no algorithm, signed', made({ ...header, alg: 'none' }, claims)],
    ['another algorithm', made({ ...header, alg: 'HS512' }, claims)],
    ['an unknown key', made({ ...header, kid: 'other' }, claims)],
    ['the key of another kid', made({ ...header, kid: 'old' }, claims)],
    ['a kid that is a property of every object', made({ ...header, kid: '__proto__' }, claims)],
    ['a kid that is no text', made({ ...header, kid: ['new'] }, claims)],
    ['no kid', made({ alg: 'HS256', typ }, claims)],
    ['critical extensions', made({ ...header, crit: ['exp'] }, claims)],
    ['a key of its own', made({ ...header, jwk: { kty: 'oct', k: '' } }, claims)],
    ['a header that is a list', made([header], claims)],
    ['a header that is null', made('null', claims)],
    ['a header that is no JSON', made('{', claims)],
    ['claims that are a list', made(header, [claims])],
    ['claims that are null', made(header, 'null')],
    ['claims that are a text', made(header, '"text"')],
    ['claims that are no JSON', made(header, '{"iss":')],
    ['no claims', made(header, '')],
    ['two parts', signToken(typ, claims, keys).split('.').slice(0, 2).join('.')],
    ['four parts', `${signToken(typ, claims, keys)}.x`],
    ['a line break after', `${signToken(typ, claims, keys)}\n`],
    ['base64 with padding', `${signToken(typ, claims, keys)}=`],
    ['nothing', ''],
  ])('refuse %s', (_, token) => {
    expect(verifyToken(typ, token, keys)).toBeNull();
  });

  it('refuse a token in which any one character is another', () => {
    const token = signToken(typ, claims, keys);
    const letters = fc.stringMatching(/^[\w.-]$/);
    fc.assert(
      fc.property(fc.nat(token.length - 1), letters, (at, letter) => {
        fc.pre(token[at] !== letter);
        expect(verifyToken(typ, token.slice(0, at) + letter + token.slice(at + 1), keys)).toBeNull();
      }),
      { numRuns: 1000 },
    );
  });

  it('read no claim out of a prototype', () => {
    const verified = verifyToken(typ, made(header, '{"__proto__":{"action":"login"}}'), keys);
    expect(verified?.action).toBeUndefined();
    expect(Object.getPrototypeOf(verified)).toBeNull();
  });

  it('never throw, whatever is given for a token', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withSparseArray: true }), (value) => {
        expect(verifyToken(typ, value, keys)).toBeNull();
      }),
    );
    fc.assert(
      fc.property(fc.json(), fc.json(), (head, body) => {
        expect(verifyToken(typ, made(head, body), keys)).toBeNull();
      }),
    );
  });

  it('keep to 4096 characters', () => {
    const padded = (length: number) => signToken(typ, { pad: 'x'.repeat(length) }, keys);
    const tooLong = new RangeError('The token would be longer than 4096 characters.');
    expect(() => padded(tokenLimit)).toThrow(tooLong);
    expect(() => padded(2985)).toThrow(tooLong);
    const longest = padded(2984);
    expect(longest).toHaveLength(tokenLimit);
    expect(verifyToken(typ, longest, keys)).not.toBeNull();
    expect(verifyToken(typ, made(header, { pad: 'x'.repeat(tokenLimit) }), keys)).toBeNull();
  });
});

describe('signingKeys', () => {
  it('takes texts and bytes', () => {
    const { current, all } = signingKeys([
      { kid: 'bytes', secret: new Uint8Array(32).fill(7) },
      { kid: 'text', secret },
    ]);
    expect(current.kid).toBe('bytes');
    expect([...all.keys()]).toEqual(['bytes', 'text']);
  });

  it('counts bytes, not characters', () => {
    expect(() => signingKeys([{ kid: 'a', secret: 'é'.repeat(16) }])).not.toThrow();
    expect(() => signingKeys([{ kid: 'a', secret: 'e'.repeat(31) }])).toThrow(/"a".*32 bytes/);
  });

  const short = /the secret of "a" must have at least 32 bytes/;
  const named = /kid must be 1 to 64 letters, digits/;
  it.each<[string, unknown[], RegExp]>([
    ['no key', [], /at least one/],
    ['a short text', [{ kid: 'a', secret: 'short' }], short],
    ['short bytes', [{ kid: 'a', secret: new Uint8Array(31) }], short],
    ['a number for a secret', [{ kid: 'a', secret: 12345678901234567890123456789012 }], short],
    ['a list for a secret', [{ kid: 'a', secret: Array(32).fill(7) }], short],
    [
      'a second key that is short',
      [
        { kid: 'a', secret },
        { kid: 'b', secret: 'short' },
      ],
      /of "b" must have/,
    ],
    [
      'two keys of one name',
      [
        { kid: 'a', secret },
        { kid: 'a', secret: older },
      ],
      /two have the kid "a"/,
    ],
    ['an empty name', [{ kid: '', secret }], named],
    ['a name with a space', [{ kid: 'a b', secret }], named],
    ['a long name', [{ kid: 'a'.repeat(65), secret }], named],
    ['no name', [{ secret }], named],
  ])('throws a TypeError for %s that says so, without the secret in it', (_, secrets, message) => {
    let thrown: unknown;
    try {
      signingKeys(secrets as never);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(TypeError);
    expect(String(thrown)).toMatch(message);
    expect(String(thrown)).not.toMatch(/short$|secret of the tests/);
  });
});
