import type { IncomingMessage, ServerResponse } from 'node:http';
import { caseFromQuery, faultsMadeByServer, nthFault, type Fault, type Place, type SimulatorCase } from './case.js';
import type { ListeningHost, SimulatorHosts } from './hosts.js';
import { REAL_HOSTS_HEADER, realHosts } from './real-hosts.js';
import { requestBody } from './request-body.js';
import { logRequest, type RequestLog } from './request-log.js';
import type { RunCounters } from './run-counters.js';
import type { VendorAnswer, VendorHandler, VendorRequest } from './vendor-handler.js';
import { sendWhole, VENDOR_HEADERS } from './whole-answer.js';
import { answerWithFault, isLoopHop } from './wire.js';

const MAX_BODY_BYTES = 256 * 1024;

export interface RouterState {
  hosts: SimulatorHosts;
  counters: RunCounters;
  requests: RequestLog[];
}

/** Answers one request to a vendor's host: the vendor's healthy answer, under the fault that its case asks for. */
export async function routeVendorRequest(
  request: IncomingMessage,
  response: ServerResponse,
  host: ListeningHost,
  handler: VendorHandler,
  { hosts, counters, requests }: RouterState,
): Promise<void> {
  const at = Date.now();
  // A connection for each request: browsers ask again by themselves when a kept one is reset.
  response.shouldKeepAlive = false;
  const method = request.method ?? 'GET';
  if (method === 'OPTIONS') {
    sendPreflight(response);
    return;
  }
  const url = request.url ?? '/';
  const body = await requestBody(request, MAX_BODY_BYTES);
  if (body === undefined || !URL.canParse(url, hosts[host])) {
    sendWhole(response, body === undefined ? plainText(413, 'Body too large') : plainText(400, 'Bad URL'));
    return;
  }
  const { pathname, searchParams: query } = new URL(url, hosts[host]);

  const simulatorCase = caseFromQuery(query);
  // What is asked for at the vendors' real addresses goes on asking there.
  const region = request.headers[REAL_HOSTS_HEADER];
  const named = region === undefined ? hosts : realHosts(host, region === 'sgp' ? 'sgp' : 'cn');
  const answer = await healthyAnswer(handler, {
    method,
    path: pathname,
    query,
    body,
    host,
    hosts: named,
    case: simulatorCase,
  });
  const { place } = answer;
  if (isLoopHop(query)) {
    answerWithFault('redirect_loop', { response, url, hosts: named, answer });
    return;
  }
  const fault = place ? faultOf(simulatorCase, place, counters.next(simulatorCase.run, place)) : 'ok';
  logRequest(requests, { host, path: pathname, place, run: simulatorCase.run, fault, at });
  answerWithFault(fault, { response, url, hosts: named, answer });
}

function faultOf(simulatorCase: SimulatorCase, place: Place, n: number): Fault {
  const faults = simulatorCase[place];
  return nthFault(place === 'entry' ? faults : faultsMadeByServer(faults), n);
}

async function healthyAnswer(handler: VendorHandler, request: VendorRequest): Promise<VendorAnswer> {
  try {
    return (await handler(request)) ?? plainText(404, `The simulator has no ${request.path} on ${request.host}`);
  } catch (error) {
    return plainText(500, `The simulator failed: ${String(error)}`);
  }
}

function plainText(status: number, text: string): VendorAnswer {
  return { place: null, status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: `${text}\n` };
}

function sendPreflight(response: ServerResponse): void {
  const allowed = { 'access-control-allow-methods': '*', 'access-control-allow-headers': '*' };
  response.writeHead(204, { ...VENDOR_HEADERS, ...allowed }).end();
}
