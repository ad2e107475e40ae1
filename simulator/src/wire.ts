import type { ServerResponse } from 'node:http';
import { breakBody, isBodyFault, type BodyFault } from './broken-body.js';
import {
  dripEndlessly,
  dripSlowly,
  hangAfterHeaders,
  resetMidBody,
  truncate,
  truncateWithoutLength,
  whileOpen,
} from './cut-answer.js';
import { isInitFault, isLateFault, latenessOf, type Fault, type InitFault, type LateFault } from './faults.js';
import type { SimulatorHosts } from './hosts.js';
import { refuseInit } from './init-answers.js';
import type { VendorAnswer } from './vendor-handler.js';
import { sendWhole, VENDOR_HEADERS, withHeaders } from './whole-answer.js';

export interface Exchange {
  response: ServerResponse;
  /** Path and query string of the request. */
  url: string;
  hosts: SimulatorHosts;
  /** The healthy answer. */
  answer: VendorAnswer;
}

type WireFault = Exclude<Fault, BodyFault | InitFault | LateFault>;

/** Answers a request as the fault wants it. */
export function answerWithFault(fault: Fault, exchange: Exchange): void {
  const { response, answer } = exchange;
  if (isBodyFault(fault)) sendWhole(response, breakBody(fault, answer));
  else if (isInitFault(fault)) sendWhole(response, refuseInit(fault, answer));
  else if (isLateFault(fault)) {
    whileOpen(
      response,
      setTimeout(() => sendWhole(response, answer), latenessOf(fault)),
    );
  } else WIRE_FAULTS[fault](exchange);
}

const WIRE_FAULTS: Record<WireFault, (exchange: Exchange) => void> = {
  ok: ({ response, answer }) => sendWhole(response, answer),

  hang: () => undefined,
  hang_after_headers: ({ response, answer }) => hangAfterHeaders(response, answer),
  drip_endless: ({ response, answer }) => dripEndlessly(response, answer),
  drip_slow: ({ response, answer }) => dripSlowly(response, answer),
  reset: ({ response }) => void response.socket?.resetAndDestroy(),
  reset_midbody: ({ response, answer }) => resetMidBody(response, answer),
  truncated: ({ response, answer }) => truncate(response, answer),
  truncated_no_length: ({ response, answer }) => truncateWithoutLength(response, answer),

  // Too late to refuse this connection: the browser is sent on to one that fails.
  refused: ({ response, url, hosts }) => redirect(response, hosts.refused + url),
  dns: ({ response, url, hosts }) => redirect(response, hosts.unresolved + url),
  redirect_loop: ({ response, url }) => redirect(response, loopUrl(url)),

  '404': ({ response, answer }) => sendWhole(response, { ...errorPage(answer), status: 404 }),
  '503': ({ response, answer }) => sendWhole(response, { ...errorPage(answer), status: 503 }),
  html: ({ response, answer }) => sendWhole(response, errorPage(answer)),
  html_nosniff: ({ response, answer }) => sendWhole(response, withHeaders(errorPage(answer), NOSNIFF)),
  wrong_mime: ({ response, answer }) =>
    sendWhole(response, withHeaders(answer, { 'content-type': 'text/plain', ...NOSNIFF })),
  empty: ({ response, answer }) => sendWhole(response, { ...answer, body: '' }),
  '204': ({ response }) => void response.writeHead(204, VENDOR_HEADERS).end(),
  bad_gzip: ({ response, answer }) =>
    sendWhole(response, withHeaders({ ...answer, body: BAD_GZIP }, { 'content-encoding': 'gzip' })),
};

const NOSNIFF = { 'x-content-type-options': 'nosniff' };
/** A gzip header, then no deflate stream. */
const BAD_GZIP = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xff, 0xff, 0xff);

function errorPage({ place }: VendorAnswer): VendorAnswer {
  return {
    place,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><title>Error</title><h1>Simulated error page</h1>',
  };
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { ...VENDOR_HEADERS, location, 'content-length': 0 }).end();
}

/** Later hops carry a mark, so that the whole loop counts as one request of the run. */
const LOOP_MARK = 'simulator_loop=1';

export function isLoopHop(query: URLSearchParams): boolean {
  return query.has('simulator_loop');
}

function loopUrl(url: string): string {
  if (url.includes(LOOP_MARK)) return url;
  return `${url}${url.includes('?') ? '&' : '?'}${LOOP_MARK}`;
}
