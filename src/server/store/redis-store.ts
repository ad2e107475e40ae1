import { redisAdmission } from './redis-admission.js';
import type { RedisClient } from './redis-client.js';
import { redisEvidence } from './redis-evidence.js';
import { redisRunner, textOf, type RunScript } from './redis-runner.js';
import { memoryPolicyScript } from './redis-scripts.js';
import type { Store } from './store.js';

export interface RedisStoreOptions {
  /** Your own client of `ioredis` or of `redis` (node-redis). The store neither connects nor closes it. */
  client: RedisClient;
  /** Stands in braces before every key, so that all of them live on one node of a cluster. No braces in it. */
  prefix?: string;
  /** The longest that a call may take, 250 ms by default; then it rejects. */
  timeoutMs?: number;
}

/**
 * Shares budgets, replay keys and evidence between processes. Each call is one script in one round trip, and one that
 * cannot be answered at once rejects: with Redis away nobody is let in unchecked, and real tickets go on.
 *
 * An emptied Redis has a new epoch, so that it takes no token from before. Redis must not put keys out to make room
 * (`maxmemory-policy noeviction`, which is looked at once), and has to be version 5 or later.
 *
 * @throws TypeError when an option is wrong
 */
export function redisStore({ client, prefix = 'captcha-failover', timeoutMs = 250 }: RedisStoreOptions): Store {
  if (typeof prefix !== 'string' || !/^[^{}]+$/.test(prefix)) {
    throw new TypeError('redisStore: prefix must be a text without braces.');
  }
  if (!(timeoutMs > 0 && timeoutMs < 60_000)) {
    throw new TypeError('redisStore: timeoutMs must be a number of ms between 1 and 60000.');
  }
  const run = redisRunner(client, prefix, timeoutMs);
  const listeners: ((detail: string) => void)[] = [];
  let isPolicyKnown = false;

  const lookAtPolicy = async (): Promise<void> => {
    const policy = await run(memoryPolicyScript, ['epoch']);
    // A server that does not tell its policy is believed.
    if (!policy || textOf(policy) === 'noeviction') return;
    const detail = `Redis has maxmemory-policy ${textOf(policy)}: set noeviction, or what is spent is forgotten to make room.`;
    for (const listener of listeners) listener(detail);
  };
  const runAndLook: RunScript = async (...asked) => {
    const answer = await run(...asked);
    if (!isPolicyKnown && listeners.length > 0) {
      isPolicyKnown = true;
      void lookAtPolicy().catch(() => undefined);
    }
    return answer;
  };

  return {
    evidence: redisEvidence(runAndLook),
    ...redisAdmission(runAndLook, timeoutMs),
    onFault: (listener) => void listeners.push(listener),
  };
}
