import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { createVerifier } from '../../src/server/index.js';
import { readConfig } from '../src/config/config.js';
import { contractFault } from './contract.js';
import { configFor, routesOver, simulatorForTest, TOKEN } from './harness.js';

/** Asks a verifier of our own, which has the simulator for its vendors. */
async function postTo() {
  const simulator = await simulatorForTest();
  const config = readConfig(JSON.stringify(configFor(simulator, { token: TOKEN })), {});
  const verifier = createVerifier(config.verifier);
  onTestFinished(() => verifier.close());
  const app = routesOver(verifier, config);
  return async ({ path, type, payload }: Asked) => {
    const headers = { 'content-type': type, authorization: `Bearer ${TOKEN}`, host: 'localhost' };
    const answer = await app.inject({ method: 'POST', url: path, payload, headers });
    return { status: answer.statusCode, type: String(answer.headers['content-type']), text: answer.body };
  };
}

interface Asked {
  path: string;
  type: string;
  payload: string;
}

const remoteIp = fc.oneof(fc.constant('203.0.113.7'), fc.ipV4(), fc.ipV6(), fc.string(), fc.anything());
const proof = fc.oneof(
  fc.anything(),
  fc.record(
    {
      v: fc.oneof(fc.constant(1), fc.anything()),
      vendor: fc.oneof(fc.constantFrom('tencent', 'aliyun', 'aicaptcha'), fc.anything()),
      id: fc.oneof(fc.constantFrom('190000001', 'scene1'), fc.anything()),
      ticket: fc.oneof(fc.constant('trerror_1001_190000001_1796084716_a'), fc.string(), fc.anything()),
      randstr: fc.oneof(fc.string(), fc.anything()),
      captchaVerifyParam: fc.oneof(fc.string(), fc.anything()),
      failures: fc.oneof(fc.array(fc.anything()), fc.anything()),
      pageToken: fc.oneof(fc.string(), fc.anything()),
    },
    { requiredKeys: [] },
  ),
);
const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.anything());
const body = fc.record(
  {
    proof,
    response: fc.oneof(
      proof,
      proof.map((value) => JSON.stringify(value)),
    ),
    remoteIp,
    remoteip: remoteIp,
    action: fc.oneof(fc.constantFrom('default', 'toString'), text),
    session: text,
    subject: text,
    passToken: text,
    secret: text,
    vendor: fc.oneof(fc.constantFrom('tencent', 'aliyun'), text),
    mode: fc.oneof(fc.constantFrom('outage', 'healthy', 'automatic'), text),
    for: fc.oneof(fc.constantFrom('1h', '24h'), text),
    reason: text,
  },
  { requiredKeys: [] },
);
/** What each route takes: of a body with other fields nothing would ever get as far as the verifier. */
const routes: Record<string, readonly string[]> = {
  '/v1/verify': ['proof', 'remoteIp', 'action', 'session', 'subject', 'passToken'],
  '/siteverify': ['response', 'remoteip', 'secret', 'action', 'session', 'subject', 'passToken'],
  '/v1/page-token': ['action', 'session', 'remoteIp'],
  '/v1/declare': ['vendor', 'mode', 'for', 'reason'],
};
const path = fc.constantFrom(...Object.keys(routes));
const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

const textOf = (value: unknown): string => JSON.stringify(value ?? null);

const fieldsOf = (path: string, given: object) =>
  Object.entries(given).filter(([name]) => routes[path]?.includes(name)) as [string, unknown][];
const asJson = fc.record({ path, body }).map(({ path, body }): Asked => ({
  path,
  type: json,
  payload: JSON.stringify(Object.fromEntries(fieldsOf(path, body))),
}));
const asForm = fc.record({ path, body }).map(({ path, body }): Asked => {
  const fields = fieldsOf(path, body).map(([name, value]) => [name, textOf(value)]);
  return { path, type: form, payload: new URLSearchParams(fields).toString() };
});
const asAnything = fc.record({
  path,
  type: fc.constantFrom(json, json, form, 'text/plain', 'a/b'),
  payload: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.anything().map((value) => textOf(value)),
    body.map((value) => JSON.stringify(value)),
  ),
});
const asked = fc.oneof({ weight: 6, arbitrary: asJson }, asForm, { weight: 2, arbitrary: asAnything });

it('10,000 random bodies get what the OpenAPI file says, and nothing above 499', { timeout: 300_000 }, async () => {
  const post = await postTo();
  const statuses = new Map<string, number>();
  const property = fc.asyncProperty(asked, async (one) => {
    const answer = await post(one);
    expect(answer.status).toBeLessThan(500);
    expect(contractFault('post', one.path, answer)).toBeUndefined();
    expect(answer.text).not.toMatch(/node_modules|sidecar\/src/);
    const key = `${one.path} ${answer.status}`;
    statuses.set(key, (statuses.get(key) ?? 0) + 1);
  });
  await fc.assert(property, { numRuns: 10_000 });
  console.log(Object.fromEntries(statuses));
  // Some of them have to get as far as the verifier.
  for (const path of Object.keys(routes)) expect(statuses.get(`${path} 200`), path).toBeGreaterThan(20);
});
