// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../../src/server/checks/check-result.js';
import { readPolicy } from '../../../src/server/policy.js';
import { createVerifier, type Verifier } from '../../../src/server/verifier.js';
import {
  aicaptchaSite,
  aliyunSite,
  APP_ID,
  fakeVendors,
  KEYS,
  realProof,
  recoveryProof,
  SCENE_ID,
  tencentSite,
  verifierOver,
} from './fake-vendors.js';

const aliyunProof = (captchaVerifyParam = 'param1') => ({ v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam });
const aicaptchaProof = (response = 'response1') => ({ v: 1, vendor: 'aicaptcha', id: 'key1', response });
const all = [tencentSite, aliyunSite, aicaptchaSite];
const aWhile = 20_000;

const visitor = { remoteIp: '203.0.113.7', session: 's1' };
const started: Verifier[] = [];

async function start(options: Parameters<typeof verifierOver>[1] = {}) {
  const vendors = fakeVendors();
  const made = await verifierOver(vendors, options);
  started.push(made.verifier);
  return { vendors, ...made };
}

/** A page token that is old enough to be used. */
async function pageToken(verifier: Verifier, page: { action?: string; session: string; remoteIp: string } = visitor) {
  const token = await verifier.issuePageToken(page);
  await vi.advanceTimersByTimeAsync(2500);
  return token;
}

beforeEach(() => void vi.useFakeTimers({ now: Date.parse('2026-11-21T12:00:00Z') }));
afterEach(async () => {
  for (const verifier of started.splice(0)) await verifier.close();
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a real ticket', () => {
  it('that the vendor passes is a human, with a pass token', async () => {
    const { verifier } = await start();
    const verdict = await verifier.verify(realProof(), visitor);
    expect(verdict).toMatchObject({ accepted: true, assurance: 'human', reason: 'passed' });
    expect(verdict).toHaveProperty('passToken', expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/));
  });

  const refused: [CheckResult, object, string?][] = [
    [
      { kind: 'refused', reason: 'challenge_failed', vendorCode: '15' },
      { reason: 'challenge_failed', next: 'retry', vendorCode: '15' },
    ],
    [
      { kind: 'refused', reason: 'risk_refused', vendorCode: '21' },
      { reason: 'risk_refused', next: 'step_up' },
    ],
    [
      { kind: 'refused', reason: 'expired' },
      { reason: 'expired', next: 'retry' },
    ],
    [
      { kind: 'refused', reason: 'replayed' },
      { reason: 'replayed', next: 'retry' },
    ],
    [{ kind: 'refused', reason: 'test_mode', vendorCode: 'T005' }, { reason: 'test_mode', next: 'stop' }, 'test_mode'],
    [
      { kind: 'rate_limited', retryAfterMs: 700 },
      { reason: 'rate_limited', next: 'retry', retryAfterMs: 700 },
    ],
    [
      { kind: 'misconfigured', detail: 'check secretId' },
      { reason: 'misconfigured', next: 'step_up' },
      'misconfigured',
    ],
    [
      { kind: 'unchecked', why: 'timeout' },
      { reason: 'no_outage_seen', next: 'retry', retryAfterMs: 5000 },
    ],
  ];
  it.each(refused)('that is %j is refused, with a way on', async (result, expected, incident) => {
    const { verifier, vendors, incidents } = await start();
    vendors.verdict('tencent', result);
    expect(await verifier.verify(realProof(), visitor)).toMatchObject({ accepted: false, ...expected });
    expect(incidents.map(({ kind }) => kind)).toEqual(incident ? [incident] : []);
  });

  it('that tells of a fault of configuration brings the catalogue’s advice to the incident', async () => {
    const { verifier, vendors, incidents } = await start();
    vendors.verdict('tencent', { kind: 'misconfigured', detail: 'check appSecretKey', vendorCode: '100' });
    await verifier.verify(realProof(), visitor);
    expect(incidents).toMatchObject([
      {
        kind: 'misconfigured',
        vendorCode: '100',
        category: 'configuration',
        advice: expect.stringMatching(/\w+ .+\./) as string,
      },
    ]);
  });

  it.each([
    [
      { ...realProof(), ticket: 't03', randstr: '@r' },
      { vendor: 'tencent', ticket: 't03', randstr: '@r' },
    ],
    [aliyunProof(), { vendor: 'aliyun', captchaVerifyParam: 'param1' }],
    [aicaptchaProof(), { vendor: 'aicaptcha', response: 'response1' }],
  ])('is asked of its own vendor, with the visitor’s address: %j', async (proof, question) => {
    const { verifier, vendors } = await start({ sites: all });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'human' });
    expect(vendors.asked).toEqual([{ ...question, remoteIp: visitor.remoteIp }]);
  });

  it('from an IPv4 address in IPv6 clothes reaches the vendor with the IPv4 address', async () => {
    const { verifier, vendors } = await start();
    await verifier.verify(realProof(), { ...visitor, remoteIp: '::ffff:cb00:7107' });
    expect(vendors.asked).toMatchObject([{ remoteIp: '203.0.113.7' }]);
  });

  it.each([() => realProof(), () => aliyunProof(`param${Math.random()}`), () => aicaptchaProof(`r${Math.random()}`)])(
    'that no vendor could check is let in once by the policy always: %#',
    async (fresh) => {
      const { verifier, vendors } = await start({ sites: all, actions: { default: { acceptRecovery: 'always' } } });
      for (const { vendor } of all) vendors.fall(vendor);
      const proof = fresh();
      const verdicts = [];
      for (const one of [proof, proof, fresh()]) verdicts.push(await verifier.verify(one, visitor));
      expect(verdicts.map(({ reason }) => reason)).toEqual(['policy_always', 'replayed', 'policy_always']);
    },
  );

  it('that is refused for a fault of configuration brings the vendor’s code', async () => {
    const { verifier, vendors } = await start();
    vendors.verdict('tencent', { kind: 'misconfigured', detail: 'check appSecretKey', vendorCode: '100' });
    expect(await verifier.verify(realProof(), visitor)).toMatchObject({ reason: 'misconfigured', vendorCode: '100' });
  });

  it('that is refused has no empty parts in its verdict', async () => {
    const { verifier, vendors } = await start();
    vendors.verdict('tencent', { kind: 'refused', reason: 'challenge_failed' });
    expect(Object.keys(await verifier.verify(realProof(), visitor)).sort()).toEqual([
      'accepted',
      'next',
      'reason',
      'requestId',
    ]);
  });
});

