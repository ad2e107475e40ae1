import type { Verdict, Verifier } from 'captcha-failover/server';
import type { Config } from '../config/config.js';
import type { Log } from '../log.js';
import type { Metrics } from '../metrics/metrics.js';

/** What the routes rest on. */
export interface AppParts {
  readonly config: Config;
  readonly verifier: Verifier;
  readonly metrics: Metrics;
  readonly log: Log;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** For the log's line of this request. */
    verdict: Verdict | undefined;
    startedAt: number;
  }
  interface FastifyContextConfig {
    /** Needs no token: `open`. Brings it in its own way: `own`. By default the `Authorization` header has it. */
    auth?: 'open' | 'own';
  }
}
