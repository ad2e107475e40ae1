// @vitest-environment node
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckResult } from '../../../src/server/checks/check-result.js';
import { createVerifier, type Verifier } from '../../../src/server/verifier.js';
import {
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
afterEach(() => {
  for (const verifier of started.splice(0)) verifier.close();
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

  it('from a network that brings too many waits before any vendor is asked', async () => {
    const { verifier } = await start({ realTicketsPerMinute: 2 });
    const verdicts = [];
    for (let i = 0; i < 3; i += 1) verdicts.push(await verifier.verify(realProof(), visitor));
    expect(verdicts.map(({ reason }) => reason)).toEqual(['passed', 'passed', 'rate_limited']);
    expect(await verifier.verify(realProof(), { ...visitor, remoteIp: '198.51.100.1' })).toMatchObject({
      accepted: true,
    });
  });
});

describe('a proof that is not even looked into', () => {
  it.each([
    ['of no shape', {}, visitor, 'malformed'],
    ['of the test entry', { ...realProof(), ticket: 'fake_1' }, visitor, 'fake'],
    ['of another site', { ...realProof(), id: '190000009' }, visitor, 'unknown_site'],
    ['for another action', realProof(), { ...visitor, action: 'sign_up' }, 'unknown_action'],
    ['from nowhere', realProof(), { ...visitor, remoteIp: 'unknown' }, 'address_invalid'],
  ])('%s is refused', async (_, proof, context, reason) => {
    const { verifier } = await start();
    expect(await verifier.verify(proof, context)).toMatchObject({ accepted: false, reason, next: 'stop' });
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
    ['without a page token', () => undefined, visitor, 'page_token_missing'],
    ['with one that somebody made', () => 'a.b.c', visitor, 'page_token_invalid'],
    ['with that of another session', (token: string) => token, { ...visitor, session: 's2' }, 'page_token_invalid'],
  ])('%s stays outside in an outage', async (_, change, context, reason) => {
    const { verifier, vendors } = await start();
    const token = change(await pageToken(verifier));
    vendors.fall('tencent');
    await verifier.verify(realProof(), visitor);
    await vi.advanceTimersByTimeAsync(15_000);
    const proof = recoveryProof(token === undefined ? {} : { pageToken: token });
    expect(await verifier.verify(proof, context)).toMatchObject({ accepted: false, reason, next: 'reload' });
  });

  it('needs every vendor of its action down', async () => {
    const { verifier, vendors } = await start({ sites: [tencentSite, aliyunSite] });
    const token = await pageToken(verifier);
    vendors.fall('tencent');
    await verifier.verify(realProof(), visitor);
    await vi.advanceTimersByTimeAsync(20_000);
    const proof = recoveryProof({ pageToken: token });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, reason: 'no_outage_seen' });
    vendors.fall('aliyun');
    await verifier.verify({ v: 1, vendor: 'aliyun', id: SCENE_ID, captchaVerifyParam: 'x' }, visitor);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'recovery' });
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
      { vendor: 'tencent', code: '<b>not ours</b>', category: 'configuration' },
    ];
    const verdict = await verifier.verify({ ...recoveryProof(), failures }, visitor);
    expect(verdict).toMatchObject({ accepted: false, reason: 'client_configuration' });
    expect(incidents).toMatchObject([{ kind: 'client_configuration', codes: ['csp_blocked'] }]);
  });

  it('that carries a param of Aliyun’s is asked of the vendor first', async () => {
    const { verifier, vendors } = await start({ sites: [aliyunSite] });
    const proof = { ...recoveryProof({ vendor: 'aliyun', id: SCENE_ID }), captchaVerifyParam: 'made by its script' };
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: true, assurance: 'human' });
    vendors.verdict('aliyun', { kind: 'refused', reason: 'challenge_failed', vendorCode: 'F023' });
    expect(await verifier.verify(proof, visitor)).toMatchObject({ accepted: false, vendorCode: 'F023' });
  });

  it('is off where the policy says never', async () => {
    const { verifier } = await start({ actions: { default: { acceptRecovery: 'never' } } });
    expect(await verifier.verify(recoveryProof(), visitor)).toMatchObject({ reason: 'recovery_off', next: 'step_up' });
  });

  it('is taken at any time where the policy says always, within the budgets', async () => {
    const { verifier } = await start({ actions: { default: { acceptRecovery: 'always' } } });
    expect(await verifier.verify(recoveryProof(), visitor)).toMatchObject({ accepted: true, reason: 'policy_always' });
  });

  it('follows a person’s word, both ways', async () => {
    const { verifier } = await start();
    const token = await pageToken(verifier);
    await verifier.declare('tencent', 'outage', { reason: 'their page says so' });
    expect(await verifier.verify(recoveryProof({ pageToken: token }), visitor)).toMatchObject({
      accepted: true,
      reason: 'declared_outage',
    });
    await verifier.declare('tencent', 'healthy', { reason: 'over' });
    expect((await verifier.state())[0]).toMatchObject({ vendor: 'tencent', state: 'healthy', declared: true });
  });
});