describe('a proof that is not even looked into', () => {
  it.each([
    ['of no shape', {}, visitor, 'malformed'],
    ['of the test entry', { ...realProof(), ticket: 'fake_1' }, visitor, 'fake'],
    ['of another site', { ...realProof(), id: '190000009' }, visitor, 'unknown_site'],
    [
      'of another site than its recovery ticket’s',
      { ...recoveryProof(), id: SCENE_ID, vendor: 'aliyun' },
      visitor,
      'unknown_site',
    ],
    ['of another vendor’s site', { ...realProof(), id: SCENE_ID }, visitor, 'unknown_site'],
    ['for another action', realProof(), { ...visitor, action: 'sign_up' }, 'unknown_action'],
    ['from nowhere', realProof(), { ...visitor, remoteIp: 'unknown' }, 'address_invalid'],
  ])('%s is refused', async (_, proof, context, reason) => {
    const { verifier, vendors } = await start({ sites: [tencentSite, aliyunSite] });
    expect(await verifier.verify(proof, context)).toMatchObject({ accepted: false, reason, next: 'stop' });
    expect(vendors.asked).toEqual([]);
  });

  it('without any context is refused, not thrown at', async () => {
    const { verifier } = await start();
    const verify = verifier.verify as (proof: unknown, context?: unknown) => ReturnType<Verifier['verify']>;
    expect(await verify(realProof())).toMatchObject({ accepted: false, reason: 'address_invalid' });
    expect(await verify(realProof(), null)).toMatchObject({ accepted: false, reason: 'address_invalid' });
  });
});

