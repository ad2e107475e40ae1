// @vitest-environment node
import { mkdirSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { resolve } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Verdict, Verifier, VerifyContext } from '../../../src/server/index.js';
import { fakeVendors, realProof, verifierOver } from '../server/fake-vendors.js';
import { readDocument } from './documents.js';

const folder = resolve('test-results/server-blocks');
const { blocks } = readDocument('docs/server.md');
const code = blocks.filter(({ language }) => language === 'js');
const visitor = { remoteIp: '203.0.113.7', session: 's1' };

/** A block as a module, with the package's names pointing at its source. */
async function run(key: string): Promise<Record<string, (...given: never[]) => unknown>> {
  const block = code.find((one) => one.key === `docs/server.md › ${key}`);
  if (!block) throw new Error(`There is no block "${key}"`);
  mkdirSync(folder, { recursive: true });
  const file = `${folder}/${code.indexOf(block)}.mjs`;
  const source = block.code
    .replaceAll(`'captcha-failover/server'`, `'${resolve('src/server/index.ts')}'`)
    .replaceAll(`'captcha-failover'`, `'${resolve('src/index.ts')}'`);
  writeFileSync(file, source);
  return (await import(/* @vite-ignore */ file)) as Record<string, (...given: never[]) => unknown>;
}

/** Notes what it is asked, and lets everybody in. */
function recorder() {
  const asked: VerifyContext[] = [];
  const verdict: Verdict = { accepted: true, assurance: 'human', reason: 'passed', requestId: 'r1' };
  const verify = (_: unknown, context: VerifyContext) => {
    asked.push(context);
    return Promise.resolve(verdict);
  };
  return { asked, verifier: { verify } as unknown as Verifier };
}

const post = (port: number, forwarded?: string) =>
  fetch(`http://127.0.0.1:${port}/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(forwarded && { 'x-forwarded-for': forwarded }) },
    body: JSON.stringify({ proof: realProof() }),
  });

/** By key, what runs a block of docs/server.md. */
const runs: Record<string, () => Promise<void>> = {
  'Quick start (2)': async () => {
    vi.stubEnv('CAPTCHA_KEY', 'a key that has more than thirty-two bytes');
    for (const name of ['TENCENT_APP_SECRET', 'TENCENT_ID', 'TENCENT_KEY', 'ALIYUN_ID', 'ALIYUN_SECRET'])
      vi.stubEnv(name, 'secret');
    const { verifier } = (await run('Quick start (2)')) as unknown as { verifier: Verifier };
    await verifier.close();
    const verdict = await verifier.verify({ nothing: true }, visitor);
    expect(verdict).toMatchObject({ accepted: false, reason: 'malformed' });
  },
  'Quick start (3)': async () => {
    const mayLogIn = (await run('Quick start (3)'))['mayLogIn'] as (...given: unknown[]) => Promise<unknown>;
    const { verifier } = await verifierOver(fakeVendors());
    expect(await mayLogIn(verifier, { proof: realProof(), ...visitor })).toEqual({
      allowed: true,
      askForSecondFactor: false,
    });
    expect(await mayLogIn(verifier, { proof: {}, ...visitor })).toMatchObject({ allowed: false, next: 'stop' });
    await verifier.close();
  },
  'Quick start (4)': async () => {
    const pageToken = (await run('Quick start (4)'))['pageToken'] as (...given: unknown[]) => Promise<unknown>;
    const { verifier } = await verifierOver(fakeVendors());
    expect(await pageToken(verifier, visitor)).toEqual(expect.any(String));
    expect(await pageToken(verifier, { ...visitor, remoteIp: '' })).toBeUndefined();
    await verifier.close();
  },
  'Quick start (5)': async () => {
    const { captcha } = (await run('Quick start (5)')) as unknown as { captcha: { status: string } };
    expect(captcha.status).toBe('idle');
  },
  'Behind a proxy': async () => {
    const { asked, verifier } = recorder();
    const expressApp = (await run('Behind a proxy'))['expressApp'] as (one: Verifier) => {
      listen(port: number, host: string, done: () => void): Server;
    };
    const server = await new Promise<Server>((done) => {
      const listening = expressApp(verifier).listen(0, '127.0.0.1', () => done(listening));
    });
    await judgeAddresses((server.address() as AddressInfo).port, asked);
    server.close();
  },
  'Behind a proxy (2)': async () => {
    const { asked, verifier } = recorder();
    const fastifyApp = (await run('Behind a proxy (2)'))['fastifyApp'] as (one: Verifier) => {
      listen(where: { port: number; host: string }): Promise<string>;
      close(): Promise<void>;
    };
    const app = fastifyApp(verifier);
    await judgeAddresses(Number(new URL(await app.listen({ port: 0, host: '127.0.0.1' })).port), asked);
    await app.close();
  },
  'Behind a proxy (3)': async () => {
    const { asked, verifier } = recorder();
    const fetchHandler = (await run('Behind a proxy (3)'))['fetchHandler'] as (
      one: Verifier,
    ) => (request: Request, platform: { remoteIp: string }) => Promise<Response>;
    const headers = { 'x-forwarded-for': '1.2.3.4' };
    const body = JSON.stringify({ proof: realProof() });
    const request = new Request('https://shop.example/login', { method: 'POST', headers, body });
    const response = await fetchHandler(verifier)(request, { remoteIp: '203.0.113.7' });
    expect(response.status).toBe(200);
    expect(asked).toMatchObject([{ remoteIp: '203.0.113.7' }]);
  },
  'Several servers': async () => {
    const script = () => Promise.reject(new Error('no server here'));
    class Redis {
      status = 'wait';
      evalsha = script;
      eval = script;
      once = () => undefined;
    }
    vi.doMock('ioredis', () => ({ Redis }));
    const { store } = (await run('Several servers')) as unknown as { store: { admit: unknown } };
    expect(store.admit).toBeTypeOf('function');
  },
  'What to alert on': async () => {
    const holdTheDoor = (await run('What to alert on'))['holdTheDoor'] as (one: Verifier) => Promise<void>;
    const { verifier } = await verifierOver(fakeVendors());
    await holdTheDoor(verifier);
    expect(await verifier.state()).toMatchObject([{ vendor: 'tencent', state: 'healthy', declared: true }]);
    await verifier.close();
  },
};

/** A proxy on this machine appends the address it sees, so what a stranger wrote before it counts for nothing. */
async function judgeAddresses(port: number, asked: VerifyContext[]): Promise<void> {
  expect((await post(port, '1.2.3.4, 203.0.113.7')).status).toBe(200);
  expect((await post(port)).status).toBe(200);
  expect(asked.map(({ remoteIp }) => remoteIp)).toEqual(['203.0.113.7', '127.0.0.1']);
}

beforeEach(
  () => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'setInterval', 'clearTimeout', 'clearInterval'] }),
);
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

it('every JavaScript block of docs/server.md has a run', () => {
  expect(Object.keys(runs)).toEqual(code.map(({ key }) => key.replace('docs/server.md › ', '')));
});

it.each(Object.entries(runs))('docs/server.md › %s does what it says', (_, run) => run());
