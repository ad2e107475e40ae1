// One of several server processes that share a Redis: see processes.test.ts, which bundles and starts it.
import { admit, type AdmissionAnswer } from '../../src/server/admission/admission.js';
import { storeKeys } from '../../src/server/admission/store-keys.js';
import { redisStore } from '../../src/server/store/redis-store.js';
import { signingKeys } from '../../src/server/tokens/signing-keys.js';
import { clients } from './clients.js';

/** What a process is told: a crowd of requests, which it makes in an order of its own, some at a time. */
export interface Crowd {
  tickets: string[];
  /** One for each ticket. */
  networks: string[];
  budget: number;
}

const [, , name, port, prefix] = process.argv;
const opened = await clients[name as 'ioredis' | 'redis'](Number(port));
const store = redisStore({ client: opened.client, prefix: prefix ?? '', timeoutMs: 20_000 });
const keys = storeKeys(signingKeys([{ kid: 'test', secret: 'a secret of the tests, of 32 bytes or more' }]));

process.on('message', (crowd: Crowd) => {
  void admitAll(crowd).then((answers) => process.send?.(answers));
});
process.send?.('ready');

/** The answers, in the order of the tickets. */
async function admitAll({ tickets, networks, budget }: Crowd): Promise<AdmissionAnswer[]> {
  const answers: AdmissionAnswer[] = [];
  const left = tickets.map((ticket, i) => ({ ticket, i, order: Math.random() })).sort((a, b) => a.order - b.order);
  const action = {
    name: 'login',
    recoveryPerMinute: budget,
    acceptRecovery: 'always',
    sites: [],
    watched: [],
  } as const;
  while (left.length > 0) {
    await Promise.all(
      left.splice(0, 20).map(async ({ ticket, i }) => {
        const network = { address: '', host: '', wide: networks[i] ?? '' };
        const visit = { action, network, subject: undefined, once: ticket };
        answers[i] = await admit({ visit, page: null, pass: null }, { store, keys });
      }),
    );
  }
  return answers;
}