describe('a recovery proof', () => {
  it('is refused while the vendor is up, and may come again', async () => {
    const { verifier } = await start();
    const proof = recoveryProof({ pageToken: await pageToken(verifier) });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, reason: 'no_outage_seen' });
  });

  it('refused before the outage was seen is taken once it is', async () => {
    const { verifier, vendors } = await start();
    const proof = recoveryProof({ pageToken: await pageToken(verifier) });
    vendors.fall('tencent');
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, next: 'retry', retryAfterMs: 5000 });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await verifier.verify(proof, visitor)).toMatchObject({
      accepted: true,
      assurance: 'recovery',
      reason: 'vendor_outage',
    });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, reason: 'replayed' });
  });

  it('that the vendor’s own script made, posted as it is, is taken in an outage', async () => {
    const { verifier, vendors } = await start();
    const proof = { ...recoveryProof({ pageToken: await pageToken(verifier) }), failures: undefined };
    vendors.fall('tencent');
    await verifier.verify(proof, visitor);
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'recovery' });
    expect(vendors.asked).toEqual([]);
  });

  it('of a real ticket that could not be checked follows the same rule', async () => {
    const { verifier, vendors } = await start();
    const token = await pageToken(verifier);
    vendors.fall('tencent');
    const proof = { ...realProof(), pageToken: token };
    await verifier.verify(proof, visitor);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'recovery' });
  });

  it.each([
    ['tencent', 'aliyun'],
    ['aliyun', 'tencent'],
  ] as const)('needs every vendor of its action down: %s first, %s later', async (first, second) => {
    const { verifier, vendors } = await start({ sites: [tencentSite, aliyunSite] });
    const token = await pageToken(verifier);
    vendors.fall(first);
    await verifier.verify(recoveryProof({ pageToken: token }), visitor);
    // Longer than nobody is suspected anew.
    await vi.advanceTimersByTimeAsync(2 * aWhile);
    expect((await verifier.state()).find(({ vendor }) => vendor === first)).toMatchObject({ state: 'outage' });
    vendors.fall(second);
    // One is away and the other asked: soon the answer may be another one.
    const proof = recoveryProof({ pageToken: token });
    const shut = { accepted: false, reason: 'no_outage_seen', next: 'retry', retryAfterMs: 5000 };
    expect(await verifier.verify(proof, visitor)).toMatchObject(shut);
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'recovery' });
  });

  it('opens no door while this server itself is late', async () => {
    const { verifier, vendors } = await start();
    const proof = recoveryProof({ pageToken: await pageToken(verifier) });
    vendors.fare('slow');
    vendors.probesSay('tencent', { answer: 'down', why: 'timeout' });
    await verifier.verify(proof, visitor);
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, reason: 'no_outage_seen' });
  });

  it('that names the first of two vendors makes the canaries of both look', async () => {
    const { verifier, vendors } = await start({ sites: [tencentSite, aliyunSite] });
    const token = await pageToken(verifier);
    vendors.fall('tencent');
    vendors.fall('aliyun');
    const proof = recoveryProof({ pageToken: token });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, reason: 'no_outage_seen' });
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, reason: 'vendor_outage' });
  });

  it('of an action that offers one vendor only looks at that vendor', async () => {
    const actions = { login: { sites: [APP_ID] }, pay: {} };
    const { verifier, vendors } = await start({ sites: [tencentSite, aliyunSite], actions });
    const login = { ...visitor, action: 'login' };
    const token = await pageToken(verifier, login);
    vendors.fall('tencent');
    await verifier.verify(realProof(), login);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await verifier.verify(recoveryProof({ pageToken: token }), login)).toMatchObject({ accepted: true });
    const pay = { ...visitor, action: 'pay' };
    expect(await verifier.verify(recoveryProof(), pay)).toMatchObject({ reason: 'no_outage_seen' });
  });

  it('whose failures are all the page’s own fault is refused and told', async () => {
    const { verifier, incidents } = await start();
    const failures = [
      { vendor: 'tencent', code: 'csp_blocked', category: 'page' },
      { vendor: 'tencent', code: '<b>not ours', category: 'configuration' },
      { vendor: 'tencent', code: 'not_ours</b>', category: 'configuration' },
    ];
    const verdict = await verifier.verify({ ...recoveryProof(), failures }, visitor);
    expect(verdict).toMatchObject({ accepted: false, reason: 'client_configuration' });
    expect(incidents).toMatchObject([{ kind: 'client_configuration', codes: ['csp_blocked'] }]);
  });

  it('whose failures are all the page’s own fault is told, and judged by the vendor where its script made a param', async () => {
    const { verifier, vendors, incidents } = await start({ sites: all });
    const failures = [{ vendor: 'aliyun', code: 'vendor_refused', category: 'configuration' }];
    const proof = { ...recoveryProof({ vendor: 'aliyun', id: SCENE_ID }), captchaVerifyParam: 'made', failures };
    vendors.verdict('aliyun', { kind: 'refused', reason: 'risk_refused', vendorCode: 'F023' });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ reason: 'risk_refused' });
    vendors.verdict('aliyun', { kind: 'unchecked', why: 'timeout' });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ reason: 'client_configuration' });
    expect(incidents).toMatchObject([{ kind: 'client_configuration' }]);
  });

  it('with one failure beside the page’s own fault is judged by what the server sees', async () => {
    const { verifier, incidents } = await start();
    const proof = recoveryProof();
    const failures = [{ vendor: 'tencent', code: 'csp_blocked', category: 'page' }, ...proof.failures];
    expect(await verifier.verify({ ...proof, failures }, visitor)).toMatchObject({ reason: 'no_outage_seen' });
    expect(incidents).toEqual([]);
  });

  it('that carries a param of Aliyun’s is asked of the vendor first', async () => {
    const { verifier, vendors } = await start({ sites: [aliyunSite] });
    const proof = { ...recoveryProof({ vendor: 'aliyun', id: SCENE_ID }), captchaVerifyParam: 'made by its script' };
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'human' });
    const { remoteIp } = visitor;
    expect(vendors.asked).toEqual([{ vendor: 'aliyun', captchaVerifyParam: 'made by its script', remoteIp }]);
    vendors.verdict('aliyun', { kind: 'refused', reason: 'challenge_failed', vendorCode: 'F023' });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, vendorCode: 'F023' });
  });

  it.each([
    ['Aliyun’s without a param', () => recoveryProof({ vendor: 'aliyun', id: SCENE_ID })],
    ['Tencent’s with a param', () => ({ ...recoveryProof(), captchaVerifyParam: 'made up' })],
  ])('is asked of no vendor: %s', async (_, makeProof) => {
    const { verifier, vendors } = await start({ sites: [tencentSite, aliyunSite] });
    const proof = makeProof();
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, reason: 'no_outage_seen' });
    expect(vendors.asked).toEqual([]);
  });

  it('follows a person’s word, both ways', async () => {
    const { verifier } = await start();
    const token = await pageToken(verifier);
    await verifier.declare('tencent', 'outage', { until: Date.now() + 60_000, reason: 'their page says so' });
    expect(await verifier.verify(recoveryProof({ pageToken: token }), visitor)).toMatchObject({
      accepted: true,
      reason: 'declared_outage',
    });
    await verifier.declare('tencent', 'healthy', { until: Date.now() + 60_000, reason: 'over' });
    expect((await verifier.state())[0]).toMatchObject({ vendor: 'tencent', state: 'healthy', declared: true });
    // To wait would be of no use.
    const shut = await verifier.verify(recoveryProof({ pageToken: token }), visitor);
    expect(shut).toMatchObject({ accepted: false, reason: 'no_outage_seen', next: 'step_up' });
    expect(shut).not.toHaveProperty('retryAfterMs');
  });
});

