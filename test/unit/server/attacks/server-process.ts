// A server under attack, in a process of its own: see child.ts, which bundles and starts it.
import { scrypt } from 'node:crypto';
import { lookup } from 'node:dns';
import { Socket } from 'node:net';
import { promisify } from 'node:util';
import express from 'express';
import { Redis } from 'ioredis';
import { createRecoveryTicket } from '../../../../src/recovery-ticket.js';
import { createVerifier, memoryStore, redisStore, type Incident } from '../../../../src/server/index.js';
import type { Ask, ServerSetUp } from './child.js';

const setUp = JSON.parse(process.env['SERVER_UNDER_ATTACK'] ?? '') as ServerSetUp;
const appId = '190000001';
const incidents: Incident[] = [];

// What a wrong clock shows: whoever reads the date gets it, and the monotonic clock stays what it is.
const realDate = Date.now;
let offsetMs = setUp.clockOffsetMs ?? 0;
Date.now = () => realDate() + offsetMs;

/** A firewall that swallows what this process sends to the vendor: it reaches a host that never answers. */
let { egressHole } = setUp;
const connect = Reflect.get(Socket.prototype, 'connect') as (...given: unknown[]) => Socket;
const vendorPort = new URL(setUp.api).port;
Reflect.set(Socket.prototype, 'connect', function (this: Socket, ...given: unknown[]) {
  const [first] = given.flat() as [{ port?: number | string } | undefined];
  if (egressHole !== undefined && String(first?.port) === vendorPort) Object.assign(first ?? {}, { port: egressHole });
  return connect.apply(this, given);
});

function storeOf({ redisPort, file }: ServerSetUp) {
  if (redisPort === undefined) return memoryStore(file === undefined ? {} : { file });
  const client = new Redis({ host: '127.0.0.1', port: redisPort, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  return redisStore({ client });
}

const verifier = createVerifier({
  sites: [
    {
      vendor: 'tencent',
      appId,
      appSecretKey: 'app-secret',
      secretId: 'id',
      secretKey: 'key',
      endpoint: setUp.api,
      scripts: { entry: setUp.script },
    },
  ],
  keys: [{ kid: 'k1', secret: 'a secret of thirty-two bytes, or more' }],
  store: storeOf(setUp),
  references: setUp.references ?? [],
  watch: setUp.watch ?? true,
  onIncident: (incident) => incidents.push(incident),
});

const app = express();
const hash = promisify(scrypt) as (password: string, salt: string, length: number) => Promise<Buffer>;
app.post('/login', async (_, response) => {
  response.send((await hash('correct horse battery staple', 'salt', 64)).toString('hex'));
});

/** Page tokens, the oldest first: one is worth nothing in its first two seconds. */
const tokens: { token: string; at: number }[] = [];
const session = 'session';
const remoteIp = '203.0.113.7';
setInterval(() => {
  void verifier
    .issuePageToken({ session, remoteIp: `203.0.113.${tokens.length % 250}` })
    .then((token) => tokens.push({ token, at: performance.now() }))
    .catch(() => undefined);
}, 1000);

let serial = 0;
/** A recovery proof as anybody can make it, with a page token that is old enough. */
function prove() {
  const old = tokens.findIndex(({ at }) => performance.now() - at > 2500);
  const [page] = old < 0 ? [] : tokens.splice(old, 1);
  serial += 1;
  return verifier.verify(
    {
      v: 1,
      vendor: 'tencent',
      id: appId,
      ticket: `${createRecoveryTicket({ code: 1001, id: appId, now: Date.now() })}_${serial}`,
      randstr: '@abcdefghijk',
      failures: [{ vendor: 'tencent', code: 'script_timeout', category: 'timeout' }],
      pageToken: page?.token,
    },
    { remoteIp: `198.51.100.${serial % 250}`, session },
  );
}

function real(ticket: string) {
  const proof = { v: 1, vendor: 'tencent', id: appId, ticket, randstr: '@abc' };
  return verifier.verify(proof, { remoteIp, session });
}

/** Keeps the event loop busy for so long in every so many ms. */
function block({ forMs, everyMs }: { forMs: number; everyMs: number }) {
  setInterval(() => {
    const end = performance.now() + forMs;
    while (performance.now() < end);
  }, everyMs);
}

/** Two names that no name server answers for, asked for over and over: half of the look-ups that can run at once. */
function hangLookups() {
  const again = (name: string) => lookup(name, () => setTimeout(again, 1, name));
  again('one.hanging.test');
  again('two.hanging.test');
}

async function answer(ask: Ask): Promise<unknown> {
  switch (ask.what) {
    case 'state':
      return (await verifier.state())[0];
    case 'ready':
      return verifier.ready();
    case 'prove':
      return prove();
    case 'real':
      return real(ask.ticket);
    case 'flood': {
      const verdicts = await Promise.all(Array.from({ length: ask.count }, (_, i) => real(`forged-${serial++}-${i}`)));
      return verdicts.map((verdict) => (verdict.accepted ? 'accepted' : verdict.reason));
    }
    case 'clock':
      offsetMs = ask.offsetMs;
      return undefined;
    case 'block':
      block(ask);
      return undefined;
    case 'hang_lookups':
      hangLookups();
      return undefined;
    case 'egress_hole':
      egressHole = ask.port;
      return undefined;
    case 'incidents':
      return incidents;
  }
}

process.on('message', ({ id, ...ask }: Ask & { id: number }) => {
  void answer(ask).then((said) => process.send?.({ id, said }));
});
process.on('disconnect', () => process.exit());
const listening = app.listen(0, '127.0.0.1', () => {
  const address = listening.address();
  process.send?.({ id: 0, said: typeof address === 'object' && address?.port });
});
