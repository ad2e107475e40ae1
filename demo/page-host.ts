import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { decideLogin, refuse } from './login.js';
import { requestBody } from './simulator/request-body.js';
import type { SimulatorState } from './simulator/server.js';
import { staticFile } from './static-files.js';

const MAX_LOGIN_BYTES = 64 * 1024;

/** URL prefixes and the folders behind them, the most particular first. */
const FOLDERS = [
  { prefix: '/build/', folder: 'demo/dist/page' },
  { prefix: '/dist/', folder: 'dist' },
  { prefix: '/', folder: 'demo/page' },
] as const;

/** Answers every request to the host of the demo pages. `root` is the project's folder. */
export function pageHost(root: string) {
  return async (request: IncomingMessage, response: ServerResponse, simulator: SimulatorState): Promise<boolean> => {
    const { pathname, searchParams } = pageUrl(request.url);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (pathname === '/login') {
      if (request.method === 'POST') await answerLogin(request, response);
      else methodNotAllowed(response, 'POST');
    } else if (!isRead) methodNotAllowed(response, 'GET, HEAD');
    else if (pathname === '/simulator.json') sendJson(response, 200, simulator.hosts);
    else if (pathname === '/simulator/log') {
      const run = searchParams.get('run');
      sendJson(
        response,
        200,
        simulator.requests.filter((entry) => entry.run === run),
      );
    } else return sendFile(response, root, pathname);
    return true;
  };
}

async function sendFile(response: ServerResponse, root: string, pathname: string): Promise<boolean> {
  const path = pathname === '/' ? '/index.html' : pathname;
  const match = FOLDERS.find(({ prefix }) => path.startsWith(prefix));
  const file = match && (await staticFile(join(root, match.folder), path.slice(match.prefix.length)));
  if (file) send(response, 200, file.type, file.body);
  return file !== undefined;
}

async function answerLogin(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await requestBody(request, MAX_LOGIN_BYTES);
  if (body === undefined) {
    sendJson(response, 413, refuse('The body is too large.'));
    return;
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    sendJson(response, 400, refuse('The body is not JSON.'));
    return;
  }
  const decision = decideLogin(parsed);
  sendJson(response, decision.decision === 'refuse' ? 403 : 200, decision);
}

/** The path stays encoded; `//host/path` and whatever else is no path of ours becomes one that is not there. */
function pageUrl(url = '/'): URL {
  const base = 'http://page.invalid';
  return URL.canParse(base + url) ? new URL(base + url) : new URL(`${base}/not-a-path`);
}

function methodNotAllowed(response: ServerResponse, allow: string): void {
  response.setHeader('allow', allow);
  send(response, 405, 'text/plain; charset=utf-8', 'Method not allowed\n');
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, status, 'application/json', JSON.stringify(value));
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  const headers = { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
