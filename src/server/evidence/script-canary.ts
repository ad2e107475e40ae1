import http from 'node:http';
import https from 'node:https';
import { performance } from 'node:perf_hooks';
import { networkFailure } from './network-failure.js';
import type { ProbeResult } from './probe-result.js';
import type { ScriptProbe } from './script-addresses.js';

export interface ScriptCanaryOptions {
  /** For the whole request, in ms; 3000 by default. */
  timeoutMs?: number;
  /** Ends the request; the answer then is `unknown`. */
  signal?: AbortSignal;
}

const bodyLimit = 64 * 1024;
/** A time-out that our own event loop noticed this much too late says nothing about the vendor, in ms. */
const tooLate = 250;
/** Per address of a name, in ms. Node's 250 are too few from another continent. */
const connect = { autoSelectFamilyAttemptTimeout: 1000 };

/**
 * Asks for a script as a browser would, over a connection of its own, without following redirects, and reads at most
 * 64 KiB. `down`: no connection, time-out, 5xx, or an entry script without the vendor's global name. `unknown`: every
 * other status, and what may be our own fault. Never rejects.
 */
export function probeScript(
  { url, mustContain }: ScriptProbe,
  { timeoutMs = 3000, signal }: ScriptCanaryOptions = {},
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ answer: 'unknown', why: 'closed' });
      return;
    }
    const startedAt = performance.now();
    const { get } = url.protocol === 'https:' ? https : http;
    const request = get(url, {
      ...connect,
      agent: false,
      headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'captcha-failover-canary' },
    });
    const onAbort = () => finish({ answer: 'unknown', why: 'closed' });
    const finish = (result: ProbeResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
      request.destroy();
    };
    const timer = setTimeout(() => {
      const late = performance.now() - startedAt - timeoutMs > tooLate;
      // Once around the loop: an answer may lie there unread because we ourselves were late.
      setImmediate(finish, late ? { answer: 'unknown', why: 'event_loop_late' } : { answer: 'down', why: 'timeout' });
    }, timeoutMs);
    timer.unref();
    signal?.addEventListener('abort', onAbort);
    // Stays for ever: what destroy() makes of a running request has to land somewhere.
    const fail = (error: unknown) => finish(networkFailure(error));
    request.on('error', fail);
    // A 101 that means it comes as this event only, and leaves its connection to us.
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      finish({ answer: 'unknown', why: 'http_101' });
    });
    request.on('response', (response) => {
      response.on('error', fail);
      const refusal = statusFailure(response);
      if (refusal) {
        finish(refusal);
        return;
      }
      const up: ProbeResult = { answer: 'up', why: `http_${response.statusCode ?? 0}` };
      let body: Buffer = Buffer.alloc(0);
      response.on('data', (chunk: Buffer) => {
        body = Buffer.concat([body, chunk]).subarray(0, bodyLimit);
        if (mustContain !== undefined && body.includes(mustContain)) finish(up);
        else if (body.length >= bodyLimit) {
          // It may well come later in a file this long, so this is not the failure that a short one is.
          finish(mustContain === undefined ? up : { answer: 'unknown', why: 'global_not_in_64_kib' });
        }
      });
      response.on('end', () => {
        finish(mustContain === undefined ? up : { answer: 'down', why: 'no_global' });
      });
    });
  });
}

function statusFailure({ statusCode = 0, headers }: http.IncomingMessage): ProbeResult | undefined {
  const why = `http_${statusCode}`;
  if (statusCode >= 500) return { answer: 'down', why };
  if (statusCode < 200 || statusCode >= 300) return { answer: 'unknown', why };
  const encoding = headers['content-encoding'];
  return encoding && encoding !== 'identity' ? { answer: 'unknown', why: 'content_encoding' } : undefined;
}
