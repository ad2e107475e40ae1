import type { AddressInfo } from 'node:net';
import { createVerifier } from 'captcha-failover/server';
import type { Config } from './config/config.js';
import { urlOf } from './config/listen.js';
import { buildApp } from './http/app.js';
import { logIncident, type Log } from './log.js';
import { createMetrics, type Metrics } from './metrics/metrics.js';
import { openStore } from './store/open-store.js';

export interface Service {
  readonly url: string;
  /** Answers what is under way, for ten seconds at most, and ends. Never rejects. */
  stop(): Promise<void>;
}

/** In ms. */
const longestStop = 10_000;

/** @throws what listening throws, such as EADDRINUSE; then nothing is left running */
export async function startService(config: Config, log: Log): Promise<Service> {
  const { store, isUp, close } = openStore(config.store, log);
  const metrics: Metrics = createMetrics({ options: config.verifier, verifier: () => verifier, isStoreUp: isUp });
  const verifier = createVerifier({
    ...config.verifier,
    store,
    onVerdict: metrics.verdict,
    onCanary: metrics.canary,
    onIncident: (incident) => {
      metrics.incident(incident);
      logIncident(log, incident);
    },
  });
  const app = buildApp({ config, verifier, metrics, log });
  const stop = async (): Promise<void> => {
    const late = setTimeout(() => app.server.closeAllConnections(), longestStop);
    // Node.js closes those that are idle now; the others would be kept for their next request once they are answered.
    const idle = setInterval(() => app.server.closeIdleConnections(), 100);
    await app.close();
    clearInterval(idle);
    clearTimeout(late);
    await verifier.close();
    close();
  };
  try {
    await app.listen({ ...config.listen, exclusive: true });
  } catch (error) {
    await stop();
    throw error;
  }
  const { port } = app.server.address() as AddressInfo;
  return { url: urlOf({ ...config.listen, port }), stop };
}
