// @vitest-environment node
import { describe, expect, it, vi } from 'vitest';
import { createDemoVerifier, DEMO_APP_ID, DEMO_SCENE_ID, type DemoVerifier } from '../../../demo/demo-verifier.js';
import type { FloodResult } from '../../../demo/forged-flood.js';
import type { LoginAnswer } from '../../../demo/login.js';
import { pageHost } from '../../../demo/page-host.js';
import { createServerRoutes, type ServerState } from '../../../demo/server-routes.js';
import { mintAliyunParam, mintTencentTicket } from 'captcha-failover-simulator';
import { createRecoveryTicket } from '../../../src/recovery-ticket.js';
import { startTestSimulator } from '../simulator/simulated-vendors.js';

/** The demo's server, and the real verifier in it. */
async function start() {
  const made: DemoVerifier[] = [];
  const routes = createServerRoutes((state) => {
    const demo = createDemoVerifier(state);
    made.push(demo);
    return demo;
  });
  const simulator = await startTestSimulator({ pages: pageHost('/nowhere', routes) });
  routes.start(simulator);
  const [demo] = made;
  if (!demo) throw new Error('No verifier was made');
  const { page } = simulator.hosts;
  const post = (path: string, fields: unknown, headers: Record<string, string> = {}) =>
    fetch(page + path, { method: 'POST', headers, body: typeof fields === 'string' ? fields : JSON.stringify(fields) });
  return {
    simulator,
    demo,
    made,
    post,
    get: (path: string, headers: Record<string, string> = {}) => fetch(page + path, { headers }),
    async login(proof: unknown, cookie = '') {
      const response = await post('/login', { user: 'ada', proof }, { cookie });
      return { status: response.status, answer: (await response.json()) as LoginAnswer, response };
    },
    async declareOutage() {
      for (const vendor of ['tencent', 'aliyun'] as const)
        await demo.verifier.declare(vendor, 'outage', { until: Date.now() + 60_000, reason: 'a test says so' });
    },
  };
}

const tencentProof = (appId = DEMO_APP_ID) => ({
  v: 1,
  vendor: 'tencent',
  id: appId,
  ...mintTencentTicket({ appId }),
});

const recoveryProof = (pageToken?: string) => ({
  v: 1,
  vendor: 'tencent',
  id: DEMO_APP_ID,
  ticket: createRecoveryTicket({ code: 1001, id: DEMO_APP_ID }),
  randstr: '@abcdefghijk',
  failures: [{ vendor: 'tencent', code: 'script_network', category: 'network' }],
  ...(pageToken !== undefined && { pageToken }),
});

const cookiesOf = (response: Response) => response.headers.getSetCookie();
const cookieHeader = (response: Response) =>
  cookiesOf(response)
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

describe('POST /login', () => {
  it('lets a ticket in that the vendor knows, once, and keeps the pass token from the page', async () => {
    const { login } = await start();
    const proof = tencentProof();
    const { status, answer, response } = await login(proof);
    expect({ status, answer }).toMatchObject({
      status: 200,
      answer: { accepted: true, assurance: 'human', reason: 'passed' },
    });
    expect(answer.message.en).toContain('Signed in');
    expect(answer.message.zh).toContain('已登录');
    expect(JSON.stringify(answer)).not.toContain('passToken');
    expect(cookiesOf(response)).toEqual([
      expect.stringMatching(/^demo_pass=[\w.-]+; Path=\/; HttpOnly; SameSite=Lax; /),
    ]);
    expect(await login(proof)).toMatchObject({ status: 403, answer: { accepted: false, reason: 'replayed' } });
  });

  it('asks Aliyun too', async () => {
    const { login } = await start();
    const captchaVerifyParam = mintAliyunParam({ sceneId: DEMO_SCENE_ID });
    const proof = { v: 1, vendor: 'aliyun', id: DEMO_SCENE_ID, captchaVerifyParam };
    expect(await login(proof)).toMatchObject({ status: 200, answer: { accepted: true, assurance: 'human' } });
  });

  it.each([
    ['a ticket that nobody made', { ...tencentProof(), ticket: 'tr03made-up*' }, 'challenge_failed'],
    ['a ticket of an id that is not the demo’s', tencentProof('190000002'), 'unknown_site'],
    ['a recovery ticket while the vendors answer', recoveryProof(), 'no_outage_seen'],
    ['no proof', null, 'malformed'],
  ])('refuses %s', async (_what, proof, reason) => {
    const { login } = await start();
    const { status, answer } = await login(proof);
    expect({ status, answer }).toMatchObject({ status: 403, answer: { accepted: false, reason } });
    expect(answer.message.en).toMatch(/^Not signed in: /);
    expect(answer.message.zh).toMatch(/^未登录：/);
  });

  it.each([
    ['no JSON', 'user=me', 400],
    ['nothing', '', 400],
    ['JSON that is no object', 'null', 403],
    ['too much', JSON.stringify({ user: 'x'.repeat(70_000) }), 413],
  ])('refuses a body with %s', async (_what, body, status) => {
    const { post } = await start();
    const response = await post('/login', body);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ accepted: false, reason: 'malformed', next: 'stop' });
  });
});

