import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LISTENING_HOSTS, NO_HOSTS, type ListeningHost, type SimulatorHosts } from './hosts.js';
import { listen, refusedOrigin } from './ports.js';
import type { RequestLog } from './request-log.js';
import { createRunCounters } from './run-counters.js';
import {
  createServerApis,
  SERVER_API_VENDORS,
  type ServerApis,
  type ServerApiVendor,
} from './server-apis/server-apis.js';
import type { VendorHandler } from './vendor-handler.js';
import { routeVendorRequest, type RouterState } from './vendor-router.js';

export interface HostsOptions {
  /** Port of the page's host; the vendors get the next ones, each any other that is free if taken. Default: any. */
  port?: number;
  /** The address to listen on: 127.0.0.1. */
  host?: string;
  vendors: { tencent: VendorHandler; aliyun: VendorHandler };
  /** Answers requests to the page's host; false = it did not answer, and the simulator says 404. */
  pages?: (request: IncomingMessage, response: ServerResponse, simulator: HostsState) => boolean | Promise<boolean>;
}

/** The hosts while they run. */
export interface HostsState {
  hosts: SimulatorHosts;
  /** The latest requests to vendor hosts, oldest first. */
  requests: readonly RequestLog[];
  serverApis: ServerApis;
  /** Takes a whole vendor down, scripts and APIs, or puts it up again: connections to all of its hosts are reset. */
  setDown: (vendor: ServerApiVendor, isDown: boolean) => void;
  isDown: (vendor: ServerApiVendor) => boolean;
  /** Aborted when the simulator ends: so does what the pages' host has running. */
  closing: AbortSignal;
}

export interface RunningHosts extends HostsState {
  /** Ends everything, hanging connections included. */
  close: () => Promise<void>;
}

/** Starts the page's host and all vendors' hosts, each on a port of its own. */
export async function startHosts({ port = 0, host: address, vendors, pages }: HostsOptions): Promise<RunningHosts> {
  const hosts: SimulatorHosts = { ...NO_HOSTS };
  const router: RouterState = { hosts, counters: createRunCounters(), requests: [] };
  const serverApis = createServerApis();
  const down = new Set<ServerApiVendor>();
  const closing = new AbortController();
  const state: HostsState = {
    hosts,
    requests: router.requests,
    serverApis,
    setDown(vendor, isDown) {
      if (isDown) down.add(vendor);
      else down.delete(vendor);
    },
    isDown: (vendor) => down.has(vendor),
    closing: closing.signal,
  };
  const sockets = new Set<Socket>();
  const servers: Server[] = [];

  const close = async () => {
    closing.abort();
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
      hosts[host] = await listen(server, port === 0 ? 0 : port + index, address);
      servers.push(server);
    }
    hosts.refused = await refusedOrigin();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...state, close };

  function listenerOf(host: ListeningHost): Listener {
    const vendor = SERVER_API_VENDORS.find((name) => host.startsWith(name));
    if (!vendor) return answerPage;
    const listener = vendorListener(host, vendor);
    return async (request, response) => {
      if (down.has(vendor)) response.socket?.resetAndDestroy();
      else await listener(request, response);
    };
  }

  function vendorListener(host: ListeningHost, vendor: ServerApiVendor): Listener {
    if (host.endsWith('Api')) return (request, response) => serverApis.handle(vendor, request, response);
    const handler = vendor === 'tencent' ? vendors.tencent : vendors.aliyun;
    return (request, response) => routeVendorRequest(request, response, host, handler, router);
  }

  async function answerPage(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (await pages?.(request, response, state)) return;
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
  }
}

type Listener = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** No request may end the process: what an answer throws becomes a 500, or the end of its connection. */
function guarded(answer: Listener): RequestListener {
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (request.destroyed && !request.complete) return;
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' }).end(`${String(error)}\n`);
    });
  };
}
