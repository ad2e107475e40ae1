import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What the vendor does with a request to its API or its script host. */
export type Conduct = 'up' | 'hang' | 'reset' | 'status_503' | 'html' | 'status_403' | 'redirect' | 'throttled';

export interface VendorHost {
  /** A name, not an address, so that who asks has to look it up. */
  readonly api: string;
  readonly script: string;
  /** From now on; `chance` is asked anew for each request. */
  behave(conduct: Partial<Record<'api' | 'script', Conduct | ((body: string) => Conduct)>>): void;
  /** Nobody listens any more: connections are refused. */
  fall(): Promise<void>;
  /** Listens again, on the same port. */
  rise(): Promise<void>;
  /** How many requests have come. */
  readonly asked: { api: number; script: number };
  close(): Promise<void>;
}

/**
 * A vendor's API and script host on one port of this machine. Tickets that begin with `good` pass; a recovery ticket
 * gets code 21, as from Tencent.
 */
export async function startVendorHost(latencyMs = 5): Promise<VendorHost> {
  const conduct: Record<'api' | 'script', (body: string) => Conduct> = { api: () => 'up', script: () => 'up' };
  const asked = { api: 0, script: 0 };
  const sockets = new Set<Socket>();
  let port = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const what = request.method === 'POST' ? 'api' : 'script';
    asked[what] += 1;
    const body = await textOf(request);
    await pause(latencyMs);
    const said = conduct[what](body);
    switch (said) {
      case 'up':
        response.end(what === 'api' ? verdict(body) : 'window.TencentCaptcha = function () {}');
        return;
      case 'hang':
        return;
      case 'reset':
        request.socket.resetAndDestroy();
        return;
      case 'html':
        response.setHeader('content-type', 'text/html').end('<html>Sign in to the guest network</html>');
        return;
      case 'throttled':
        response.end(
          JSON.stringify({ Response: { Error: { Code: 'RequestLimitExceeded', Message: '' }, RequestId: 'r' } }),
        );
        return;
      case 'redirect':
        response.writeHead(302, { location: '/elsewhere' }).end();
        return;
      case 'status_403':
      case 'status_503':
        response.writeHead(Number(said.slice(-3))).end();
        return;
    }
  };

  const listen = async () => {
    const server = createServer((request, response) => {
      // Whoever comes again needs a descriptor and a look-up again.
      response.shouldKeepAlive = false;
      answer(request, response).catch(() => response.destroy());
    });
    server.on('connection', (socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    });
    server.listen(port, 'localhost', 4096);
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    return server;
  };
  let server = await listen();
  const fall = async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };

  return {
    get api() {
      return `http://localhost:${port}`;
    },
    get script() {
      return `http://localhost:${port}/TJCaptcha.js`;
    },
    behave: (next) => {
      for (const what of ['api', 'script'] as const) {
        const given = next[what];
        if (given !== undefined) conduct[what] = typeof given === 'function' ? given : () => given;
      }
    },
    fall,
    rise: async () => {
      server = await listen();
    },
    asked,
    close: async () => {
      if (server.listening) await fall();
    },
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function verdict(body: string): string {
  const { Ticket = '' } = JSON.parse(body) as { Ticket?: string };
  const CaptchaCode = Ticket.startsWith('good') ? 1 : Ticket.startsWith('trerror_') ? 21 : 15;
  return JSON.stringify({ Response: { CaptchaCode, CaptchaMsg: '', EvilLevel: 0, RequestId: 'r' } });
}