describe('a page token', () => {
  it('for an action that is not there is a mistake of the caller’s, and said so', async () => {
    const { verifier } = await start();
    await expect(verifier.issuePageToken({ ...visitor, action: 'sign_up' })).rejects.toThrow(
      new TypeError('issuePageToken: "sign_up" is none of the actions.'),
    );
  });
});

describe('onIncident', () => {
  const at = expect.any(Number) as number;

  it('hears of an outage', async () => {
    const { verifier, vendors, incidents } = await start();
    vendors.fall('tencent');
    await verifier.verify(realProof(), visitor);
    await vi.advanceTimersByTimeAsync(aWhile);
    expect(incidents).toMatchObject([
      { kind: 'state_changed', vendor: 'tencent', from: 'healthy', to: 'suspected' },
      { kind: 'state_changed', vendor: 'tencent', from: 'suspected', to: 'outage' },
    ]);
  });

  it('hears that the address of a visitor is none', async () => {
    const { verifier, incidents } = await start();
    await verifier.verify(realProof(), { ...visitor, remoteIp: 'unknown' });
    expect(incidents).toEqual([{ kind: 'address_invalid', vendor: 'tencent', at }]);
  });

  it.each([
    [new Error('npm install it'), 'npm install it'],
    ['a text', 'cannot load the vendor’s packages'],
  ])('hears at the start that a vendor’s packages cannot be loaded: %s', async (fault, detail) => {
    const vendors = fakeVendors();
    const siteCheck: typeof vendors.parts.siteCheck = (site) => ({
      ...vendors.parts.siteCheck(site),
      ready: vi.fn<() => Promise<void>>().mockRejectedValue(fault),
    });
    const { verifier, incidents } = await verifierOver({ ...vendors, parts: { ...vendors.parts, siteCheck } });
    started.push(verifier);
    expect(incidents).toEqual([{ kind: 'misconfigured', vendor: 'tencent', detail, at }]);
  });

  it.each([
    [new RangeError('with a ticket in it'), 'RangeError'],
    ['a text with a ticket in it', 'string'],
  ])('hears of a fault of ours by its name only, and the visitor is refused: %s', async (fault, detail) => {
    const vendors = fakeVendors();
    const siteCheck: typeof vendors.parts.siteCheck = (site) => ({
      ...vendors.parts.siteCheck(site),
      check: vi.fn<() => Promise<CheckResult>>().mockRejectedValue(fault),
    });
    const { verifier, incidents } = await verifierOver({ ...vendors, parts: { ...vendors.parts, siteCheck } });
    started.push(verifier);
    expect(await verifier.verify(realProof(), visitor)).toEqual({
      accepted: false,
      reason: 'internal_error',
      next: 'step_up',
      requestId: expect.stringMatching(/^[\da-f-]{36}$/) as string,
    });
    expect(incidents).toEqual([{ kind: 'internal_error', detail, at }]);
  });

  it.each([
    ['without a code', {}, {}],
    ['with a code of no list', { vendorCode: 'Nobody.Knows' }, { vendorCode: 'Nobody.Knows' }],
    [
      'with a code that means something else in the browser',
      { vendorCode: 'Forbidden.AccountAccessDenied' },
      {
        vendorCode: 'Forbidden.AccountAccessDenied',
        category: 'account',
        advice: 'Activate the product or settle the bill in the console.',
      },
    ],
  ])('hears of a fault of configuration %s, with what is known of it', async (_, code, known) => {
    const { verifier, vendors, incidents } = await start({ sites: [aliyunSite] });
    vendors.verdict('aliyun', { kind: 'misconfigured', detail: 'check the keys', ...code });
    await verifier.verify(aliyunProof(), visitor);
    expect(incidents).toStrictEqual([
      { kind: 'misconfigured', vendor: 'aliyun', detail: 'check the keys', ...known, at },
    ]);
  });
});

