import type { AicaptchaSite } from '../../sites.js';
import { cleanCode, verdictMeaning } from '../code-tables.js';
import { networkCode } from '../network-codes.js';
import { ownField } from '../own-field.js';
import type { Reply } from '../reply.js';
import { safeUrl } from '../safe-url.js';
import type { Vendor } from '../vendor-api.js';
import { AICAPTCHA_REASONS } from './reason-codes.js';
import { limitedText } from './limited-text.js';

const ENDPOINT = 'https://api1.aicaptcha.net/siteverify';
const DUMMY_RESPONSE = 'canary';
const SERVER_ERROR = 500;
const TOO_MANY_REQUESTS = 429;

/**
 * siteverify, a form POST that is answered with `{ status, result, reason }`: `status` says that the call worked, and
 * `result` whether the visitor passed. Source: aicaptcha-docs.pages.dev, installation/server.
 *
 * @throws TypeError for an endpoint that cannot be
 */
export function aicaptchaVendor({ secret, endpoint = ENDPOINT }: AicaptchaSite): Vendor {
  const url = safeUrl('endpoint', endpoint);

  const verify = async (fields: Record<string, string>, signal: AbortSignal): Promise<Reply> => {
    try {
      const body = new URLSearchParams({ secret, ...fields });
      // A redirect would carry secret and response to somebody else.
      const answer = await fetch(url, { method: 'POST', body, redirect: 'manual', signal });
      const { status } = answer;
      const isBroken = status >= SERVER_ERROR || status === TOO_MANY_REQUESTS;
      const reply = isBroken ? undefined : verdictIn(await limitedText(answer));
      if (status === 200) return reply ?? { kind: 'unreadable' };
      // The vendor does not say which statuses its refusals have; a pass has 200.
      return reply && reply.meaning !== 'human' ? reply : { kind: 'status', status };
    } catch (error) {
      const code = networkCode(error);
      return code ? { kind: 'network', code } : { kind: 'unreadable' };
    }
  };

  return {
    connect: () => ({
      callFor(input) {
        if (!('response' in input) || typeof input.response !== 'string' || !input.response) return undefined;
        const fields = { response: input.response, remote_ip: input.remoteIp };
        return (signal) => verify(fields, signal);
      },
      canary: ({ signal }) => verify({ response: DUMMY_RESPONSE }, signal),
      canaryReads: { vendorError: 'down', siteFault: 'up' },
    }),
  };
}

/** undefined: not an answer of the API. */
function verdictIn(text: string): (Reply & { kind: 'verdict' }) | undefined {
  const answer = parsed(text);
  const status = ownField(answer, 'status');
  const result = ownField(answer, 'result');
  if (status === 'success' && result === 'success') return { kind: 'verdict', code: 'success', meaning: 'human' };
  const reason = ownField(answer, 'reason');
  if (typeof reason !== 'string' && typeof result !== 'string') return undefined;
  const code = cleanCode(reason);
  return { kind: 'verdict', code, meaning: verdictMeaning(AICAPTCHA_REASONS, code) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
