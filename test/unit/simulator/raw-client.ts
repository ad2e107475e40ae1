import { connect } from 'node:net';

export interface RawAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** How it ended: the server closed, it reset the connection, or it was still open when we stopped waiting. */
  end: 'closed' | 'reset' | 'open';
  elapsedMs: number;
}

/** One request over a bare socket, so that what a browser or an HTTP client would hide can be seen. */
export function rawRequest(url: string, { waitMs = 500, head = '' } = {}): Promise<RawAnswer> {
  const { hostname, port, pathname, search } = new URL(url);
  const start = performance.now();
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(Number(port), hostname);
    const finish = (end: RawAnswer['end']) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ ...parse(received), end, elapsedMs: performance.now() - start });
    };
    const timer = setTimeout(() => finish('open'), waitMs);
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => (received += chunk));
    socket.on('end', () => finish('closed'));
    socket.on('error', () => finish('reset'));
    socket.write(head || `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\n\r\n`);
  });
}

function parse(received: string): Pick<RawAnswer, 'status' | 'headers' | 'body'> {
  const split = received.indexOf('\r\n\r\n');
  const lines = split < 0 ? [] : received.slice(0, split).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of lines.slice(1)) {
    const colon = line.indexOf(':');
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
  }
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(lines[0] ?? '')?.[1] ?? 0),
    headers,
    body: split < 0 ? '' : received.slice(split + 4),
  };
}
