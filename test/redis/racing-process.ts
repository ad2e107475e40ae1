// One of several server processes that share a Redis: see processes.test.ts, which bundles and starts it.
import { createAdmission, type AdmissionAnswer } from '../../src/server/admission/admission.js';
import { redisStore } from '../../src/server/store/redis-store.js';
import { clients } from './clients.js';

/** What a process is told: a crowd of requests, which it makes in an order of its own, some at a time. */
export interface Crowd {
  tickets: string[];
  /** One for each ticket. */
  addresses: string[];
  since: number;
}

const [, , name, port, prefix] = process.argv;
const opened = await clients[name as 'ioredis' | 'redis'](Number(port));
const store = redisStore({ client: opened.client, prefix: prefix ?? '', timeoutMs: 20_000 });
const keys = [{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }];
const admission = createAdmission({ store, keys, pageToken: 'off' });

process.on('message', (crowd: Crowd) => {
  void admitAll(crowd).then((answers) => process.send?.(answers));
});
process.send?.('ready');

/** The answers, in the order of the tickets. */
async function admitAll({ tickets, addresses, since }: Crowd): Promise<AdmissionAnswer[]> {
  const door = { reason: 'declared_outage', since, half: false, returningOnly: false, pageTokenNeeded: true } as const;
  const answers: AdmissionAnswer[] = [];
  const left = tickets.map((text, i) => ({ text, i, order: Math.random() })).sort((a, b) => a.order - b.order);
  while (left.length > 0) {
    await Promise.all(
      left.splice(0, 20).map(async ({ text, i }) => {
        const ticket = { kind: 'recovery', text, id: '190000001' } as const;
        answers[i] = await admission.admit({ action: 'login', ticket, door, remoteIp: addresses[i] });
      }),
    );
  }
  return answers;
}
