import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

const CHANNEL = 'http.client.request.start';
/** By which we know our request among all those of the process. */
const MARK = 'x-captcha-failover-canary';

/** What became of a request below a vendor's SDK. */
export interface SeenRequest {
  status?: number;
  error?: unknown;
}

/**
 * Looks at the request that a call makes, which must send the headers that it is given. Aliyun's SDK forgets the status
 * when the body is not JSON, and then a dead gateway's 502 looks like a proxy's log-in page; Tencent's keeps no code of
 * a failed connection, and no word of one that failed at several addresses. Node.js tells of every request of the
 * process while this listens, so it is for the canary, not for each visitor. Without the channel nothing is seen.
 */
export async function seeRequest<T>(
  call: (headers: Record<string, string>) => Promise<T>,
): Promise<{ value: T; seen: SeenRequest }> {
  const mark = randomUUID();
  const seen: SeenRequest = {};
  const see = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    // Some clients give a list of one.
    if (String(request.getHeader(MARK)) !== mark) return;
    request.once('response', ({ statusCode }) => {
      if (statusCode !== undefined) seen.status = statusCode;
    });
    request.once('error', (error) => (seen.error = error));
  };
  subscribe(CHANNEL, see);
  try {
    return { value: await call({ [MARK]: mark }), seen };
  } finally {
    unsubscribe(CHANNEL, see);
  }
}
