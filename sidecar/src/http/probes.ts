import type { FastifyInstance } from 'fastify';
import { apiError, send } from './api-error.js';
import type { AppParts } from './app-parts.js';

/** For whoever watches the service. Probes have no token, and learn nothing but yes or no. */
export function probeRoutes(app: FastifyInstance, { verifier, metrics }: AppParts): void {
  let isReady = false;
  void verifier.ready().then(() => (isReady = true));
  app.addHook('preClose', (done) => {
    isReady = false;
    done();
  });
  const open = { config: { auth: 'open' as const } };
  app.get('/ping', open, () => ({ ok: true }));
  app.get('/ready', open, (_, reply) =>
    isReady ? { ok: true } : send(reply, apiError(503, 'not_ready', 'It has only just begun, or is about to stop.')),
  );
  app.get('/metrics', async (_, reply) => {
    void reply.type(metrics.contentType);
    return metrics.text();
  });
}
