import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAdmission, type RecoveryClaim } from '../../src/server/admission/admission.js';
import { redisStore } from '../../src/server/store/redis-store.js';
import { clients, type OpenClient } from './clients.js';
import { startRedis, type RedisServer } from './redis-server.js';

const keys = [{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }];
const remoteIp = '203.0.113.7';

describe.each(['ioredis', 'redis'] as const)('with Redis away from %s', (name) => {
  let server: RedisServer;
  let opened: OpenClient;
  let admission: ReturnType<typeof createAdmission>;
  beforeEach(async () => {
    server = await startRedis();
    opened = await clients[name](server.port);
    // More patient than by default: the machine may be busy.
    admission = createAdmission({ store: redisStore({ client: opened.client, timeoutMs: 2000 }), keys });
    // Only the date is set forward, to let page tokens come of age: clients go on by real timers.
    vi.useFakeTimers({ toFake: ['Date'] });
  });
  afterEach(async () => {
    vi.useRealTimers();
    opened.close();
    await server.kill();
  });

  const openedPage = { action: 'login', session: 'session', remoteIp, inOutage: true };
  const outage = Date.now() - 60_000;
  let tickets = 0;
  const claimOf = (pageToken: unknown): RecoveryClaim => ({
    action: 'login',
    ticket: {
      kind: 'recovery',
      text: `trerror_1001_190000001_${Math.floor(Date.now() / 1000) - (tickets += 1)}`,
      id: '190000001',
    },
    door: { reason: 'vendor_outage', since: outage, half: false, returningOnly: false, pageTokenNeeded: true },
    remoteIp,
    session: 'session',
    pageToken,
  });
  const later = (ms: number) => vi.setSystemTime(Date.now() + ms);

  it('lets nobody in once it is killed in mid-load, and says so at once', async () => {
    const crowd = Array.from({ length: 600 }, (_, i) => `10.${i >> 8}.${i & 255}.7`);
    // A site of 40,000 humans a minute: its budget is no hindrance here.
    await redisStore({ client: opened.client }).write(`rate:${outage}:login`, '40000', 600_000);
    const tokens: string[] = [];
    for (const remoteIp of crowd) tokens.push(await admission.issuePageToken({ ...openedPage, remoteIp }));
    later(3000);
    const ask = async (remoteIp: string, i: number) => {
      // Measured by the monotonic clock, which stays real.
      const started = performance.now();
      const answer = await admission.admit({ ...claimOf(tokens[i]), remoteIp });
      return { answer, ms: performance.now() - started };
    };
    const asked = crowd.slice(0, 200).map((remoteIp, i) => ask(remoteIp, i));
    expect((await Promise.all(asked.slice(0, 50))).every(({ answer }) => answer.admitted)).toBe(true);
    const killed = server.kill();
    const meanwhile = crowd.slice(200, 400).map((remoteIp, i) => ask(remoteIp, 200 + i));
    await killed;
    const after = crowd.slice(400).map((remoteIp, i) => ask(remoteIp, 400 + i));

    for (const { ms } of await Promise.all([...asked, ...meanwhile, ...after])) expect(ms).toBeLessThan(8000);
    for (const { answer } of await Promise.all(after)) {
      expect(answer).toEqual({ admitted: false, reason: 'store_unavailable' });
    }
    await expect(admission.issuePageToken(openedPage)).rejects.toMatchObject({ name: 'StoreError' });
  });

  it('does not hold up human verdicts', async () => {
    expect(await admission.issuePassToken()).toEqual(expect.any(String));
    await server.kill();
    const started = performance.now();
    await admission.countHuman({ action: 'login', remoteIp });
    expect(await admission.issuePassToken()).toEqual(expect.any(String));
    expect(performance.now() - started).toBeLessThan(8000);
  });

  it('takes nothing of what it let in before, when it comes back empty', async () => {
    const [token, kept] = [await admission.issuePageToken(openedPage), await admission.issuePageToken(openedPage)];
    const pass = await admission.issuePassToken();
    later(3000);
    const accepted = claimOf(token);
    expect(await admission.admit(accepted)).toMatchObject({ admitted: true });
    expect(await admission.admit(accepted)).toMatchObject({ admitted: false, reason: 'replayed' });

    await server.kill();
    await server.start();
    const answers = () => [accepted, claimOf(token), claimOf(kept)].map((claim) => admission.admit(claim));
    await vi.waitFor(async () => {
      for (const answer of await Promise.all(answers())) {
        expect(answer).toEqual({ admitted: false, reason: 'page_token_invalid' });
      }
    }, 10_000);

    // A pass token from before opens nothing either; a page token of the new epoch does.
    const renewed = await admission.issuePageToken(openedPage);
    later(3000);
    expect(await admission.admit(accepted)).toMatchObject({ reason: 'page_token_invalid' });
    expect(await admission.admit({ ...claimOf(renewed), passToken: pass })).toMatchObject({
      admitted: true,
      tier: 'N',
    });
  });

  it('leaves nothing to be run later by the client, when it comes back', async () => {
    const token = await admission.issuePageToken(openedPage);
    later(3000);
    await server.kill();
    await Promise.all(Array.from({ length: 50 }, () => admission.admit(claimOf(token))));
    await server.start();
    await vi.waitFor(async () => {
      const renewed = await admission.issuePageToken(openedPage);
      later(3000);
      expect(await admission.admit(claimOf(renewed))).toMatchObject({ admitted: true });
    }, 10_000);
  });
});
