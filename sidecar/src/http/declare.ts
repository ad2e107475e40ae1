import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ServerVendor, Verifier } from 'captcha-failover/server';
import { isLoopback, type Listen } from '../config/listen.js';
import { parseDuration } from '../duration.js';
import { apiError, send, type ApiError } from './api-error.js';
import type { AppParts } from './app-parts.js';
import { bodySchema } from './contract.js';

interface DeclareBody {
  vendor: ServerVendor;
  mode: 'outage' | 'healthy' | 'automatic';
  for?: string;
  reason: string;
}

/** A person's switch. It opens or shuts the door for everybody, so it is guarded more than the rest. */
export function declareRoute(app: FastifyInstance, { config, verifier }: AppParts, hasToken: boolean): void {
  const options = {
    schema: { body: bodySchema('/v1/declare') },
    onRequest: async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
      const refused = refusalOf(request, config.listen, hasToken);
      return refused && send(reply, refused);
    },
  };
  app.post<{ Body: DeclareBody }>('/v1/declare', options, async (request, reply) => {
    try {
      await declare(verifier, request.body);
      return { vendors: await verifier.state() };
    } catch (error) {
      return send(
        reply,
        error instanceof TypeError
          ? apiError(400, 'invalid_request', error.message)
          : apiError(503, 'store_unavailable', 'The store does not answer, so nothing was declared.'),
      );
    }
  });
}

async function declare(verifier: Verifier, { vendor, mode, for: duration, reason }: DeclareBody): Promise<void> {
  if (mode === 'automatic') {
    if (duration !== undefined) throw new TypeError("for: 'automatic' holds until a person says otherwise.");
    await verifier.declare(vendor, mode, { reason });
    return;
  }
  const ms = parseDuration(duration ?? '');
  if (ms === undefined) throw new TypeError('for: how long it holds, such as "30m" or "1h", at most "24h".');
  await verifier.declare(vendor, mode, { until: Date.now() + ms, reason });
}

/** A page in a browser on this machine could reach loopback, by a name of its own that leads here. */
function refusalOf({ headers }: FastifyRequest, listen: Listen, hasToken: boolean): ApiError | undefined {
  if (!hasToken) return apiError(403, 'token_needed', 'Configure a token: nobody may declare without one.');
  if (headers.origin !== undefined) return apiError(403, 'origin_refused', 'No page in a browser may declare.');
  if (isLoopback(listen.host) && !isLoopback(hostOf(headers.host)))
    return apiError(403, 'host_refused', 'The Host header names another machine than this one.');
  return undefined;
}

function hostOf(header = ''): string {
  const address = `http://${header}`;
  return URL.canParse(address) ? new URL(address).hostname.replace(/^\[|\]$/g, '') : '';
}
