import http from 'node:http';
import https from 'node:https';
import type { ProbeResult } from '../checks/check-result.js';
import { isVendorDown, networkCode } from '../checks/network-codes.js';

/** A GET that a canary makes. */
export interface HttpProbe {
  readonly url: URL;
  /** What an entry script must contain: the vendor's global name. */
  readonly mustContain?: string;
  /** Any answer will do: a host that is only to show that this server reaches the world. */
  readonly isReference?: boolean;
}

/** In bytes. */
const mostOfScript = 64 * 1024;
const mostOfReference = 4 * 1024;
/** Per address of a name, in ms. Node's 250 are too few from another continent. */
const connect = { autoSelectFamilyAttemptTimeout: 1000 };
const headers = { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'captcha-failover-canary' };

/**
 * Asks for a script as a browser would, over a connection of its own, without following redirects, and reads no more
 * than it needs. It has no time limit: the signal ends it, and the answer then is `unknown`. Never rejects.
 */
export function httpProbe(
  { url, mustContain, isReference = false }: HttpProbe,
  signal: AbortSignal,
): Promise<ProbeResult> {
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).get(url, { ...connect, agent: false, headers });
    const settle = (result: ProbeResult): void => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
      request.destroy();
    };
    const onAbort = () => settle({ answer: 'unknown', why: 'ended' });
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    // Stays for ever: what destroy() makes of a running request has to land somewhere.
    const fail = (error: unknown) => settle(failureOf(error));
    request.on('error', fail);
    // A 101 that means it comes as this event only, and leaves its connection to us.
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      settle({ answer: isReference ? 'up' : 'unknown', why: 'http_101' });
    });
    request.on('response', (response) => {
      response.on('error', fail);
      const up: ProbeResult = { answer: 'up', why: `http_${response.statusCode ?? 0}` };
      const refusal = isReference ? undefined : refusalOf(response);
      if (refusal) {
        settle(refusal);
        return;
      }
      const most = isReference ? mostOfReference : mostOfScript;
      let body: Buffer = Buffer.alloc(0);
      response.on('data', (chunk: Buffer) => {
        body = Buffer.concat([body, chunk]).subarray(0, most);
        if (mustContain !== undefined && body.includes(mustContain)) settle(up);
        // The name may well come later in a file this long.
        else if (body.length >= most) settle(mustContain === undefined ? up : unlike('global_not_in_64_kib'));
      });
      response.on('end', () => settle(mustContain === undefined ? up : unlike('no_global')));
    });
  });
}

function failureOf(error: unknown): ProbeResult {
  const code = networkCode(error) ?? 'request_failed';
  return { answer: isVendorDown(code) ? 'down' : 'unknown', why: code };
}

/** Something that is not the vendor's script: a block page of one's own network looks so. */
const unlike = (why: string): ProbeResult => ({ answer: 'unknown', why, isFault: true });

function refusalOf({ statusCode = 0, headers }: http.IncomingMessage): ProbeResult | undefined {
  const why = `http_${statusCode}`;
  if (statusCode >= 500) return { answer: 'down', why };
  if (statusCode === 429) return { answer: 'throttled', why };
  if (statusCode < 200 || statusCode >= 300) return { answer: 'unknown', why };
  const encoding = headers['content-encoding'];
  return encoding && encoding !== 'identity' ? { answer: 'unknown', why: 'content_encoding' } : undefined;
}
