import { randomUUID } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';

const CHANNEL = 'http.client.request.start';
/** By which we know our request among all those of the process. */
const MARK = 'x-captcha-failover-canary';

/**
 * The HTTP status of a call, which must send the headers that it is given. The vendor's SDK forgets the status when the
 * body is not JSON, and then a dead gateway's 502 looks like a proxy's log-in page. Node.js tells of every request of
 * the process while this listens, so it is for the canary, not for each visitor. Without the channel: no status.
 */
export async function withStatus<T>(
  call: (headers: Record<string, string>) => Promise<T>,
): Promise<{ value: T; status: number | undefined }> {
  const mark = randomUUID();
  let status: number | undefined;
  const noteStatus = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    if (request.getHeader(MARK) === mark) request.once('response', ({ statusCode }) => (status = statusCode));
  };
  subscribe(CHANNEL, noteStatus);
  try {
    const value = await call({ [MARK]: mark });
    return { value, status };
  } finally {
    unsubscribe(CHANNEL, noteStatus);
  }
}
