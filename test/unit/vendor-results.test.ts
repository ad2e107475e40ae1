import { describe, expect, it } from 'vitest';
import { isDegraded, readFailure, readInitAnswer } from '../../src/providers/aliyun/results.js';
import { readTencentResult } from '../../src/providers/tencent/results.js';

const failed = (made: object, detail = {}, code = 'vendor_failed') => ({ code, detail, made });
const disaster = (code: number) => `trerror_${code}_199999861_1795264000`;

describe('a result of Tencent’s script', () => {
  it.each<[string, unknown, unknown]>([
    ['a pass', { ticket: 'tr03x*', randstr: '@a' }, { ticket: 'tr03x*', randstr: '@a' }],
    [
      'a pass whose ticket has the word inside',
      { ticket: 'tr03_trerror_', randstr: '@a' },
      { ticket: 'tr03_trerror_', randstr: '@a' },
    ],
    ['a close', { ticket: null }, null],
    ['a ticket without randstr', { ticket: 'tr03x*' }, failed({ again: false })],
    ['a randstr that is no string', { ticket: 'tr03x*', randstr: 7 }, failed({ again: false })],
    ['a ticket that is no string', { ticket: 7, randstr: '@a' }, failed({ again: false, randstr: '@a' })],
    ['nothing', null, failed({ again: false })],
    ['a word', 'tr03x*', failed({ again: false })],
    [
      'a disaster ticket by itself',
      { ticket: disaster(1006), randstr: '@a' },
      failed({ again: true, ticket: disaster(1006), randstr: '@a' }, { vendorCode: '1006' }),
    ],
    [
      'a disaster ticket that nobody can read',
      { ticket: 'terror_1006', randstr: '@a' },
      failed({ again: false, randstr: '@a' }),
    ],
    [
      'an errorCode that its ticket contradicts',
      { errorCode: 1002, ticket: disaster(1006) },
      failed({ again: true, ticket: disaster(1006) }, { vendorCode: '1002' }),
    ],
    [
      'an errorCode with a ticket of a pass',
      { errorCode: 1006, ticket: 'tr03x*' },
      failed({ again: true }, { vendorCode: '1006' }),
    ],
    ['an errorCode that is no number', { errorCode: 'x' }, failed({ again: false })],
    [
      'an errorMessage',
      { errorCode: 1001, errorMessage: 'jsload_error' },
      failed({ again: false, errorMessage: 'jsload_error' }, { vendorCode: '1001' }),
    ],
    [
      'an errorMessage that is no string',
      { errorCode: 1001, errorMessage: 7 },
      failed({ again: false }, { vendorCode: '1001' }),
    ],
    ['1010, the last that a new show() may mend', { errorCode: 1010 }, failed({ again: true }, { vendorCode: '1010' })],
    ['1011', { errorCode: 1011 }, failed({ again: false }, { vendorCode: '1011' })],
    ['1014', { errorCode: 1014 }, failed({ again: false }, { vendorCode: '1014' }, 'rate_limited')],
    ...[1003, 1004].map((code): [string, unknown, unknown] => [
      `${code}, which stays so until the page is loaded anew`,
      { errorCode: code },
      failed({ again: true }, { vendorCode: String(code), next: 'reload' }),
    ]),
  ])('%s', (_, value, reading) => {
    expect(readTencentResult(value)).toStrictEqual(reading);
  });
});

describe('what the promise of Aliyun’s init says', () => {
  it.each<[unknown, string]>([
    [null, ''],
    [{ Code: 'Success', Success: true }, ''],
    [{ Code: 7 }, ''],
    [{ Code: 'IllegalScene', LimitFlow: true }, 'IllegalScene'],
    [{ LimitFlow: true }, 'LIMIT_FLOW'],
    [{ LimitedFlow: true }, 'LIMIT_FLOW'],
    [{ Success: false }, 'Fail'],
    [{ Success: 0 }, ''],
  ])('%j is the failure %j', (value, failure) => {
    expect(readInitAnswer(value).failure).toBe(failure);
  });
});

describe('Aliyun’s codes', () => {
  it.each([
    ['', '', 'vendor_failed', {}],
    ['Fail', '', 'vendor_failed', { vendorCode: 'Fail' }],
    ['Fail', 'INIT_FAIL', 'vendor_failed', { vendorCode: 'INIT_FAIL' }],
    ['IllegalScene', 'INIT_FAIL', 'vendor_refused', { vendorCode: 'IllegalScene' }],
    ['Forbidden.Account', '', 'vendor_refused', { vendorCode: 'Forbidden.Account', category: 'account' }],
    ['NotIllegal', '', 'vendor_failed', { vendorCode: 'NotIllegal' }],
    ['', 'LIMIT_FLOW', 'rate_limited', { vendorCode: 'LIMIT_FLOW' }],
    ['ThrottlingByStrategy', '', 'rate_limited', { vendorCode: 'ThrottlingByStrategy' }],
    ['403', '', 'rate_limited', { vendorCode: '403' }],
    ['X403', '', 'vendor_failed', { vendorCode: 'X403' }],
  ])('%j of the API and %j of onError: %s', (apiCode, errorCode, code, detail) => {
    expect(readFailure(apiCode, errorCode)).toStrictEqual([code, detail]);
  });
});

describe('a captchaVerifyParam', () => {
  it.each([
    ['{"failover":"T"}', true],
    [btoa('{"failover":true}'), true],
    [btoa('{"isSign":true}'), true],
    [btoa('{"isSign":true,"securityToken":"t"}'), false],
    [btoa('{"isSign":false}'), false],
    ['null', false],
    ['not base64 !', false],
  ])('%s is of the script’s own failover: %j', (param, isFailover) => {
    expect(isDegraded(param)).toBe(isFailover);
  });
});
