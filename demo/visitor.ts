import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Who asks, as far as this server knows. */
export interface Visitor {
  remoteIp: string;
  session?: string;
  /** Of an earlier human verdict. */
  passToken?: string;
}

const SESSION = 'demo_session';
const PASS = 'demo_pass';
/** As long as a pass token is good for, in s. */
const PASS_LIFE_S = 30 * 24 * 60 * 60;

/** There is no proxy in front of the demo, so the connection's own address is the visitor's. */
export function visitorOf(request: IncomingMessage): Visitor {
  const session = cookieOf(request, SESSION);
  const passToken = cookieOf(request, PASS);
  return {
    remoteIp: request.socket.remoteAddress ?? '',
    ...(session !== undefined && { session }),
    ...(passToken !== undefined && { passToken }),
  };
}

/** The visitor's session; a new one begins with this answer when there is none. */
export function startSession(visitor: Visitor, response: ServerResponse): string {
  if (visitor.session !== undefined) return visitor.session;
  const session = randomUUID();
  setCookie(response, SESSION, session);
  return session;
}

export function rememberHuman(passToken: string, response: ServerResponse): void {
  setCookie(response, PASS, passToken, `; Max-Age=${PASS_LIFE_S}`);
}

/** No script of the page can read it, and no other site's form brings it along. */
function setCookie(response: ServerResponse, name: string, value: string, more = ''): void {
  response.appendHeader('set-cookie', `${name}=${value}; Path=/; HttpOnly; SameSite=Lax${more}`);
}

/** Our own values are of these characters; anything else is not ours. */
function cookieOf({ headers }: IncomingMessage, name: string): string | undefined {
  return new RegExp(`(?:^|; )${name}=([\\w.-]{1,4096})(?:;|$)`).exec(headers.cookie ?? '')?.[1];
}
