import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Verdict } from 'captcha-failover/server';
import type { AppParts } from './app-parts.js';
import { bearerOf } from './bearer.js';
import { bodySchema } from './contract.js';

interface SiteverifyBody {
  response?: unknown;
  remoteip?: string;
  secret?: string;
  action?: string;
  session?: string;
  subject?: string;
  passToken?: string;
}

/**
 * For clients that were made for reCAPTCHA or Turnstile: a form or JSON, and an answer of their shape. Such clients
 * send their token as `secret`.
 */
export function siteverifyRoute(
  app: FastifyInstance,
  { verifier }: AppParts,
  isToken: ((given: unknown) => boolean) | undefined,
): void {
  // A scope of its own: the other routes take JSON alone, since a form can come from any page on the web.
  void app.register((scope, _, done) => {
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, parsed) => {
      parsed(null, Object.fromEntries(new URLSearchParams(String(text))));
    });
    const options = { config: { auth: 'own' as const }, schema: { body: bodySchema('/siteverify') } };
    scope.post<{ Body: SiteverifyBody }>('/siteverify', options, async (request, reply) => {
      const { response, remoteip, secret, ...context } = request.body;
      if (isToken && !isToken(bearerOf(request.headers.authorization) ?? secret))
        return refuse(reply, 401, secret === undefined ? 'missing-input-secret' : 'invalid-input-secret');
      // A form without a solved captcha is the visitor's doing, and an answer like any other.
      if (response === undefined || response === '') return refuse(reply, 200, 'missing-input-response');
      if (!remoteip) return refuse(reply, 400, 'missing-input-remoteip');
      const verdict = await verifier.verify(response, { remoteIp: remoteip, ...context });
      request.verdict = verdict;
      return answerOf(verdict);
    });
    done();
  });
}

function refuse(reply: FastifyReply, status: number, code: string): FastifyReply {
  return reply.code(status).send({ success: false, 'error-codes': [code] });
}

/** The codes that such clients know. */
const knownCodes: Readonly<Record<string, string>> = {
  expired: 'timeout-or-duplicate',
  replayed: 'timeout-or-duplicate',
  malformed: 'invalid-input-response',
  challenge_failed: 'invalid-input-response',
};

/** `success` is true for `human` only: whoever reads no further lets nobody in unchecked. */
function answerOf(verdict: Verdict): object {
  const isHuman = verdict.accepted && verdict.assurance === 'human';
  const known = knownCodes[verdict.reason];
  const errorCodes = isHuman ? [] : [...(known ? [known] : []), verdict.reason];
  return { success: isHuman, challenge_ts: new Date().toISOString(), 'error-codes': errorCodes, verdict };
}
