// @vitest-environment node
import { createServer } from 'node:http';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { listen } from './local-server.js';
import type { CheckInput } from '../../../../src/server/checks/vendor-api.js';
import { freshInput, REMOTE_IP, simulated, vendors } from './simulated-sites.js';

const { siteCheck, running, callsTo } = simulated();

// Each run is a call over HTTP.
vi.setConfig({ testTimeout: 30_000 });
afterEach(() => vi.unstubAllEnvs());

/** Lone surrogates, control characters and names from `Object.prototype` included. */
const text = () =>
  fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 50 }).map((units) => String.fromCharCode(...units)),
    fc.constantFrom('__proto__', 'constructor', 'trerror_1001_190000001_1763738400', '\uD800', '\0', '{"a":1}', 'e30='),
  );

describe.each(vendors)('%s:', (vendor) => {
  it('no ticket makes a check reject, or pass', async () => {
    const { check } = siteCheck(vendor);
    await fc.assert(
      fc.asyncProperty(text(), text(), async (ticket, randstr) => {
        const input = { ticket, randstr, captchaVerifyParam: ticket, response: ticket, remoteIp: REMOTE_IP };
        const result = await check(input);
        expect(['refused', 'misconfigured', 'unchecked']).toContain(result.kind);
      }),
      { numRuns: 40 },
    );
  });

  it('no input of another shape makes a check reject, or pass', async () => {
    const { check } = siteCheck(vendor);
    const field = () => fc.oneof(fc.jsonValue(), fc.constant(undefined), fc.bigInt());
    const fields = { ticket: field(), randstr: field(), captchaVerifyParam: field(), response: field() };
    await fc.assert(
      fc.asyncProperty(fc.record(fields, { requiredKeys: [] }), async (input) => {
        const result = await check({ ...input, remoteIp: REMOTE_IP } as unknown as CheckInput);
        expect(result.kind).not.toBe('human');
      }),
      { numRuns: 40 },
    );
  });

  it('no answer makes a check reject, or pass', async () => {
    const { check, probe } = siteCheck(vendor);
    const names = ['Response', 'Error', 'Code', 'CaptchaCode', 'Success', 'Result', 'VerifyResult', 'result', 'reason'];
    const value = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 4 },
        fc.jsonValue({ maxDepth: 1 }),
        fc.dictionary(fc.constantFrom(...names), tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    const status = fc.constantFrom(200, 200, 400, 403, 500);
    await fc.assert(
      fc.asyncProperty(value, status, async (answer, code) => {
        const fault = { status: code, contentType: 'application/json', body: JSON.stringify(answer) };
        running().serverApis.setFault(vendor, fault);
        const result = await check(freshInput(vendor));
        expect(result.kind).not.toBe('human');
        const probed = await probe(new AbortController().signal);
        expect(['up', 'down', 'throttled', 'unknown']).toContain(probed.answer);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a proxy', () => {
  it("that http_proxy names is used by Tencent's SDK; what it says itself is no answer of the API", async () => {
    const asked: string[] = [];
    const proxy = createServer();
    proxy.on('connect', ({ url = '' }: { url?: string }, socket) => {
      asked.push(url);
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
    });
    vi.stubEnv('http_proxy', await listen(proxy));
    try {
      const before = callsTo('tencent');
      const { check, probe } = siteCheck('tencent');
      expect(await check(freshInput('tencent'))).toEqual({ kind: 'unchecked', why: 'not_json' });
      expect(await probe(new AbortController().signal)).toEqual({ answer: 'unknown', why: 'http_407' });
      const { host } = new URL(running().hosts.tencentApi);
      expect(asked).toEqual([host, host]);
      expect(callsTo('tencent')).toBe(before);
    } finally {
      proxy.close();
    }
  });
});
