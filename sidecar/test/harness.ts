import { expect, onTestFinished } from 'vitest';
import { mintTencentTicket, startSimulator, SIMULATED_IDS, type Simulator } from 'captcha-failover-simulator';
import type { Verifier } from '../../src/server/index.js';
import { createRecoveryTicket } from '../../src/recovery-ticket.js';
import { readConfig, type Config } from '../src/config/config.js';
import { buildApp } from '../src/http/app.js';
import type { Log, LogFields } from '../src/log.js';
import { createMetrics } from '../src/metrics/metrics.js';
import { startService } from '../src/service.js';
import { contractFault } from './contract.js';

export const TOKEN = 'a-token-of-the-tests-with-32-characters-or-more';
export const KEY = 'a secret of the tests, with 32 bytes or more';

/** A configuration for the simulator's hosts. */
export function configFor(simulator: Pick<Simulator, 'site'>, more: object = {}): Record<string, unknown> {
  return {
    sites: [simulator.site('tencent'), simulator.site('aliyun')],
    keys: [{ kid: 'k1', secret: KEY }],
    listen: '127.0.0.1:0',
    ...more,
  };
}

export interface Answer {
  status: number;
  type: string;
  text: string;
  json: Record<string, unknown>;
}
export interface Asking {
  /** POSTed as JSON. */
  json?: unknown;
  /** POSTed as it is. */
  body?: string;
  headers?: Record<string, string>;
}

/** Asks, and holds every answer against the OpenAPI file. */
export async function ask(url: string, path: string, asking: Asking = {}): Promise<Answer> {
  const isPost = 'json' in asking || 'body' in asking;
  const body = 'json' in asking ? JSON.stringify(asking.json) : asking.body;
  const response = await fetch(url + path, {
    method: isPost ? 'POST' : 'GET',
    ...(body !== undefined && { body }),
    headers: { ...('json' in asking && { 'content-type': 'application/json' }), ...asking.headers },
  });
  const text = await response.text();
  const type = response.headers.get('content-type') ?? '';
  const answer = { status: response.status, type, text };
  if (response.status !== 404) expect(contractFault(isPost ? 'post' : 'get', path, answer)).toBeUndefined();
  return { ...answer, json: type.startsWith('application/json') ? (JSON.parse(text) as Answer['json']) : {} };
}

export const bearer = { authorization: `Bearer ${TOKEN}` };
export const visitor = { remoteIp: '203.0.113.7', session: 'session-of-the-tests' };

/** All routes over a verifier, without listening. */
export function routesOver(verifier: Verifier, config: Config, log: Log = () => undefined) {
  const isStoreUp = () => Promise.resolve(true);
  const metrics = createMetrics({ options: config.verifier, verifier: () => verifier, isStoreUp });
  const app = buildApp({ config, verifier, metrics, log });
  onTestFinished(() => app.close());
  return app;
}

/** The same over one that is made of doubles. */
export function appOver(verifier: Partial<Verifier>, more: object = {}, lines: unknown[] = []) {
  const site = { vendor: 'tencent', appId: SIMULATED_IDS.appId, appSecretKey: 'a', secretId: 'b', secretKey: 'c' };
  const config = readConfig(JSON.stringify({ sites: [site], keys: [{ kid: 'k1', secret: KEY }], ...more }), {});
  const whole: Verifier = {
    verify: () => Promise.resolve({ accepted: false, reason: 'malformed', next: 'stop', requestId: 'r1' }),
    issuePageToken: () => Promise.resolve('token'),
    declare: () => Promise.resolve(),
    state: () => Promise.resolve([]),
    load: () => [],
    ready: () => Promise.resolve(),
    close: () => Promise.resolve(),
    ...verifier,
  };
  return routesOver(whole, config, (level, event, fields) => lines.push({ level, event, fields }));
}

/** A service in this process, which ends with the test. */
export async function serviceFor(given: Record<string, unknown>) {
  const lines: { level: string; event: string; fields: LogFields | undefined }[] = [];
  const config: Config = readConfig(JSON.stringify(given), {});
  const service = await startService(config, (level, event, fields) => lines.push({ level, event, fields }));
  onTestFinished(() => service.stop());
  return { lines, ...service, ask: (path: string, asking?: Asking) => ask(service.url, path, asking) };
}

export async function simulatorForTest(): Promise<Simulator> {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  return simulator;
}

/** What a page posts whose visitor has solved Tencent's challenge. */
export function solvedProof() {
  const { appId } = SIMULATED_IDS;
  return { v: 1, vendor: 'tencent', id: appId, ...mintTencentTicket({ appId }) };
}

/** Looks like a real ticket, and is none. */
export const forgedProof = () => ({ ...solvedProof(), ticket: `tr03${'A'.repeat(120)}*` });

let serial = 0;
export function recoveryProof(pageToken?: string) {
  const { appId } = SIMULATED_IDS;
  serial += 1;
  return {
    v: 1,
    vendor: 'tencent',
    id: appId,
    ticket: `${createRecoveryTicket({ code: 1001, id: appId })}_${process.pid}${serial}`,
    randstr: '@abcdefghijk',
    failures: [{ vendor: 'tencent', code: 'script_timeout', category: 'timeout' }],
    ...(pageToken !== undefined && { pageToken }),
  };
}

/** Asks again until the answer is as wanted. */
export async function until<T>(ms: number, get: () => Promise<T>, isWanted: (value: T) => boolean): Promise<T> {
  const end = performance.now() + ms;
  let value = await get();
  while (!isWanted(value) && performance.now() < end) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    value = await get();
  }
  if (!isWanted(value)) throw new Error(`Still ${JSON.stringify(value).slice(0, 300)} after ${ms} ms`);
  return value;
}

/**
 * Until all canaries have been up: a vendor that was never seen up cannot be seen to fall. On a busy machine one of the
 * first round may be late, and the next round comes with the next suspicion.
 */
export async function untilAllUp(ask: (path: string, asking?: Asking) => Promise<Answer>): Promise<void> {
  const begun = performance.now();
  const canariesUp = async () => {
    if (performance.now() - begun > 10_000)
      await ask('/v1/verify', { json: { proof: recoveryProof(), ...visitor }, headers: bearer });
    const { text } = await ask('/metrics', { headers: bearer });
    return Array.from(text.matchAll(/canary_seconds_count\{(.*)answer="up"\}/g), ([, canary]) => canary);
  };
  await until(60_000, canariesUp, ({ length }) => length === 4);
}
