import type { ServerResponse } from 'node:http';
import { hangAfterHeaders, resetMidBody } from '../cut-answer.js';
import type { ServerApi, ServerApiAnswer } from './server-api.js';

/** Faults with a fixed name, in the order in which a list may offer them. */
export const SERVER_API_FAULTS = [
  'ok',
  'hang',
  'hang_midbody',
  'reset',
  'reset_midbody',
  /** The connection ends in good order, without an answer. */
  'closed',
  'html',
  'not_json',
] as const;

/**
 * How a server API answers every call: `status_503` with that status and HTML, `error_<code>` by refusing the call with
 * that code, `verdict_<code>` with that verdict on any ticket, or with the given answer word for word.
 */
export type ServerApiFault =
  (typeof SERVER_API_FAULTS)[number] | `status_${number}` | `error_${string}` | `verdict_${string}` | ServerApiAnswer;

/** Answers one call under a fault; `healthy` is only asked where the fault lets the API see the call at all. */
export function answerCall(
  fault: ServerApiFault,
  api: ServerApi,
  response: ServerResponse,
  healthy: () => ServerApiAnswer,
): void {
  if (typeof fault === 'object') {
    send(response, fault);
    return;
  }
  switch (fault) {
    case 'ok':
      send(response, healthy());
      return;
    case 'hang':
      return;
    case 'hang_midbody':
      hangAfterHeaders(response, { place: null, ...healthy() });
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'reset_midbody':
      resetMidBody(response, { place: null, ...healthy() });
      return;
    case 'closed':
      response.socket?.end();
      return;
    case 'html':
      send(response, HTML);
      return;
    case 'not_json':
      send(response, { contentType: 'application/json', body: '{"Response":' });
      return;
    default:
      send(response, wordOf(fault, api));
  }
}

const HTML: ServerApiAnswer = {
  contentType: 'text/html; charset=utf-8',
  body: '<!doctype html><title>Error</title><h1>Simulated error page</h1>',
};

function wordOf(fault: `${string}_${string}`, api: ServerApi): ServerApiAnswer {
  const [kind = '', ...rest] = fault.split('_');
  const word = rest.join('_');
  if (kind === 'status') return { ...HTML, status: Number(word) };
  return kind === 'error' ? api.fault(word) : api.verdict(word);
}

function send(response: ServerResponse, { status = 200, contentType, headers, body }: ServerApiAnswer): void {
  response
    .writeHead(status, {
      ...headers,
      ...(contentType !== undefined && { 'content-type': contentType }),
      'content-length': Buffer.byteLength(body),
    })
    .end(body);
}
