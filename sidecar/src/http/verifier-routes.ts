import type { FastifyInstance } from 'fastify';
import type { VerifyContext } from 'captcha-failover/server';
import { apiError, send } from './api-error.js';
import type { AppParts } from './app-parts.js';
import { bodySchema } from './contract.js';

type VerifyBody = VerifyContext & { proof: unknown };
interface PageBody {
  action?: string;
  session: string;
  remoteIp: string;
}

/** What `captcha-failover/server` has, over HTTP. */
export function verifierRoutes(app: FastifyInstance, { config, verifier }: AppParts): void {
  app.post<{ Body: VerifyBody }>('/v1/verify', { schema: { body: bodySchema('/v1/verify') } }, async (request) => {
    const { proof, ...context } = request.body;
    request.verdict = await verifier.verify(proof, context);
    return request.verdict;
  });

  const actions = Object.keys(config.verifier.actions ?? { default: {} });
  const pageToken = { schema: { body: bodySchema('/v1/page-token') } };
  app.post<{ Body: PageBody }>('/v1/page-token', pageToken, async (request, reply) => {
    const { action = 'default' } = request.body;
    if (!actions.includes(action)) return send(reply, apiError(400, 'unknown_action', 'That is none of the actions.'));
    try {
      return { pageToken: await verifier.issuePageToken(request.body) };
    } catch (error) {
      return send(
        reply,
        error instanceof TypeError
          ? apiError(400, 'invalid_request', 'session is a text that is not empty, and remoteIp an address.')
          : apiError(503, 'store_unavailable', 'The store has not answered yet: send the page without a token.'),
      );
    }
  });

  app.get('/v1/state', async () => ({ vendors: await verifier.state() }));
}
