// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { networkCode } from '../../../../src/server/checks/network-codes.js';
import { answerFault, input, stubbedCheck } from './stub-sdk.js';

describe('a failed connection', () => {
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

  it('is found in an error and its three next causes, no deeper: they may go round', () => {
    const wrapped = (depth: number): object =>
      depth ? { message: 'fetch failed', cause: wrapped(depth - 1) } : { code: 'ENOTFOUND' };
    expect(networkCode(wrapped(3))).toBe('ENOTFOUND');
    expect(networkCode(wrapped(4))).toBeUndefined();
  });
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
