import { describe, expect, it } from 'vitest';
import { CaptchaError, toTencentResult, type Outcome, type RecoveryProof } from '../../src/index.js';

const error = new CaptchaError('script_network');
const tencentPass = { v: 1, id: '199999861', vendor: 'tencent', ticket: 'tr03x*', randstr: '@Vki' } as const;
const aliyunPass = { v: 1, id: 'scene1', vendor: 'aliyun', captchaVerifyParam: 'param' } as const;
const recovery: RecoveryProof = {
  v: 1,
  id: '199999861',
  vendor: 'tencent',
  ticket: 'trerror_1001_199999861_1795264000',
  randstr: '@0123456789a',
  failures: [],
};
const unverified = {
  status: 'unverified',
  expiresAt: 1,
  error,
  errorCode: 1001,
  errorMessage: 'jsload_error',
} as const;

describe('what Tencent’s own callback would have got', () => {
  it.each<[string, Outcome, object | undefined]>([
    [
      'for a Tencent pass is its ticket',
      { status: 'passed', proof: tencentPass, expiresAt: 1 },
      { ret: 0, ticket: 'tr03x*', randstr: '@Vki', appid: '199999861' },
    ],
    ['for an Aliyun pass is nothing', { status: 'passed', proof: aliyunPass, expiresAt: 1 }, undefined],
    [
      'for an outage is the disaster ticket with ret 0, as documented',
      { ...unverified, proof: recovery },
      {
        ret: 0,
        ticket: 'trerror_1001_199999861_1795264000',
        randstr: '@0123456789a',
        appid: '199999861',
        errorCode: 1001,
        errorMessage: 'jsload_error',
      },
    ],
    [
      'for a close is ret 2 and no ticket',
      { status: 'dismissed', proof: null, reason: 'closed' },
      { ret: 2, ticket: null },
    ],
    ['for a time-out is nothing', { status: 'dismissed', proof: null, reason: 'timeout' }, undefined],
    ['for a removed challenge is nothing', { status: 'dismissed', proof: null, reason: 'removed' }, undefined],
    ['for a superseded session is nothing', { status: 'dismissed', proof: null, reason: 'superseded' }, undefined],
    ['for a destroyed captcha is nothing', { status: 'dismissed', proof: null, reason: 'destroyed' }, undefined],
    ['for a failure without recovery is nothing', { status: 'failed', proof: null, error }, undefined],
  ])('%s', (_, outcome, result) => {
    expect(toTencentResult(outcome)).toEqual(result);
  });

  it('has no error fields where there is no error', () => {
    const result = toTencentResult({ status: 'passed', proof: tencentPass, expiresAt: 1 });
    expect(Object.keys(result ?? {}).sort()).toEqual(['appid', 'randstr', 'ret', 'ticket']);
  });
});
