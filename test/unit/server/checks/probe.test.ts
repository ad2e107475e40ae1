// @vitest-environment node
import dns from 'node:dns';
import { isIP } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ServerApiFault, ServerApiVendor } from 'captcha-failover-simulator';
import { parseRecoveryTicket } from '../../../../src/recovery-ticket.js';
import { APP_ID, freshInput, simulated, vendors } from './simulated-sites.js';

const { siteCheck, running, callsTo } = simulated();

type LookupAll = (error: null, found: string | { address: string; family: number }[], family?: number) => void;
const probed = (vendor: ServerApiVendor, fault: ServerApiFault, overrides = {}) => {
  running().serverApis.setFault(vendor, fault);
  return siteCheck(vendor, overrides).probe(new AbortController().signal);
};
const json = (status: number, value: unknown) => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify(value),
});
const bodyOfLastCall = () => running().serverApis.calls.at(-1)?.body ?? '';

afterEach(() => vi.unstubAllEnvs());
// The first connection of a process takes longer than later ones.
beforeAll(() => Promise.all(vendors.map((vendor) => siteCheck(vendor).check(freshInput(vendor)))));

describe.each([
  ['tencent', 'code_21'],
  // A param without the fields of one.
  ['aliyun', 'code_F013'],
  ['aicaptcha', 'code_decrypt_fail'],
] as const)('%s:', (vendor, healthy) => {
  it('is up when it judges our own ticket, again and again', async () => {
    for (let n = 0; n < 3; n += 1) expect(await probed(vendor, 'ok')).toEqual({ answer: 'up', why: healthy });
  });

  it.each<[ServerApiFault, string]>([
    ['reset', 'ECONNRESET'],
    ['closed', 'ECONNRESET'],
    ['reset_midbody', 'ECONNRESET'],
    ['status_500', 'http_500'],
    ['status_502', 'http_502'],
    ['status_503', 'http_503'],
    [json(503, { Code: 'ServiceUnavailable' }), 'http_503'],
  ])('is down by %j, which is asked once', async (fault, why) => {
    const before = callsTo(vendor);
    expect(await probed(vendor, fault)).toEqual({ answer: 'down', why });
    expect(callsTo(vendor) - before).toBe(1);
  });

  it('is down when nobody listens, which is asked once', async () => {
    const endpoint = running().hosts.refused;
    expect(await probed(vendor, 'ok', { endpoint })).toEqual({ answer: 'down', why: 'ECONNREFUSED' });
  });

  it('is down when the connection cannot be secured', async () => {
    const endpoint = running().hosts.tencentApi.replace('http:', 'https:');
    expect(await probed(vendor, 'ok', { endpoint })).toMatchObject({
      answer: 'down',
      why: expect.stringMatching(/^EPROTO$|^ERR_SSL_/) as string,
    });
  });

  it.each<[ServerApiFault, string | RegExp]>([
    ['html', 'not_json'],
    ['not_json', 'not_json'],
    [json(200, {}), 'not_json'],
    [json(200, null), 'not_json'],
    ['status_401', /^http_401$|^not_json$/],
    ['status_403', /^http_403$|^not_json$/],
    ['status_404', /^http_404$|^not_json$/],
    ['status_407', /^http_407$|^not_json$/],
    [{ status: 302, headers: { location: '/elsewhere' }, body: '' }, /^http_302$|^not_json$/],
  ])('is not judged by %j', async (fault, why) => {
    const { answer, why: said } = await probed(vendor, fault);
    expect(answer).toBe('unknown');
    expect(said).toMatch(why);
  });
});

describe('tencent:', () => {
  it('is asked with a disaster ticket of the site and of this moment', async () => {
    await probed('tencent', 'ok');
    const body = JSON.parse(bodyOfLastCall()) as { Ticket: string; Randstr: string; UserIp: string };
    const ticket = parseRecoveryTicket(body.Ticket);
    expect(ticket).toMatchObject({ prefix: 'trerror', code: 1001, id: APP_ID });
    expect(Math.abs((ticket?.issuedAt ?? 0) - Date.now())).toBeLessThan(5000);
    expect(body.Randstr).toMatch(/^@./);
    expect(isIP(body.UserIp)).toBe(4);
  });

  it.each<[ServerApiFault, string, string]>([
    ['verdict_16', 'up', 'code_16'],
    ['verdict_15', 'up', 'code_15'],
    ['verdict_26', 'down', 'code_26'],
    ['verdict_100', 'unknown', 'code_100'],
    ['error_InternalError', 'down', 'InternalError'],
    ['error_RequestLimitExceeded', 'throttled', 'RequestLimitExceeded'],
    ['status_429', 'throttled', 'http_429'],
    ['error_AuthFailure.SignatureFailure', 'unknown', 'AuthFailure.SignatureFailure'],
    ['error_UnauthorizedOperation.Unauthorized', 'unknown', 'UnauthorizedOperation.Unauthorized'],
    ['error_InvalidParameter', 'unknown', 'InvalidParameter'],
  ])('%s is %s', async (fault, answer, why) => {
    expect(await probed('tencent', fault)).toEqual({ answer, why });
  });
});

