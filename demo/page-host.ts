import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { methodNotAllowed, send, sendJson } from './http-answers.js';
import { createServerRoutes, type ServerRoutes } from './server-routes.js';
import type { SimulatorState } from 'captcha-failover-simulator';
import { withSiteHeader } from './site-header.js';
import { staticFile } from './static-files.js';

/** URL prefixes and the folders behind them, the most particular first. */
const FOLDERS = [
  { prefix: '/build/', folder: 'demo/dist/page' },
  { prefix: '/dist/', folder: 'dist' },
  { prefix: '/', folder: 'demo/page' },
] as const;

/** Answers every request to the host of the demo pages. `root` is the project's folder. */
export function pageHost(root: string, server: ServerRoutes = createServerRoutes()) {
  return async (request: IncomingMessage, response: ServerResponse, simulator: SimulatorState): Promise<boolean> => {
    const { pathname, searchParams } = pageUrl(request.url);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (await server.answer(pathname, request, response, simulator)) return true;
    if (!isRead) methodNotAllowed(response, 'GET, HEAD');
    else if (pathname === '/simulator.json') sendJson(response, 200, simulator.hosts);
    else if (pathname === '/simulator.js')
      send(
        response,
        200,
        'text/javascript; charset=utf-8',
        `window.simulatorHosts = ${JSON.stringify(simulator.hosts)};`,
      );
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
  if (!file) return false;
  const body = path.endsWith('.html') ? await withSiteHeader(root, path, file.body.toString()) : file.body;
  send(response, 200, file.type, body);
  return true;
}

/** The path stays encoded; `//host/path` and whatever else is no path of ours becomes one that is not there. */
function pageUrl(url = '/'): URL {
  const base = 'http://page.invalid';
  return URL.canParse(base + url) ? new URL(base + url) : new URL(`${base}/not-a-path`);
}