describe('createVerifier', () => {
  it.each([
    [{ sites: [], keys: KEYS }, 'sites'],
    [{ sites: [{ vendor: 'turnstile' }], keys: KEYS }, 'sites[0].vendor'],
    [{ sites: [{ ...tencentSite, appId: 7 }], keys: KEYS }, 'sites[0].appId'],
    [{ sites: [{ ...tencentSite, appId: '19a' }], keys: KEYS }, 'sites[0].appId: digits'],
    [{ sites: [{ ...tencentSite, appId: 'a19' }], keys: KEYS }, 'sites[0].appId: digits'],
    [{ sites: [{ ...tencentSite, region: 'sgp' }], keys: KEYS }, 'sites[0].region: cn or intl'],
    [{ sites: [{ ...aliyunSite, region: 'intl' }], keys: KEYS }, 'sites[0].region: cn or sgp'],
    [{ sites: [{ ...aicaptchaSite, region: 'cn' }], keys: KEYS }, 'sites[0].region: has no meaning'],
    [{ sites: [null, tencentSite], keys: KEYS, actions: { login: { sites: [APP_ID] } } }, 'sites[0].vendor'],
    [{ sites: [tencentSite], keys: KEYS, actions: { 'log in': {} } }, 'actions: "log in" is no name'],
    [{ sites: [tencentSite, tencentSite], keys: KEYS }, 'twice'],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { acceptRecovery: 'sometimes' } } }, 'actions.login'],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { sites: ['other'] } } }, 'other is none'],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { sites: 7 } } }, 'actions.login.sites: an array'],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { sites: [] } } }, 'actions.login.sites: an array'],
    [{ sites: [tencentSite], keys: KEYS, actions: {} }, 'actions'],
    [{ sites: [tencentSite], keys: KEYS, timeoutMs: 99 }, 'timeoutMs: a number from 100 to 10000'],
    [{ sites: [tencentSite], keys: KEYS, timeoutMs: 3e9 }, 'timeoutMs'],
    [{ sites: [tencentSite], keys: KEYS, timeoutMs: '3000' }, 'timeoutMs'],
    [{ sites: [tencentSite], keys: KEYS, maxInFlight: '30' }, 'maxInFlight: a number from 1 to 10000'],
    [{ sites: [tencentSite], keys: KEYS, maxPerSecond: 0 }, 'maxPerSecond: a number from 1 to 10000'],
    [{ sites: [{ ...aliyunSite, sceneId: 'a scene' }], keys: KEYS }, 'sites[0]: its id has letters'],
    [
      { sites: [tencentSite], keys: KEYS, actions: { login: { recoveryPerMinute: 0 } } },
      'actions.login.recoveryPerMinute',
    ],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { recoveryPerMinute: 2.5 } } }, 'a whole number from 1'],
    [{ sites: [], keys: KEYS, timeoutMs: 0 }, 'is needed; timeoutMs'],
    [{ sites: [tencentSite], keys: KEYS, pageToken: 'maybe' }, 'pageToken'],
    [{ sites: [tencentSite], keys: [{ kid: 'k', secret: 'short' }] }, '32 bytes'],
    [{ sites: [tencentSite], keys: [] }, 'keys'],
    [{ sites: [{ ...tencentSite, endpoint: 'http://example.com' }], keys: KEYS }, 'sites[0].endpoint: needs https'],
    [{ sites: [{ ...tencentSite, scripts: { entry: 'nowhere' } }], keys: KEYS }, 'sites[0].scripts: not a URL'],
    [{ sites: [tencentSite], keys: KEYS, references: ['ftp://example.com'] }, 'references: needs https'],
  ])('throws for wrong options: %#', (options, told) => {
    expect(() => createVerifier(options as unknown as Parameters<typeof createVerifier>[0])).toThrow(TypeError);
    expect(() => createVerifier(options as unknown as Parameters<typeof createVerifier>[0])).toThrow(told);
  });

  it.each([
    [{ timeoutMs: 100, maxInFlight: 1, maxPerSecond: 1 }],
    [{ timeoutMs: 10_000, maxInFlight: 10_000, maxPerSecond: 10_000 }],
    [{ actions: { login: { recoveryPerMinute: 1 }, sign_up: { recoveryPerMinute: 100_000 } } }],
    [{ sites: [{ ...aicaptchaSite, scripts: { entry: 'nowhere' } } as typeof aicaptchaSite] }],
    [{ sites: [aicaptchaSite, { ...aliyunSite, region: 'sgp' } as typeof aliyunSite] }],
  ])('takes %j', (options) => {
    expect(readPolicy({ sites: [tencentSite], keys: KEYS, ...options }).size).toBeGreaterThan(0);
  });

  it.each([
    [{ keys: [] }, 'keys: at least one is needed'],
    [{ keys: 'a secret' }, 'keys: at least one is needed'],
    [
      { references: ['ftp://example.com'] },
      'references: needs https (http is for loopback addresses): ftp://example.com',
    ],
    [
      { actions: { login: { recoveryPerMinute: 100_001 } } },
      'actions.login.recoveryPerMinute: a whole number from 1 to 100000',
    ],
  ])('says what is wrong with %j, and no more', (options, problem) => {
    const make = () => createVerifier({ sites: [tencentSite], keys: KEYS, ...(options as object) });
    expect(make).toThrow(new TypeError(`createVerifier: ${problem}`));
  });

  it('tells all that is wrong at once', () => {
    const sites = [{ ...tencentSite, endpoint: 'nowhere', scripts: { entry: 'nowhere' } }, aliyunSite];
    const make = () => createVerifier({ sites, keys: [], references: ['nowhere'], timeoutMs: 1 });
    for (const told of ['timeoutMs', 'sites[0].endpoint', 'sites[0].scripts', 'keys', 'references'])
      expect(make).toThrow(told);
  });

  it('never names a secret in what it throws', () => {
    const wrong = { ...tencentSite, region: 'mars', secretKey: 'top-secret' };
    const make = () => createVerifier({ sites: [wrong as never], keys: KEYS });
    expect(make).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('top-secret') as string }) as Error,
    );
  });
});
