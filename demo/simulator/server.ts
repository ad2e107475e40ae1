import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LISTENING_HOSTS, NO_HOSTS, type ListeningHost, type SimulatorHosts } from './hosts.js';
import { listen, refusedOrigin } from './ports.js';
import type { RequestLog } from './request-log.js';
import { createRunCounters } from './run-counters.js';
import type { VendorHandler } from './vendor-handler.js';
import { routeVendorRequest, type RouterState } from './vendor-router.js';

export interface SimulatorOptions {
  /** Port of the page's host; the vendors get the next ones, each any other that is free if taken. Default: any. */
  port?: number;
  vendors: { tencent: VendorHandler; aliyun: VendorHandler };
  /** Answers requests to the page's host; false = it did not answer, and the simulator says 404. */
  pages?: (request: IncomingMessage, response: ServerResponse, simulator: SimulatorState) => boolean | Promise<boolean>;
}

export interface SimulatorState {
  hosts: SimulatorHosts;
  /** The latest requests to vendor hosts, oldest first. */
  requests: readonly RequestLog[];
}

export interface Simulator extends SimulatorState {
  /** Ends everything, hanging connections included. */
  close: () => Promise<void>;
}

/** Starts the page's host and all vendors' hosts on the loopback interface. */
export async function startSimulator({ port = 0, vendors, pages }: SimulatorOptions): Promise<Simulator> {
  const hosts: SimulatorHosts = { ...NO_HOSTS };
  const state: RouterState = { hosts, counters: createRunCounters(), requests: [] };
  const sockets = new Set<Socket>();
  const servers: Server[] = [];

  const close = async () => {
    const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)));
    for (const socket of sockets) socket.destroy();
    await Promise.all(closed);
  };

  try {
    for (const [index, host] of LISTENING_HOSTS.entries()) {
      const server = createServer(guarded(listenerOf(host)));
      server.on('connection', (socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
        // A client that goes away in the middle is no news here.
        socket.on('error', () => undefined);
      });
      hosts[host] = await listen(server, port === 0 ? 0 : port + index);
      servers.push(server);
    }
    hosts.refused = await refusedOrigin();
  } catch (error) {
    await close();
    throw error;
  }
  return { hosts, requests: state.requests, close };

  function listenerOf(host: ListeningHost) {
    if (host !== 'page') {
      const handler = host.startsWith('tencent') ? vendors.tencent : vendors.aliyun;
      return (request: IncomingMessage, response: ServerResponse) =>
        routeVendorRequest(request, response, host, handler, state);
    }
    return async (request: IncomingMessage, response: ServerResponse) => {
      if (await pages?.(request, response, state)) return;
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    };
  }
}

/** No request may end the process: what an answer throws becomes a 500, or the end of its connection. */
function guarded(answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>): RequestListener {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${String(error)}\n`);
    });
  };
}
