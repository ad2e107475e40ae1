import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Verdict } from '../../src/server/verdict.js';
import { assembleVerifier, type Verifier } from '../../src/server/verifier.js';
import { redisStore } from '../../src/server/store/redis-store.js';
import { addressOf, fakeVendors, KEYS, realProof, recoveryProof, tencentSite } from '../unit/server/fake-vendors.js';
import { switchedEvidence } from '../unit/server/switched-evidence.js';
import { clients, type OpenClient } from './clients.js';
import { startRedis, type RedisServer } from './redis-server.js';

const session = 'session';
const remoteIp = '203.0.113.7';

describe.each(['ioredis', 'redis'] as const)('with Redis away from %s', (name) => {
  let server: RedisServer;
  let opened: OpenClient;
  /** In an outage, with a budget that is no hindrance here. */
  const serve = (timeoutMs: number): Verifier => {
    const { evidence, fall } = switchedEvidence();
    fall('tencent');
    const store = redisStore({ client: opened.client, timeoutMs });
    const actions = { default: { recoveryPerMinute: 100_000 } };
    return assembleVerifier(
      { sites: [tencentSite], keys: KEYS, actions, store },
      { evidence, siteCheck: fakeVendors().parts.siteCheck },
    );
  };
  let verifier: Verifier;
  beforeEach(async () => {
    server = await startRedis();
    opened = await clients[name](server.port);
    // More patient than by default: the machine may be busy.
    verifier = serve(2000);
  });
  afterEach(async () => {
    opened.close();
    await server.kill();
  });

  const page = () => verifier.issuePageToken({ session, remoteIp });
  const ask = (pageToken: string, more: object = {}, context: object = {}) =>
    verifier.verify({ ...recoveryProof({ pageToken }), ...more }, { remoteIp, session, ...context });
  /** What comes of it once the page token is old enough, by the clock of Redis. */
  const ofAge = (verdict: () => Promise<Verdict>) =>
    vi.waitFor(
      async () => {
        const given = await verdict();
        expect(given.reason).not.toBe('page_token_too_new');
        return given;
      },
      { timeout: 10_000, interval: 100 },
    );

  it('lets nobody in once it is killed in mid-load, and says so at once', async () => {
    const tokens: string[] = [];
    for (let i = 0; i < 600; i += 1) tokens.push(await page());
    await ofAge(() => ask(tokens[0] ?? ''));
    const post = async (pageToken: string, i: number) => {
      const started = performance.now();
      const verdict = await ask(pageToken, {}, { remoteIp: addressOf(i) });
      return { verdict, ms: performance.now() - started };
    };
    const before = await Promise.all(tokens.slice(1, 200).map(post));
    expect(before.every(({ verdict }) => verdict.accepted)).toBe(true);
    const killed = server.kill();
    const meanwhile = tokens.slice(200, 400).map((token, i) => post(token, 200 + i));
    await killed;
    const after = await Promise.all(tokens.slice(400).map((token, i) => post(token, 400 + i)));

    for (const { ms } of [...(await Promise.all(meanwhile)), ...after]) expect(ms).toBeLessThan(8000);
    for (const { verdict } of after) expect(verdict).toMatchObject({ reason: 'store_unavailable', next: 'retry' });
  });

  it('does not hold up human verdicts', async () => {
    await vi.waitFor(async () =>
      expect(await verifier.verify(realProof(), { remoteIp })).toHaveProperty('passToken', expect.any(String)),
    );
    await server.kill();
    const started = performance.now();
    expect(await verifier.verify(realProof(), { remoteIp })).toHaveProperty('passToken', expect.any(String));
    expect(performance.now() - started).toBeLessThan(200);
  });

  it('takes nothing of what it let in before, when it comes back empty', async () => {
    const [token, kept] = [await page(), await page()];
    const proof = recoveryProof({ pageToken: token });
    const accepted = () => verifier.verify(proof, { remoteIp, session });
    expect(await ofAge(accepted)).toMatchObject({ accepted: true });
    expect(await accepted()).toMatchObject({ accepted: false, reason: 'replayed' });

    await server.kill();
    await server.start();
    await vi.waitFor(async () => {
      for (const verdict of await Promise.all([accepted(), ask(token), ask(kept)]))
        expect(verdict).toMatchObject({ reason: 'page_token_invalid', next: 'reload' });
    }, 10_000);

    // A page token of the new epoch opens, from when the server has heard of it.
    await vi.waitFor(
      async () => {
        const renewed = await page();
        expect(await ofAge(() => ask(renewed))).toMatchObject({ accepted: true });
      },
      { timeout: 20_000, interval: 500 },
    );
  });

  it('leaves nothing to be run later by the client, when it comes back', async () => {
    const token = await page();
    await server.kill();
    await Promise.all(Array.from({ length: 50 }, () => ask(token)));
    await server.start();
    await vi.waitFor(
      async () => {
        const renewed = await page();
        expect(await ofAge(() => ask(renewed))).toMatchObject({ accepted: true });
      },
      { timeout: 20_000, interval: 500 },
    );
  });

  it('for a moment only refuses in time, and has spent neither ticket nor page token when it is back', async () => {
    verifier = serve(250);
    const proof = recoveryProof({ pageToken: await page() });
    const later = await page();
    expect(await ofAge(() => ask(later))).toMatchObject({ accepted: true });
    const admin = new Redis(server.port);
    await admin.call('CLIENT', 'PAUSE', '700', 'ALL');
    const paused = performance.now();
    const refused = await verifier.verify(proof, { remoteIp, session });
    expect(performance.now() - paused).toBeLessThan(650);
    expect(refused).toMatchObject({ accepted: false, reason: 'store_unavailable', next: 'retry' });
    // The pause is over when Redis answers again; what was sent meanwhile has been looked at before.
    await admin.ping();
    admin.disconnect();
    expect(await verifier.verify(proof, { remoteIp, session })).toMatchObject({ accepted: true });
  });
});
