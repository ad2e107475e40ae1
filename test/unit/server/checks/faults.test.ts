// @vitest-environment node
import { EventEmitter } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { listen } from './local-server.js';
import type { ServerApiFault, ServerApiVendor } from 'captcha-failover-simulator';
import { freshInput, simulated, vendors } from './simulated-sites.js';
import { input, stubbedCheck } from './stub-sdk.js';

const { siteCheck, running, callsTo } = simulated();

/** How long to wait for an API that hangs, in ms. */
const HANGING = 600;
const asked = (vendor: ServerApiVendor, overrides = {}, timeoutMs = 5000) =>
  siteCheck(vendor, overrides, { timeoutMs }).check(freshInput(vendor));

// The first connection of a process takes longer than later ones.
beforeAll(() => Promise.all(vendors.map((vendor) => asked(vendor))));

const unchecked = (why: string) => ({ kind: 'unchecked', why });

describe.each(vendors)('%s: a call that', (vendor) => {
  it.each<[ServerApiFault, object]>([
    ['hang', unchecked('timeout')],
    ['hang_midbody', unchecked('timeout')],
    ['reset', unchecked('no_answer')],
    ['closed', unchecked('no_answer')],
    ['reset_midbody', unchecked('no_answer')],
    ['html', unchecked('not_json')],
    ['not_json', unchecked('not_json')],
    [{ body: '' }, unchecked('not_json')],
    [{ contentType: 'application/json', body: '42' }, unchecked('not_json')],
    [{ contentType: 'application/json', body: '"T001"' }, unchecked('not_json')],
    ['status_429', vendor === 'aliyun' ? unchecked('not_json') : { kind: 'rate_limited', retryAfterMs: 1000 }],
    ['status_401', unchecked('not_json')],
    ['status_403', unchecked('not_json')],
    ['status_404', unchecked('not_json')],
    // The SDK of Aliyun forgets the status when the body is HTML.
    ['status_500', unchecked(vendor === 'aliyun' ? 'not_json' : 'server_error')],
    ['status_503', unchecked(vendor === 'aliyun' ? 'not_json' : 'server_error')],
    [{ status: 502, contentType: 'application/json', body: '{"Code":"BadGateway"}' }, unchecked('server_error')],
  ])('ends in %j is made once and leaves the ticket unchecked', async (fault, expected) => {
    running().serverApis.setFault(vendor, fault);
    const before = callsTo(vendor);
    expect(
      await asked(vendor, {}, typeof fault === 'string' && fault.startsWith('hang') ? HANGING : undefined),
    ).toMatchObject(expected);
    expect(callsTo(vendor) - before).toBe(1);
  });

  it.each([
    ['connection', (refused: string) => refused, 'ECONNREFUSED'],
    ['name', () => 'http://no-such-host.localhost', 'ENOTFOUND'],
  ])('finds no %s says so', async (_title, endpointOf, vendorCode) => {
    const endpoint = endpointOf(running().hosts.refused);
    const result = await asked(vendor, { endpoint });
    expect(result).toMatchObject(unchecked('no_answer'));
    // Where `localhost` names resolve to this machine, nothing listens.
    expect([vendorCode, 'ECONNREFUSED', 'EAI_AGAIN']).toContain((result as { vendorCode?: string }).vendorCode);
  });

  it('speaks TLS to somebody who does not says so', async () => {
    const endpoint = running().hosts.refused.replace('http:', 'https:');
    const plain = running().hosts.tencentApi.replace('http:', 'https:');
    expect(endpoint).not.toBe(plain);
    const before = vendors.map(callsTo);
    const result = await asked(vendor, { endpoint: plain });
    expect(result).toMatchObject(unchecked('no_answer'));
    expect((result as { vendorCode?: string }).vendorCode).toMatch(/^EPROTO$|^ERR_SSL_WRONG_VERSION_NUMBER$/);
    expect(vendors.map(callsTo)).toEqual(before);
  });

  it('finds the vendor down leaves the ticket unchecked, and the next one after its return is human', async () => {
    const check = siteCheck(vendor);
    running().setDown(vendor, true);
    expect(await check.check(freshInput(vendor))).toMatchObject(unchecked('no_answer'));
    running().setDown(vendor, false);
    expect(await check.check(freshInput(vendor))).toEqual({ kind: 'human' });
  });

  it.each<[string, object]>([
    ['no ticket at all', {}],
    ['empty texts', { ticket: '', randstr: '', captchaVerifyParam: '', response: '' }],
    ['other types', { ticket: 1, randstr: [], captchaVerifyParam: {}, response: 1 }],
    ['nothing in them', { ticket: null, randstr: null, captchaVerifyParam: null, response: null }],
    ['nothing of this vendor', { somethingElse: 'x' }],
  ])('has %s is not made', async (_title, parts) => {
    const before = callsTo(vendor);
    const input = { remoteIp: '203.0.113.7', ...parts } as never;
    expect(await siteCheck(vendor).check(input)).toEqual({ kind: 'refused', reason: 'challenge_failed' });
    expect(callsTo(vendor)).toBe(before);
  });
});

describe('a redirect', () => {
  // Tencent's SDK follows 307 and 308, body and all; it follows what the vendor's own certificate vouches for.
  it.each<[ServerApiVendor, number]>([
    ['tencent', 302],
    ['aliyun', 302],
    ['aliyun', 307],
    ['aicaptcha', 302],
    ['aicaptcha', 307],
  ])('of %s (%i) hands the ticket to nobody else', async (vendor, status) => {
    const seen: string[] = [];
    const elsewhere = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
      request.on('end', () => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>'));
    });
    const location = await listen(elsewhere);
    running().serverApis.setFault(vendor, { status, headers: { location }, body: '' });
    try {
      expect(await asked(vendor)).toEqual(unchecked('not_json'));
      expect(seen).toEqual([]);
    } finally {
      elsewhere.close();
      elsewhere.closeAllConnections();
    }
  });
});

describe('what nobody waits for any more', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  it.each<[string, ServerApiVendor, string]>([
    ['a stream that the SDK hands over unread', 'tencent', 'text/event-stream'],
    ['a body that never ends', 'tencent', 'application/json'],
    ['a body that never ends', 'aicaptcha', 'application/json'],
  ])('is given up: %s (%s)', async (_title, vendor, contentType) => {
    const closed = vi.fn();
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': contentType }).write('{"Response":');
      response.on('close', closed);
    });
    servers.push(server);
    const endpoint = await listen(server);
    expect(await asked(vendor, { endpoint }, HANGING)).toMatchObject({ kind: 'unchecked' });
    await vi.waitFor(() => expect(closed).toHaveBeenCalled());
  });

  it.each(['stream', 'readline', 'eventSource'])('may fail without ending the process: %s', async (part) => {
    const emitter = new EventEmitter();
    const { check } = stubbedCheck([() => ({ [part]: emitter })]);
    expect(await check(input)).toEqual(unchecked('not_json'));
    expect(() => emitter.emit('error', new Error('aborted'))).not.toThrow();
  });

  it('does not fill the memory: more than any API answers is no answer', async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        if (response.write(' '.repeat(16_384))) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });
    servers.push(server);
    const endpoint = await listen(server);
    expect(await siteCheck('aicaptcha', { endpoint }).check(freshInput('aicaptcha'))).toEqual(unchecked('not_json'));
  });
});
