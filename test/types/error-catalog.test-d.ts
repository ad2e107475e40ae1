import type { IncomingHttpHeaders } from 'node:http';
import { describe, expectTypeOf, it } from 'vitest';
import {
  decodeErrorResponse,
  decodeTencentResponse,
  describeError,
  lookUpError,
  nextDelay,
  tencentErrors,
  type DecodedResponse,
  type ErrorCategory,
  type ErrorEntry,
  type ErrorLayer,
  type ErrorPlace,
  type ErrorTable,
  type ErrorVendor,
  type RetryRule,
  type UnrecognizedReason,
} from '../../src/error-catalog/index.js';

describe('a table', () => {
  it('is read only', () => {
    expectTypeOf(tencentErrors).toEqualTypeOf<ErrorTable>();
    expectTypeOf(tencentErrors).not.toHaveProperty('push');
    // @ts-expect-error nothing in it changes
    if (tencentErrors[0]) tencentErrors[0].category = 'page';
  });
});

describe('lookUpError', () => {
  it('takes any code, and gives an entry always', () => {
    expectTypeOf(lookUpError).parameters.toEqualTypeOf<
      [table: ErrorTable, code: unknown, where?: ErrorPlace | undefined]
    >();
    expectTypeOf(lookUpError(tencentErrors, 1006)).toEqualTypeOf<ErrorEntry>();
    expectTypeOf<ErrorEntry['category']>().toEqualTypeOf<ErrorCategory>();
    // @ts-expect-error a place is one of six
    lookUpError(tencentErrors, 1006, 'somewhere');
    // @ts-expect-error the table comes first
    lookUpError('tencent', 1006);
  });
});

describe('describeError', () => {
  it('takes one of five vendors', () => {
    expectTypeOf<ErrorVendor>().toEqualTypeOf<'tencent' | 'aliyun' | 'aicaptcha' | 'captchaai' | 'ucaptcha'>();
    expectTypeOf(describeError('aliyun', 'F008', 'server_check')).toEqualTypeOf<ErrorEntry>();
    // @ts-expect-error no such vendor
    describeError('geetest', 60100);
  });
});

describe('decodeErrorResponse', () => {
  it('takes status, headers and an unparsed body', () => {
    const { status, headers } = new Response();
    expectTypeOf(decodeErrorResponse('aliyun', { status, headers, body: '' })).toEqualTypeOf<DecodedResponse>();
    decodeErrorResponse('aliyun', { status, body: new Uint8Array() });
    decodeErrorResponse('aliyun', { status, body: new ArrayBuffer(1) }, { where: 'init', now: 0 });
    const fromNode: IncomingHttpHeaders = {};
    decodeErrorResponse('aliyun', { status, headers: fromNode, body: '' });
    decodeTencentResponse({ status, headers: { 'retry-after': ['1'], other: undefined }, body: Buffer.from('') });
    // @ts-expect-error not parsed
    decodeErrorResponse('aliyun', { status, headers, body: { Success: false } });
    // @ts-expect-error a response has a body
    decodeErrorResponse('aliyun', { status, headers });
  });

  it('tells what it found by kind', () => {
    const decoded = decodeErrorResponse('ucaptcha', { status: 200, body: '' });
    // @ts-expect-error not every response has an entry
    decoded.entry satisfies unknown;
    switch (decoded.kind) {
      case 'ok':
        expectTypeOf(decoded).toEqualTypeOf<{ readonly kind: 'ok' }>();
        break;
      case 'pending':
        expectTypeOf(decoded.entry).toEqualTypeOf<ErrorEntry>();
        break;
      case 'error':
        expectTypeOf(decoded.layer).toEqualTypeOf<ErrorLayer>();
        expectTypeOf(decoded.code).toBeString();
        expectTypeOf(decoded.retryAfterMs).toEqualTypeOf<number | undefined>();
        break;
      case 'unrecognized':
        expectTypeOf(decoded.why).toEqualTypeOf<UnrecognizedReason>();
        break;
      default:
        expectTypeOf(decoded).toBeNever();
    }
  });
});

describe('nextDelay', () => {
  it('takes a rule and an attempt, and gives ms or null', () => {
    const rule: RetryRule = describeError('tencent', 'InternalError').retry;
    expectTypeOf(nextDelay(rule, 1)).toEqualTypeOf<number | null>();
    nextDelay(rule, 1, new Headers());
    nextDelay(rule, 1, { 'Retry-After': '1' }, { jitter: 'full', random: Math.random, now: Date.now() });
    // @ts-expect-error two kinds of jitter
    nextDelay(rule, 1, undefined, { jitter: 'equal' });
    // @ts-expect-error a kind alone is no backoff
    nextDelay({ kind: 'backoff' }, 1);
  });
});
