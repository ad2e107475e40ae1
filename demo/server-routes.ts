import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Incident, WatchedEvidence } from '../src/server/index.js';
import { createDemoVerifier, type DemoVerifier } from './demo-verifier.js';
import { MAX_FLOOD, sendForgedTickets } from './forged-flood.js';
import { methodNotAllowed, send, sendJson } from './http-answers.js';
import { logIn } from './login.js';
import { requestBody, type SimulatorState } from 'captcha-failover-simulator';
import { rememberHuman, startSession, visitorOf } from './visitor.js';

const MAX_BODY_BYTES = 64 * 1024;
const VENDORS = ['tencent', 'aliyun'] as const;

/** What `/server/state` tells: each vendor as the server sees it, and whether the simulator has it down. */
export interface ServerState {
  vendors: (WatchedEvidence & { down: boolean })[];
  /** The latest, oldest first. */
  incidents: readonly Incident[];
}

export interface ServerRoutes {
  /** Makes the verifier, so that its canaries have seen the vendors up before anybody takes one down. */
  start: (simulator: SimulatorState) => void;
  /** False: none of these routes. */
  answer: (
    pathname: string,
    request: IncomingMessage,
    response: ServerResponse,
    simulator: SimulatorState,
  ) => Promise<boolean>;
}

type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  simulator: SimulatorState,
  demo: DemoVerifier,
) => Promise<void>;

/** The server's side of the demo: what a site's own back end would do, and switches for what is around it. */
export function createServerRoutes(
  make: (simulator: SimulatorState) => DemoVerifier = createDemoVerifier,
): ServerRoutes {
  let made: DemoVerifier | undefined;
  const verifierOf = (simulator: SimulatorState) => (made ??= make(simulator));
  return {
    start: (simulator) => void verifierOf(simulator),
    async answer(pathname, request, response, simulator) {
      const known = Object.hasOwn(ROUTES, pathname) ? ROUTES[pathname] : undefined;
      if (!known) return false;
      if (request.method === known.method) await known.route(request, response, simulator, verifierOf(simulator));
      else methodNotAllowed(response, known.method);
      return true;
    },
  };
}

const ROUTES: Record<string, { method: 'GET' | 'POST'; route: Route }> = {
  '/login': { method: 'POST', route: login },
  '/server/page-token': { method: 'GET', route: pageToken },
  '/server/state': { method: 'GET', route: state },
  '/server/vendor': { method: 'POST', route: vendor },
  '/server/flood': { method: 'POST', route: flood },
};

async function login(
  request: IncomingMessage,
  response: ServerResponse,
  _simulator: SimulatorState,
  { verifier }: DemoVerifier,
): Promise<void> {
  const body = await requestBody(request, MAX_BODY_BYTES);
  const { status, answer, passToken } = await logIn(verifier, body, visitorOf(request));
  if (passToken !== undefined) rememberHuman(passToken, response);
  sendJson(response, status, answer);
}

/** Without a token the answer is empty: the page works without. */
async function pageToken(
  request: IncomingMessage,
  response: ServerResponse,
  _simulator: SimulatorState,
  { verifier }: DemoVerifier,
): Promise<void> {
  const visitor = visitorOf(request);
  const session = startSession(visitor, response);
  const token = await verifier.issuePageToken({ session, remoteIp: visitor.remoteIp }).catch(() => '');
  send(response, token ? 200 : 503, 'text/plain; charset=utf-8', token);
}

async function state(
  _request: IncomingMessage,
  response: ServerResponse,
  simulator: SimulatorState,
  { verifier, incidents }: DemoVerifier,
): Promise<void> {
  const states = await verifier.state();
  const vendors = states.map((one) => ({ ...one, down: simulator.isDown(one.vendor) }));
  sendJson(response, 200, { vendors, incidents } satisfies ServerState);
}

async function vendor(request: IncomingMessage, response: ServerResponse, simulator: SimulatorState): Promise<void> {
  const { vendor: name, down } = await fieldsOf(request);
  const known = VENDORS.find((candidate) => candidate === name);
  if (!known || typeof down !== 'boolean') {
    sendJson(response, 400, { error: 'Expected { vendor: "tencent" | "aliyun", down: boolean }.' });
    return;
  }
  simulator.setDown(known, down);
  sendJson(response, 200, { vendor: known, down });
}

async function flood(
  request: IncomingMessage,
  response: ServerResponse,
  { closing }: SimulatorState,
  { verifier }: DemoVerifier,
): Promise<void> {
  const { count } = await fieldsOf(request);
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MAX_FLOOD) {
    sendJson(response, 400, { error: `Expected { count: 1 to ${MAX_FLOOD} }.` });
    return;
  }
  sendJson(response, 200, await sendForgedTickets(verifier, count, closing));
}

/** The fields of a JSON body; none for anything else. */
async function fieldsOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  try {
    return Object(JSON.parse((await requestBody(request, MAX_BODY_BYTES)) ?? '')) as Record<string, unknown>;
  } catch {
    return {};
  }
}