describe('the store away', () => {
  const gone = () => Promise.reject(new Error('gone'));
  const store = { read: gone, write: gone, claim: gone, release: gone, count: gone, admit: gone, epoch: gone };

  it('leaves real tickets going, and lets nobody in unchecked', async () => {
    const { verifier } = await start({ store, realTicketsPerMinute: 1 });
    expect(await verifier.verify(realProof(), visitor)).toMatchObject({ accepted: true, assurance: 'human' });
    // The limit is the process’s own then.
    expect(await verifier.verify(realProof(), visitor)).toMatchObject({ reason: 'rate_limited' });
    expect(await verifier.verify(recoveryProof(), visitor)).toMatchObject({ accepted: false });
  });

  it('refuses recovery also where the policy says always', async () => {
    const { verifier } = await start({ store, actions: { default: { acceptRecovery: 'always' } } });
    expect(await verifier.verify(recoveryProof(), visitor)).toMatchObject({ reason: 'store_unavailable' });
  });
});

describe('createVerifier', () => {
  it.each([
    [{ sites: [], keys: KEYS }, 'sites'],
    [{ sites: [{ vendor: 'turnstile' }], keys: KEYS }, 'sites[0].vendor'],
    [{ sites: [{ ...tencentSite, appId: 7 }], keys: KEYS }, 'sites[0].appId'],
    [{ sites: [{ ...tencentSite, region: 'sgp' }], keys: KEYS }, 'sites[0].region'],
    [{ sites: [tencentSite, tencentSite], keys: KEYS }, 'twice'],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { acceptRecovery: 'sometimes' } } }, 'actions.login'],
    [{ sites: [tencentSite], keys: KEYS, actions: { login: { sites: ['other'] } } }, 'other is none'],
    [{ sites: [tencentSite], keys: KEYS, actions: {} }, 'actions'],
    [{ sites: [tencentSite], keys: KEYS, timeoutMs: 0 }, 'timeoutMs'],
    [{ sites: [tencentSite], keys: KEYS, pageToken: 'maybe' }, 'pageToken'],
    [{ sites: [tencentSite], keys: [{ kid: 'k', secret: 'short' }] }, '32 bytes'],
    [{ sites: [tencentSite], keys: [] }, 'keys'],
    [{ sites: [{ ...tencentSite, endpoint: 'http://example.com' }], keys: KEYS }, 'https'],
  ])('throws for wrong options: %#', (options, told) => {
    expect(() => createVerifier(options as unknown as Parameters<typeof createVerifier>[0])).toThrow(TypeError);
    expect(() => createVerifier(options as unknown as Parameters<typeof createVerifier>[0])).toThrow(told);
  });

  it('never names a secret in what it throws', () => {
    const wrong = { ...tencentSite, region: 'mars', secretKey: 'top-secret' };
    const make = () => createVerifier({ sites: [wrong as never], keys: KEYS });
    expect(make).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('top-secret') as string }) as Error,
    );
  });
});
