import type { ServerResponse } from 'node:http';
import { headersOf, headersWithoutLength } from './whole-answer.js';
import type { VendorAnswer } from './vendor-handler.js';

const CHUNK_INTERVAL_MS = 50;
const SLOW_CHUNKS = 20;

/** Answers that begin well: they stop, drag on or break off. Those that hang stay open until somebody closes. */

export function hangAfterHeaders(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(200, headersOf(answer)).flushHeaders();
}

/** White space is harmless in each kind of answer: this one is never invalid, only never complete. */
export function dripEndlessly(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(200, headersWithoutLength(answer));
  whileOpen(
    response,
    setInterval(() => response.write(' '), CHUNK_INTERVAL_MS),
  );
}

/** The whole answer, in pieces over about one second. */
export function dripSlowly(response: ServerResponse, answer: VendorAnswer): void {
  const body = Buffer.from(answer.body);
  const size = Math.max(1, Math.ceil(body.length / SLOW_CHUNKS));
  let sent = 0;
  response.writeHead(answer.status ?? 200, headersOf(answer)).flushHeaders();
  const timer = setInterval(() => {
    response.write(body.subarray(sent, sent + size));
    sent += size;
    if (sent < body.length) return;
    clearInterval(timer);
    response.end();
  }, CHUNK_INTERVAL_MS);
  whileOpen(response, timer);
}

export function resetMidBody(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(200, headersOf(answer)).write(firstHalf(answer));
  // Not at once: a reset overtakes what is still in the send buffer, headers included.
  whileOpen(
    response,
    setTimeout(() => response.socket?.resetAndDestroy(), CHUNK_INTERVAL_MS),
  );
}

/** Fewer bytes than promised, then an orderly end of the connection. */
export function truncate(response: ServerResponse, answer: VendorAnswer): void {
  response.writeHead(200, headersOf(answer)).write(firstHalf(answer), () => response.socket?.end());
}

/** The length is told by the end of the connection alone, so that nobody can see the cut. */
export function truncateWithoutLength(response: ServerResponse, answer: VendorAnswer): void {
  response.removeHeader('transfer-encoding');
  response.writeHead(200, { ...headersWithoutLength(answer), connection: 'close' }).write(firstHalf(answer));
  response.end();
}

/** Runs a timer no longer than the connection. */
export function whileOpen(response: ServerResponse, timer: NodeJS.Timeout): void {
  response.once('close', () => clearTimeout(timer));
}

function firstHalf({ body }: VendorAnswer): Buffer {
  const whole = Buffer.from(body);
  return whole.subarray(0, Math.floor(whole.length / 2));
}
