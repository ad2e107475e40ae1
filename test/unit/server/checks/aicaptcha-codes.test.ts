// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { mintAicaptchaResponse } from 'captcha-failover-simulator';
import { REMOTE_IP, simulated } from './simulated-sites.js';

const { siteCheck, running } = simulated();

const input = (response: string) => ({ response, remoteIp: REMOTE_IP });
const refused = (reason: string) => ({ kind: 'refused', reason });
const misconfigured = { kind: 'misconfigured' };

describe('a reason of siteverify', () => {
  it.each([
    ['decrypt_fail', refused('challenge_failed')],
    ['time_invalid', refused('challenge_failed')],
    ['runtime_data_missing', refused('challenge_failed')],
    ['invalid_runtime_data', refused('challenge_failed')],
    ['verify_limit', refused('challenge_failed')],
    ['refresh_limit', refused('challenge_failed')],
    ['no_tno', refused('challenge_failed')],
    ['tno_missing', refused('challenge_failed')],
    ['tno_invalid', refused('challenge_failed')],
    ['tno_format_err', refused('challenge_failed')],
    ['tno_mismatch', refused('challenge_failed')],
    ['tno_expired', refused('expired')],
    ['token_err', refused('challenge_failed')],
    ['payload_err', refused('challenge_failed')],
    ['payload_used', refused('replayed')],
    ['referer_denied', misconfigured],
    ['no_sitekey', misconfigured],
    ['sitekey_invalid', misconfigured],
    ['site_deleted', misconfigured],
    ['site_paused', misconfigured],
    ['runtime_err', { kind: 'unchecked', why: 'vendor_error' }],
    ['something_new', refused('challenge_failed')],
  ])('%s', async (reason, expected) => {
    const result = await siteCheck('aicaptcha').check(input(mintAicaptchaResponse({ reason })));
    expect(result).toMatchObject({ ...expected, vendorCode: reason });
  });

  it('is not needed for a pass, which is good once', async () => {
    const { check } = siteCheck('aicaptcha');
    const response = mintAicaptchaResponse();
    expect(await check(input(response))).toEqual({ kind: 'human' });
    expect(await check(input(response))).toMatchObject({ reason: 'replayed', vendorCode: 'payload_used' });
    expect(await check(input('made up'))).toMatchObject({ vendorCode: 'decrypt_fail' });
    const old = mintAicaptchaResponse({ issuedAt: Date.now() - 301_000 });
    expect(await check(input(old))).toMatchObject({ vendorCode: 'tno_expired' });
  });

  it('names the secret when that is wrong', async () => {
    const result = await siteCheck('aicaptcha', { secret: 'wrong' }).check(input(mintAicaptchaResponse()));
    expect(result).toMatchObject({ kind: 'misconfigured', detail: expect.stringContaining('secret') as string });
  });
});

describe('an answer of another shape', () => {
  it.each([
    ['null', null],
    ['an array', []],
    ['an empty object', {}],
    ['numbers', { status: 1, result: 1, reason: 1 }],
  ])('(%s) is no verdict', async (_title, answer) => {
    running().serverApis.setFault('aicaptcha', { body: JSON.stringify(answer) });
    expect(await siteCheck('aicaptcha').check(input('x'))).toEqual({ kind: 'unchecked', why: 'not_json' });
  });

  it.each([
    ['the call worked, the visitor did not', { status: 'success', result: 'fail', reason: '' }],
    ['the call did not work', { status: 'error', result: 'success', reason: 'token_err' }],
    ['a result without a reason', { status: 'success', result: 'unknown' }],
    ['nothing but a reason', { reason: 'token_err' }],
  ])('(%s) passes nobody', async (_title, answer) => {
    running().serverApis.setFault('aicaptcha', { body: JSON.stringify(answer) });
    expect(await siteCheck('aicaptcha').check(input('x'))).toMatchObject(refused('challenge_failed'));
  });

  it('(a reason with HTTP 400) is a verdict all the same', async () => {
    const body = JSON.stringify({ status: 'error', result: 'fail', reason: 'payload_used' });
    running().serverApis.setFault('aicaptcha', { status: 400, body });
    expect(await siteCheck('aicaptcha').check(input('x'))).toMatchObject(refused('replayed'));
  });

  it.each([
    [429, { kind: 'rate_limited', retryAfterMs: 1000 }],
    [500, { kind: 'unchecked', why: 'server_error' }],
    [503, { kind: 'unchecked', why: 'server_error' }],
  ])('(a reason with HTTP %i) is not that of an API in order', async (status, expected) => {
    const body = JSON.stringify({ status: 'error', result: 'fail', reason: 'payload_used' });
    running().serverApis.setFault('aicaptcha', { status, body });
    expect(await siteCheck('aicaptcha').check(input('x'))).toEqual(expected);
  });

  it('(a pass with HTTP 403) passes nobody', async () => {
    const body = JSON.stringify({ status: 'success', result: 'success', reason: '' });
    running().serverApis.setFault('aicaptcha', { status: 403, body });
    expect(await siteCheck('aicaptcha').check(input('x'))).toEqual({ kind: 'unchecked', why: 'not_json' });
  });
});