describe('GET /server/page-token', () => {
  it('begins a session once, and its token lets a recovery ticket of that session in during an outage', async () => {
    const { get, login, declareOutage } = await start();
    const first = await get('/server/page-token');
    const pageToken = await first.text();
    expect(cookiesOf(first)).toEqual([expect.stringMatching(/^demo_session=[\w-]+; Path=\/; HttpOnly; SameSite=Lax$/)]);
    const session = cookieHeader(first);
    expect(cookiesOf(await get('/server/page-token', { cookie: session }))).toEqual([]);

    await declareOutage();
    const proof = recoveryProof(pageToken);
    expect((await login(proof, 'demo_session=other')).answer).toMatchObject({ reason: 'page_token_invalid' });
    await vi.waitFor(
      async () => expect((await login(proof, session)).answer).toMatchObject({ accepted: true, assurance: 'recovery' }),
      { timeout: 6000, interval: 250 },
    );
    expect((await login(proof, session)).answer).toMatchObject({ accepted: false });
  });
});

describe('the switches', () => {
  it('take a vendor down and up again, which the state tells', async () => {
    const { simulator, post, get } = await start();
    const downs = async () => {
      const { vendors } = (await (await get('/server/state')).json()) as ServerState;
      return vendors.map(({ vendor, down }) => [vendor, down]);
    };
    expect((await post('/server/vendor', { vendor: 'aliyun', down: true })).status).toBe(200);
    expect(simulator.isDown('aliyun')).toBe(true);
    expect(await downs()).toEqual([
      ['tencent', false],
      ['aliyun', true],
    ]);
    await post('/server/vendor', { vendor: 'aliyun', down: false });
    expect(simulator.isDown('aliyun')).toBe(false);
  });

  it.each([
    ['/server/vendor', { vendor: 'acme', down: true }],
    ['/server/vendor', { vendor: 'tencent', down: 'yes' }],
    ['/server/vendor', 'no JSON'],
    ['/server/flood', { count: 0 }],
    ['/server/flood', { count: 5001 }],
    ['/server/flood', { count: '10' }],
    ['/server/flood', null],
  ])('%s refuses %j', async (path, fields) => {
    const { post } = await start();
    expect((await post(path, fields)).status).toBe(400);
  });

  it('keep the latest twenty incidents', async () => {
    const { demo, get } = await start();
    for (let n = 0; n < 25; n += 1)
      await demo.verifier.declare('tencent', 'healthy', { until: Date.now() + 60_000, reason: `number ${n}` });
    const { incidents } = (await (await get('/server/state')).json()) as ServerState;
    expect(incidents).toHaveLength(20);
    expect(incidents.at(-1)).toMatchObject({ kind: 'declared', reason: 'number 24' });
  });
});

describe('a flood of forged tickets', () => {
  const flood = async ({ post }: Pick<Awaited<ReturnType<typeof start>>, 'post'>, count: number) =>
    (await (await post('/server/flood', { count })).json()) as FloodResult;
  const total = ({ reasons }: FloodResult) => Object.values(reasons).reduce((sum, one) => sum + one, 0);

  it('is refused to the last one while the vendors answer', async () => {
    const result = await flood(await start(), 500);
    expect(result).toMatchObject({ sent: 500, accepted: 0 });
    expect(Object.keys(result.reasons).sort()).toEqual(['no_outage_seen', 'unknown_site']);
    expect(total(result)).toBe(500);
  });

  it('gets no more in than the budget for strangers in an outage, and leaves the rest to others', async () => {
    const server = await start();
    await server.declareOutage();
    const result = await flood(server, 500);
    // Of 120 a minute strangers have a half, and in the first seconds of a process a part of it.
    expect(result.accepted).toBeGreaterThan(0);
    expect(result.accepted).toBeLessThanOrEqual(60);
    expect(result.reasons).toMatchObject({
      declared_outage: result.accepted,
      page_token_missing: expect.any(Number) as number,
      page_token_invalid: expect.any(Number) as number,
    });
    expect(total(result)).toBe(500);
  });
});

it('there is one verifier, which ends with the server', async () => {
  const { simulator, demo, made, get } = await start();
  await get('/server/state');
  expect(made).toHaveLength(1);
  const close = vi.spyOn(demo.verifier, 'close');
  await simulator.close();
  expect(close).toHaveBeenCalledOnce();
});
