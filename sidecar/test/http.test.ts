import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { mintAliyunParam, SIMULATED_IDS } from 'captcha-failover-simulator';
import { openApi } from './contract.js';
import {
  appOver,
  bearer,
  configFor,
  forgedProof,
  recoveryProof,
  serviceFor,
  simulatorForTest,
  solvedProof,
  TOKEN,
  until,
  untilAllUp,
  visitor,
} from './harness.js';

describe('POST /v1/verify', () => {
  it('passes the verdicts on as they are: a solved ticket, the same again, a forged one', async () => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator));
    const proof = solvedProof();
    const verify = (json: object) => ask('/v1/verify', { json: { ...visitor, ...json } });
    expect((await verify({ proof })).json).toEqual({
      accepted: true,
      assurance: 'human',
      reason: 'passed',
      passToken: expect.any(String) as string,
      requestId: expect.any(String) as string,
    });
    expect((await verify({ proof })).json).toMatchObject({ accepted: false, reason: 'replayed', next: 'retry' });
    expect((await verify({ proof: forgedProof() })).json).toMatchObject({ accepted: false, next: 'retry' });
    const captchaVerifyParam = mintAliyunParam({ sceneId: SIMULATED_IDS.sceneId });
    const ofAliyun = { v: 1, vendor: 'aliyun', id: SIMULATED_IDS.sceneId, captchaVerifyParam };
    expect((await verify({ proof: JSON.stringify(ofAliyun) })).json).toMatchObject({ assurance: 'human' });
  });

  it('lets a recovery proof with a page token through in an outage, once, and tells the state', async () => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator, { actions: { login: { recoveryPerMinute: 6000 } } }));
    const about = { action: 'login', ...visitor };
    const { json: page } = await ask('/v1/page-token', { json: about });
    await untilAllUp(ask);
    simulator.setDown('tencent', true);
    simulator.setDown('aliyun', true);
    const proof = recoveryProof(String(page['pageToken']));
    const verify = () => ask('/v1/verify', { json: { proof, ...about } });
    const begun = performance.now();
    const verdict = await until(60_000, verify, ({ json }) => json['accepted'] === true);
    console.log(`an outage was seen after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    expect(verdict.json).toMatchObject({ assurance: 'recovery', reason: 'vendor_outage' });
    expect((await verify()).json).toMatchObject({ accepted: false, reason: 'replayed' });
    const { vendors } = (await ask('/v1/state')).json as { vendors: { state: string }[] };
    expect(vendors.map(({ state }) => state)).toEqual(['outage', 'outage']);
    const { text } = await ask('/metrics');
    expect(text).toContain('captcha_failover_vendor_state{vendor="tencent",region="cn",state="outage"} 1');
    expect(text).toContain('captcha_failover_let_through_total{action="login",pool="others"} 1');
    expect(text).toMatch(/captcha_failover_budget_used_ratio\{action="login"\} 0\.000/);
  });
});

describe('POST /siteverify', () => {
  const form = (fields: Record<string, string>) => ({
    body: new URLSearchParams(fields).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });

  it('answers in the shape that clients of reCAPTCHA know, to a form and to JSON', async () => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator));
    const response = JSON.stringify(solvedProof());
    expect((await ask('/siteverify', form({ response, remoteip: '203.0.113.7' }))).json).toMatchObject({
      success: true,
      'error-codes': [],
      challenge_ts: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      verdict: { assurance: 'human' },
    });
    const again = await ask('/siteverify', { json: { response, remoteip: '203.0.113.7' } });
    expect(again.json).toMatchObject({ success: false, 'error-codes': ['timeout-or-duplicate', 'replayed'] });
    const asObject = await ask('/siteverify', { json: { response: solvedProof(), remoteip: '203.0.113.7' } });
    expect(asObject.json).toMatchObject({ success: true });
  });

  it('says success for human only', async () => {
    const simulator = await simulatorForTest();
    const actions = { default: { acceptRecovery: 'always', recoveryPerMinute: 100_000 } };
    const { ask } = await serviceFor(configFor(simulator, { actions }));
    const fields = () => form({ response: JSON.stringify(recoveryProof()), remoteip: '203.0.113.7' });
    const { json } = await until(
      10_000,
      () => ask('/siteverify', fields()),
      ({ json }) => (json['verdict'] as { accepted: boolean }).accepted,
    );
    expect(json).toMatchObject({
      success: false,
      'error-codes': ['policy_always'],
      verdict: { assurance: 'recovery' },
    });
  });

  it('tells a visitor without a captcha from a back end that forgets the address', async () => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator));
    const missing = await ask('/siteverify', form({ remoteip: '203.0.113.7' }));
    expect([missing.status, missing.json['error-codes']]).toEqual([200, ['missing-input-response']]);
    const noAddress = await ask('/siteverify', form({ response: '{}' }));
    expect([noAddress.status, noAddress.json['error-codes']]).toEqual([400, ['missing-input-remoteip']]);
  });
});

describe('with a token', () => {
  it('nothing but the probes answers without it, nor with another', async () => {
    const simulator = await simulatorForTest();
    const { url, ask } = await serviceFor(configFor(simulator, { token: TOKEN }));
    const posts = ['/v1/verify', '/v1/page-token', '/v1/declare'];
    for (const headers of [
      {},
      { authorization: `Bearer ${TOKEN}x` },
      { authorization: TOKEN },
      { authorization: '' },
    ]) {
      for (const path of posts) {
        const { status, json } = await ask(path, { json: {}, headers });
        expect([path, status, json['code']]).toEqual([path, 401, 'unauthorized']);
      }
      for (const path of ['/v1/state', '/metrics']) expect((await ask(path, { headers })).status).toBe(401);
      // Nor is it told what there is and what not.
      expect((await fetch(`${url}/nowhere`, { headers })).status).toBe(401);
      const site = await ask('/siteverify', { json: { response: '{}', remoteip: '203.0.113.7' }, headers });
      expect([site.status, site.json]).toEqual([401, { success: false, 'error-codes': ['missing-input-secret'] }]);
    }
    expect((await ask('/ping')).status).toBe(200);
    await until(
      5000,
      () => ask('/ready'),
      ({ status }) => status === 200,
    );
    expect((await ask('/v1/state', { headers: bearer })).status).toBe(200);
    expect((await ask('/metrics', { headers: bearer })).status).toBe(200);
    expect((await ask('/v1/verify', { json: { proof: {}, ...visitor }, headers: bearer })).status).toBe(200);
  });

  it('/siteverify takes it as the secret, too', async () => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator, { token: TOKEN }));
    const json = { response: JSON.stringify(solvedProof()), remoteip: '203.0.113.7' };
    const wrong = await ask('/siteverify', { json: { ...json, secret: `${TOKEN}x` } });
    expect([wrong.status, wrong.json['error-codes']]).toEqual([401, ['invalid-input-secret']]);
    expect((await ask('/siteverify', { json: { ...json, secret: TOKEN } })).json['success']).toBe(true);
  });
});

/** `fetch` sends the Host header of the address. */
async function declareAs(url: string, headers: Record<string, string>, body: object) {
  const request = httpRequest(`${url}/v1/declare`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
  });
  request.end(JSON.stringify(body));
  const [response] = (await once(request, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return { status: response.statusCode, json: JSON.parse(text) as Record<string, unknown> };
}

describe('POST /v1/declare', () => {
  const outage = { vendor: 'tencent', mode: 'outage', for: '1h', reason: 'their page says so' };

  it('holds at once, and until a person says otherwise', async () => {
    const simulator = await simulatorForTest();
    const { ask, lines } = await serviceFor(configFor(simulator, { token: TOKEN }));
    const declared = await ask('/v1/declare', { json: outage, headers: bearer });
    expect(declared.json['vendors']).toContainEqual(
      expect.objectContaining({ vendor: 'tencent', state: 'outage', declared: true }),
    );
    const automatic = { vendor: 'tencent', mode: 'automatic', reason: 'enough' };
    const { json } = await ask('/v1/declare', { json: automatic, headers: bearer });
    expect(json['vendors']).toContainEqual(expect.objectContaining({ vendor: 'tencent', declared: false }));
    expect(lines.filter(({ event }) => event === 'declared')).toHaveLength(2);
  });

  it.each([
    ['without a token in the configuration', {}, {}, 403, 'token_needed'],
    ['without the token', { token: TOKEN }, {}, 401, 'unauthorized'],
    ['with an Origin', { token: TOKEN }, { ...bearer, origin: 'http://localhost:8081' }, 403, 'origin_refused'],
    ['with an Origin of null', { token: TOKEN }, { ...bearer, origin: 'null' }, 403, 'origin_refused'],
    ['with a foreign Host', { token: TOKEN }, { ...bearer, host: 'evil.example:8081' }, 403, 'host_refused'],
    [
      'with a Host that begins like ours',
      { token: TOKEN },
      { ...bearer, host: '127.0.0.1.evil.example' },
      403,
      'host_refused',
    ],
    ['with a Host that is none', { token: TOKEN }, { ...bearer, host: '@' }, 403, 'host_refused'],
  ])('is refused %s', async (_, config, headers, status, code) => {
    const simulator = await simulatorForTest();
    const { url, ask } = await serviceFor(configFor(simulator, config));
    const answer = await declareAs(url, headers, outage);
    expect([answer.status, answer.json['code']]).toEqual([status, code]);
    const withToken = 'token' in config ? { headers: bearer } : {};
    const { vendors } = (await ask('/v1/state', withToken)).json as { vendors: { declared: boolean }[] };
    expect(vendors.filter(({ declared }) => declared)).toEqual([]);
  });

  it.each(['localhost:8081', '127.0.0.1', '[::1]:8081'])('takes the Host %s on loopback', async (host) => {
    const simulator = await simulatorForTest();
    const { url } = await serviceFor(configFor(simulator, { token: TOKEN }));
    expect((await declareAs(url, { ...bearer, host }, outage)).status).toBe(200);
  });

  it.each([
    ['a day and a bit', { ...outage, for: '25h' }],
    ['for ever', { vendor: 'tencent', mode: 'outage', reason: 'a' }],
    ['nonsense', { ...outage, for: 'soon' }],
    ['automatic for a while', { ...outage, mode: 'automatic' }],
    ['a vendor that is not configured', { ...outage, vendor: 'aicaptcha' }],
    ['a reason of two lines', { ...outage, reason: 'a\nb' }],
    ['another mode', { ...outage, mode: 'broken' }],
    ['another vendor', { ...outage, vendor: 'turnstile' }],
  ])('refuses %s', async (_, json) => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator, { token: TOKEN }));
    const answer = await ask('/v1/declare', { json, headers: bearer });
    expect([answer.status, answer.json['code']]).toEqual([400, 'invalid_request']);
  });
});

/** Sends bytes, and gives what comes back. */
async function raw(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(text);
  let answer = '';
  socket.on('data', (chunk) => (answer += String(chunk)));
  await once(socket, 'close');
  return answer;
}

describe('bad input', () => {
  it.each([
    ['no body', { body: '', headers: { 'content-type': 'application/json' } }, 400, 'invalid_request'],
    ['plain text', { body: '{}', headers: { 'content-type': 'text/plain' } }, 415, 'unsupported_media_type'],
    ['half of JSON', { body: '{"proof":', headers: { 'content-type': 'application/json' } }, 400, 'invalid_request'],
    ['a megabyte', { json: { proof: 'x'.repeat(1_000_000), ...visitor } }, 413, 'body_too_large'],
    ['65 KiB', { json: { proof: 'x'.repeat(65 * 1024), ...visitor } }, 413, 'body_too_large'],
    ['a list', { json: [] }, 400, 'invalid_request'],
    ['null', { json: null }, 400, 'invalid_request'],
    ['no address', { json: { proof: {} } }, 400, 'invalid_request'],
    ['no proof', { json: { remoteIp: '203.0.113.7' } }, 400, 'invalid_request'],
    ['a number as the address', { json: { proof: {}, remoteIp: 7 } }, 400, 'invalid_request'],
    ['a misspelt field', { json: { proof: {}, remoteip: '203.0.113.7' } }, 400, 'invalid_request'],
    [
      'a prototype',
      { body: '{"__proto__":{"proof":1},"remoteIp":"1.2.3.4"}', headers: { 'content-type': 'application/json' } },
      400,
      'invalid_request',
    ],
    [
      'a form',
      { body: 'proof=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'unsupported_media_type',
    ],
  ])('of %s is an error with a code', async (_, asking, status, code) => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator));
    const answer = await ask('/v1/verify', asking);
    expect([answer.status, answer.json['code']]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/node_modules|\.[jt]s:|\bat \//);
  });

  it('of an unknown action is a verdict, and no page token', async () => {
    const simulator = await simulatorForTest();
    const { ask } = await serviceFor(configFor(simulator));
    const verdict = await ask('/v1/verify', { json: { proof: solvedProof(), ...visitor, action: 'fly' } });
    expect(verdict.json).toMatchObject({ accepted: false, reason: 'unknown_action', next: 'stop' });
    const token = await ask('/v1/page-token', { json: { ...visitor, action: 'fly' } });
    expect([token.status, token.json['code']]).toEqual([400, 'unknown_action']);
    for (const action of ['toString', '__proto__'])
      expect((await ask('/v1/page-token', { json: { ...visitor, action } })).status).toBe(400);
    expect((await ask('/v1/page-token', { json: { ...visitor, remoteIp: 'nowhere' } })).status).toBe(400);
  });

  it('of another address or method is a 404 in JSON', async () => {
    const simulator = await simulatorForTest();
    const { url, ask } = await serviceFor(configFor(simulator));
    expect((await ask('/nowhere')).json).toEqual({ code: 'not_found', message: expect.any(String) as string });
    expect((await ask('/v1/verify')).status).toBe(404);
    expect((await fetch(`${url}/ping`, { method: 'DELETE' })).status).toBe(404);
    expect((await fetch(`${url}/%`)).status).toBe(400);
  });

  it('without a body, or below HTTP, is answered in JSON, and the connection ends', async () => {
    const simulator = await simulatorForTest();
    const { url } = await serviceFor(configFor(simulator));
    const bare = 'POST /v1/verify HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n';
    expect(await raw(url, bare)).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid_request"/);
    expect(await raw(url, 'nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [^]*"code":"invalid_request"/);
    const long = `GET /ping HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(9000)}\r\n\r\n`;
    expect(await raw(url, long)).toMatch(/^HTTP\/1\.1 431 [^]*"code":"headers_too_large"/);
  });

  it('that never comes to its end is given up', { timeout: 30_000 }, async () => {
    const simulator = await simulatorForTest();
    const { url } = await serviceFor(configFor(simulator));
    const begun = performance.now();
    const [headers, body] = await Promise.all([
      raw(url, 'GET /ping HTTP/1.1\r\nhost: a\r\nx: '),
      raw(url, 'POST /v1/verify HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{'),
    ]);
    expect(headers).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/);
    expect(body).toMatch(/^HTTP\/1\.1 408 [^]*"code":"request_timeout"/);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});

describe('the log', () => {
  it('has a line a request at most, without tickets, tokens, secrets or addresses', async () => {
    const simulator = await simulatorForTest();
    const { ask, lines } = await serviceFor(configFor(simulator, { token: TOKEN }));
    const { json: page } = await ask('/v1/page-token', { json: visitor, headers: bearer });
    const proof = { ...solvedProof(), pageToken: page['pageToken'] };
    const verdict = await ask('/v1/verify', { json: { proof, ...visitor, subject: 'ann@example' }, headers: bearer });
    await ask('/v1/verify', { json: { proof: recoveryProof(), ...visitor }, headers: bearer });
    await ask('/siteverify', { json: { response: JSON.stringify(proof), remoteip: '203.0.113.7', secret: 'wrong' } });
    await ask('/v1/verify', { json: { proof }, headers: bearer });
    await ask('/ping');
    const requests = lines.filter(({ event }) => event === 'request');
    expect(requests.map(({ fields }) => [fields?.['route'], fields?.['status']])).toEqual([
      ['/v1/page-token', 200],
      ['/v1/verify', 200],
      ['/v1/verify', 200],
      ['/siteverify', 401],
      ['/v1/verify', 400],
    ]);
    expect(requests[1]?.fields).toMatchObject({ accepted: true, assurance: 'human', reason: 'passed' });
    expect(requests[1]?.fields?.['requestId']).toBe(verdict.json['requestId']);
    const log = JSON.stringify(lines);
    const secrets = [TOKEN, proof.ticket, String(page['pageToken']), String(verdict.json['passToken'])];
    for (const secret of [...secrets, 'trerror', '203.0.113', 'session-of-the-tests', 'ann@example', 'wrong'])
      expect(log).not.toContain(secret);
  });
});

describe('the OpenAPI file', () => {
  it('has every route, and no other', async () => {
    const app = appOver({});
    await app.ready();
    const printed = app.printRoutes({ commonPrefix: false });
    const routes = Array.from(printed.matchAll(/(\/\S*) \(([A-Z, ]+)\)/g), ([, path, methods]) => `${methods} ${path}`);
    const described = Object.entries(openApi.paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described).toHaveLength(8);
    expect(routes.sort()).toEqual(described.sort());
  });

  it('has the codes of the source', () => {
    const source = readFileSync('sidecar/src/http/api-error.ts', 'utf8');
    const [, union = ''] = /type ApiErrorCode =([^;]+);/.exec(source) ?? [];
    const codes = Array.from(union.matchAll(/'(\w+)'/g), ([, code]) => code);
    expect(openApi.components.schemas.Error.properties.code.enum).toEqual(codes);
  });
});

it('a page token that is too new is good for a real ticket', async () => {
  const simulator = await simulatorForTest();
  const { ask } = await serviceFor(configFor(simulator));
  const { json } = await ask('/v1/page-token', { json: visitor });
  const proof = { ...solvedProof(), pageToken: json['pageToken'] };
  expect((await ask('/v1/verify', { json: { proof, ...visitor } })).json['assurance']).toBe('human');
});

describe('a verifier or a store that fails', () => {
  const brought = { proof: {}, ...visitor };
  const post = (app: ReturnType<typeof appOver>, url: string, payload: object, headers = {}) =>
    app.inject({ method: 'POST', url, payload, headers });

  it('in a way that it never should is a 500 with a code, and its name in the log', async () => {
    const lines: unknown[] = [];
    const app = appOver({ verify: () => Promise.reject(new RangeError('secret /etc/passwd')) }, {}, lines);
    const answer = await post(app, '/v1/verify', brought);
    expect([answer.statusCode, answer.json()]).toEqual([
      500,
      { code: 'internal_error', message: expect.any(String) as string },
    ]);
    expect(answer.body + JSON.stringify(lines)).not.toContain('secret');
    expect(JSON.stringify(lines)).toContain('RangeError');
  });

  it('costs the page its token only', async () => {
    const away = Object.assign(new Error('secret'), { name: 'StoreError' });
    const app = appOver(
      { issuePageToken: () => Promise.reject(away), declare: () => Promise.reject(away) },
      { token: TOKEN },
    );
    const token = await post(app, '/v1/page-token', visitor, bearer);
    expect([token.statusCode, token.json<{ code: string }>().code]).toEqual([503, 'store_unavailable']);
    const outage = { vendor: 'tencent', mode: 'outage', for: '1h', reason: 'a' };
    const declared = await post(app, '/v1/declare', outage, { ...bearer, host: 'localhost' });
    expect([declared.statusCode, declared.json<{ code: string }>().code]).toEqual([503, 'store_unavailable']);
    expect(token.body + declared.body).not.toContain('secret');
  });
});
