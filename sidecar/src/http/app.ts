import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { nameOf, type Log } from '../log.js';
import { apiError, apiErrorOf, connectionError, rawAnswer, send } from './api-error.js';
import type { AppParts } from './app-parts.js';
import { bearerOf, tokenCheck } from './bearer.js';
import { declareRoute } from './declare.js';
import { probeRoutes } from './probes.js';
import { siteverifyRoute } from './siteverify.js';
import { verifierRoutes } from './verifier-routes.js';

const bounds = {
  /** In bytes. */
  body: 64 * 1024,
  headers: 8 * 1024,
  connections: 4096,
  /** In ms. */
  headersIn: 5000,
  requestIn: 10_000,
} as const;

/** All routes, without listening. */
export function buildApp(parts: AppParts): FastifyInstance {
  const { config, metrics, log } = parts;
  const app = Fastify({
    bodyLimit: bounds.body,
    requestTimeout: bounds.requestIn,
    forceCloseConnections: 'idle',
    // Who still holds a connection while we stop is answered, and then asked to close it.
    return503OnClosing: false,
    exposeHeadRoutes: false,
    http: { maxHeaderSize: bounds.headers, headersTimeout: bounds.headersIn, connectionsCheckingInterval: 1000 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false, allowUnionTypes: true } },
    // By the framework itself, an address that cannot be decoded is answered with that address.
    frameworkErrors: (_error, _request, reply) =>
      void send(reply, apiError(400, 'invalid_request', 'That is no address.')),
    clientErrorHandler: (error, socket) => {
      if (socket.writable) socket.end(rawAnswer(connectionError(error.code)));
      else socket.destroy();
    },
  });
  app.server.maxConnections = bounds.connections;
  // JSON as plain text is what a page of another site may post without asking.
  app.removeContentTypeParser('text/plain');
  app.decorateRequest('verdict', undefined);
  app.decorateRequest('startedAt', 0);

  const isToken = config.token === undefined ? undefined : tokenCheck(config.token);
  app.addHook('onRequest', async (request, reply): Promise<unknown> => {
    request.startedAt = performance.now();
    if (!isToken || request.routeOptions.config.auth || isToken(bearerOf(request.headers.authorization)))
      return undefined;
    void reply.header('www-authenticate', 'Bearer');
    return send(reply, apiError(401, 'unauthorized', 'Authorization: Bearer … with the configured token is needed.'));
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none';
    metrics.request(route, reply.statusCode);
    if (request.routeOptions.config.auth !== 'open') logRequest(log, request, route, reply.statusCode);
    done();
  });
  app.setErrorHandler((error, _, reply) => {
    const told = apiErrorOf(error);
    if (told.status >= 500) log('error', 'internal_error', { detail: nameOf(error) });
    return send(reply, told);
  });
  app.setNotFoundHandler((_, reply) =>
    send(reply, apiError(404, 'not_found', 'There is no such route; openapi.json of the package has all of them.')),
  );

  probeRoutes(app, parts);
  verifierRoutes(app, parts);
  siteverifyRoute(app, parts, isToken);
  declareRoute(app, parts, isToken !== undefined);
  return app;
}

function logRequest(log: Log, request: FastifyRequest, route: string, status: number): void {
  const ms = Math.round((performance.now() - request.startedAt) * 10) / 10;
  const { verdict } = request;
  const outcome = verdict && {
    accepted: verdict.accepted,
    ...(verdict.accepted && { assurance: verdict.assurance }),
    reason: verdict.reason,
    requestId: verdict.requestId,
  };
  log('info', 'request', { method: request.method, route, status, ms, ...outcome });
}
