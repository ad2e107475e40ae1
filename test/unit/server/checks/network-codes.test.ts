// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { isNothingSent, isTimeout, isVendorDown, networkCode } from '../../../../src/server/checks/network-codes.js';
import { answerFault, input, stubbedCheck } from './stub-sdk.js';

describe('a failed connection', () => {
  it('that was hung up is a reset one', () => {
    expect(networkCode(new Error('request to https://a.example/ failed, reason: socket hang up'))).toBe('ECONNRESET');
  });

  it.each(['ECONNREFUSED', 'CERT_HAS_EXPIRED', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT'])('is known by %s', (code) => {
    expect(networkCode(Object.assign(new Error('failed'), { code }))).toBe(code);
  });

  it.each(['ERR_INVALID_ARG_TYPE', 'ABORT_ERR', 'InvalidParameter'])('is not what %s tells of', (code) => {
    expect(networkCode(Object.assign(new Error('failed'), { code }))).toBeUndefined();
  });

  it.each([
    ['a list as its code', { code: ['ENOTFOUND'] }],
    ['a list as its message', { message: ['Client disconnected before secure TLS connection was established'] }],
    ['a message that cannot be made a text', { message: Object.create(null) as object }],
    ['no cause', { cause: null }],
    ['a text as its cause', { cause: 'ECONNREFUSED' }],
  ])('is not seen in an error with %s', (_title, error) => {
    expect(networkCode(error)).toBeUndefined();
  });

  it('at several addresses is what tells of the vendor, else the first', () => {
    const failure = (code: string) => Object.assign(new Error(`${code} of some host`), { code });
    const several = (...codes: string[]) => Object.assign(new AggregateError(codes.map(failure)), { code: codes[0] });
    expect(networkCode(several('ENETUNREACH', 'ECONNREFUSED'))).toBe('ECONNREFUSED');
    expect(networkCode(several('EHOSTUNREACH', 'ENETUNREACH'))).toBe('EHOSTUNREACH');
    expect(networkCode(new Error('fetch failed', { cause: several('ENETUNREACH', 'ETIMEDOUT') }))).toBe('ETIMEDOUT');
    expect(networkCode(new AggregateError([]))).toBeUndefined();
    expect(networkCode({ errors: 'ECONNREFUSED' })).toBeUndefined();
  });

  it('is found in an error and its three next causes, no deeper: they may go round', () => {
    const wrapped = (depth: number): object =>
      depth ? { message: 'fetch failed', cause: wrapped(depth - 1) } : { code: 'ENOTFOUND' };
    expect(networkCode(wrapped(3))).toBe('ENOTFOUND');
    expect(networkCode(wrapped(4))).toBeUndefined();
  });
});

describe('the vendor', () => {
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'ECONNRESET',
    'EPIPE',
    'UND_ERR_SOCKET',
    'ETIMEDOUT',
    'UND_ERR_CONNECT_TIMEOUT',
    'UND_ERR_HEADERS_TIMEOUT',
    'UND_ERR_BODY_TIMEOUT',
    'timeout',
    'EPROTO',
    'TLS_DISCONNECTED',
    'TLS_CERTIFICATE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
  ])('is down by %s', (code) => {
    expect(isVendorDown(code)).toBe(true);
  });

  it.each([
    // No way, no room, no descriptor, no name server: of this machine.
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ENETDOWN',
    'EADDRNOTAVAIL',
    'EMFILE',
    'ENFILE',
    'ENOBUFS',
    'ENOMEM',
    'EACCES',
    'EPERM',
    'EAI_AGAIN',
    'EAI_FAIL',
    'EAI_MEMORY',
    'EAI_SYSTEM',
    'ESERVFAIL',
    'ENODATA',
    'UND_ERR_ABORTED',
    'NETWORK',
    'request_failed',
    'http_503',
    'XEPROTO',
    'EPROTONOSUPPORT',
    '',
  ])('is not down by %j', (code) => {
    expect(isVendorDown(code)).toBe(false);
  });

  it('is down by nothing but time where that is all that tells', () => {
    for (const code of ['timeout', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT']) expect(isTimeout(code)).toBe(true);
    for (const code of ['ECONNRESET', 'ECONNREFUSED', 'xtimeout']) expect(isTimeout(code)).toBe(false);
  });
});

it.each([
  ['ENOTFOUND', true],
  ['EAI_AGAIN', true],
  ['ECONNREFUSED', true],
  ['EPROTO', true],
  ['TLS_DISCONNECTED', true],
  ['CERT_HAS_EXPIRED', true],
  ['ECONNRESET', false],
  ['ETIMEDOUT', false],
  ['EMFILE', false],
])('by %s nothing was sent: %s', (code, isUnsent) => {
  expect(isNothingSent(code)).toBe(isUnsent);
});

describe('what a client throws', () => {
  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'ECONNREFUSED'],
    ['a message that cannot be made a text', { message: Object.create(null) as object }],
    ['a time-out that is only quoted', new Error('invalid json response body, reason: "network timeout at: a"')],
  ])('(%s) is no verdict, and no fault of the configuration', async (_title, thrown) => {
    const call = vi.fn().mockRejectedValue(thrown);
    expect(await stubbedCheck([call]).check(input)).toEqual({ kind: 'unchecked', why: 'not_json' });
  });
});

describe('the code of a refused call', () => {
  const codeOf = async (code: unknown) => {
    const { vendorCode } = (await stubbedCheck([answerFault(code as string)]).check(input)) as { vendorCode?: string };
    return vendorCode;
  };

  it('may be a number', async () => {
    expect(await codeOf(12)).toBe('12');
  });

  it.each([
    ['a line before it', 'accepted: true\nAuthFailure'],
    ['a line after it', 'AuthFailure\naccepted: true'],
    ['markup', '<b>'],
    ['no end', 'x'.repeat(65)],
    ['nothing in it', ''],
    ['another type', {}],
  ])('with %s does not get into logs', async (_title, code) => {
    expect(await codeOf(code)).toBe('unreadable');
  });
});