describe('aliyun:', () => {
  it.each<[ServerApiFault, string, string]>([
    ['verdict_F003', 'up', 'code_F003'],
    ['verdict_F006', 'up', 'code_F006'],
    ['verdict_F023', 'up', 'code_F023'],
    ['error_InvalidParameter', 'up', 'InvalidParameter'],
    ['error_MissingSceneId', 'up', 'MissingSceneId'],
    ['error_SomethingNew', 'up', 'SomethingNew'],
    [json(200, { Success: false, Code: 'InternalError' }), 'up', 'InternalError'],
    ['error_InternalError', 'down', 'http_500'],
    ['error_Throttling.User', 'throttled', 'Throttling.User'],
    [json(503, { Code: 'Throttling' }), 'throttled', 'Throttling'],
    [json(200, { Success: false, Code: 'Throttling' }), 'throttled', 'Throttling'],
    [json(429, {}), 'throttled', 'http_429'],
    ['error_SignatureDoesNotMatch', 'unknown', 'SignatureDoesNotMatch'],
    ['error_InvalidAccessKeyId.NotFound', 'unknown', 'http_404'],
    ['error_Forbidden.RAMUserAccessDenied', 'unknown', 'http_403'],
    [json(407, {}), 'unknown', 'http_407'],
  ])('%j is %s', async (fault, answer, why) => {
    expect(await probed('aliyun', fault)).toEqual({ answer, why });
  });
});

describe('aicaptcha:', () => {
  it('is asked with a response', async () => {
    await probed('aicaptcha', 'ok');
    expect(new URLSearchParams(bodyOfLastCall()).get('response')).toMatch(/./);
  });

  it.each<[ServerApiFault, string, string]>([
    ['verdict_runtime_err', 'down', 'code_runtime_err'],
    ['verdict_referer_denied', 'up', 'code_referer_denied'],
    ['verdict_sitekey_invalid', 'up', 'code_sitekey_invalid'],
    [json(200, { status: 'success', result: 'success' }), 'up', 'code_success'],
  ])('%j is %s', async (fault, answer, why) => {
    expect(await probed('aicaptcha', fault)).toEqual({ answer, why });
  });
});

describe.each(vendors)('a probe of %s', (vendor) => {
  it.each(['hang', 'hang_midbody'] as const)('waits at a %s as long as it is told, and no longer', async (fault) => {
    running().serverApis.setFault(vendor, fault);
    const controller = new AbortController();
    // However short the limit of a real ticket is.
    const probe = siteCheck(vendor, {}, { timeoutMs: 100 }).probe(controller.signal);
    expect(await Promise.race([probe, pause(800, 'waits')])).toBe('waits');
    controller.abort();
    expect((await probe).answer).not.toBe('up');
  });
});

describe('a name with two addresses, neither of which takes connections,', () => {
  it.each(vendors)('is %s down: every SDK has forgotten that, or says nothing', async (vendor) => {
    const { port } = new URL(running().hosts.refused);
    vi.spyOn(dns, 'lookup').mockImplementation(((_: string, options: dns.LookupOptions, found: LookupAll) => {
      const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
      if (options.all) found(null, addresses);
      else found(null, '127.0.0.1', 4);
    }) as typeof dns.lookup);
    expect(await probed(vendor, 'ok', { endpoint: `http://localhost:${port}` })).toEqual({
      answer: 'down',
      why: 'ECONNREFUSED',
    });
  });
});

it('a vendor behind a proxy that does not listen is neither asked nor judged, where its SDK uses the proxy', async () => {
  vi.stubEnv('http_proxy', running().hosts.refused);
  const before = callsTo('tencent');
  expect(await probed('tencent', 'reset')).toEqual({ answer: 'unknown', why: 'proxy_unreachable' });
  expect(callsTo('tencent')).toBe(before);
  expect(await probed('aliyun', 'reset')).toEqual({ answer: 'down', why: 'ECONNRESET' });
});
