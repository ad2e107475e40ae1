import { hash, randomBytes } from 'node:crypto';
import { signToken, verifyToken } from './signed-token.js';
import type { SigningKeys } from './signing-keys.js';

/**
 * Says that a page of ours was opened, when, for which action, in which session and from which network. It proves no
 * human; it makes a forger come to the page first, two seconds early, and again for each try that is let in.
 */
export interface PageToken {
  /** The replay key. */
  jti: string;
  /** By our own clock, in ms since 1970. */
  issuedAt: number;
  /** Whether it was issued to the network that brings it. Another one lowers the tier, and refuses nothing. */
  sameNetwork: boolean;
  epoch: string;
  /** Issued while an outage was seen. */
  inOutage: boolean;
}

export interface PageTokenScope {
  action: string;
  /** Your session's id, not empty. The token carries its SHA-256. */
  session: string;
  /** The hexadecimal prefix of the address, as `networkOf` gives it: /24, or /48 for IPv6. */
  network: string;
}

export type PageTokenAnswer =
  | { valid: true; token: PageToken }
  | {
      valid: false;
      reason: 'page_token_missing' | 'page_token_invalid' | 'page_token_expired' | 'page_token_too_new';
      retryAfterMs?: number;
    };

/** In ms, after it was issued. */
export const pageTokenAge = { least: 2000, most: 30 * 60_000 };

const typ = 'captcha-failover-page+jwt';
const iss = 'captcha-failover';
const aud = 'captcha-failover/page';

/** @throws RangeError when action or the rest make it longer than a token may be */
export function createPageToken(
  { action, session, network, epoch, inOutage }: PageTokenScope & Pick<PageToken, 'epoch' | 'inOutage'>,
  keys: SigningKeys,
): string {
  // `iat` has a fraction: whole seconds would let the two seconds be one.
  const claims = {
    iss,
    aud,
    iat: Date.now() / 1000,
    jti: randomBytes(16).toString('base64url'),
    action,
    epoch,
    network,
  };
  const outage = inOutage ? { outage: true } : {};
  return signToken(typ, { ...claims, session: sessionHash(session), ...outage }, keys);
}

/** Reads what came with a proof. Whether it was spent only the store knows. Never throws. */
export function readPageToken(
  text: unknown,
  scope: Omit<PageTokenScope, 'session'> & { session: unknown },
  keys: SigningKeys,
): PageTokenAnswer {
  if (text === undefined || text === null || text === '') return { valid: false, reason: 'page_token_missing' };
  const claims = verifyToken(typ, text, keys);
  if (!claims) return { valid: false, reason: 'page_token_invalid' };
  const { iat, jti, action, session, network, epoch, outage } = claims;
  const owned = claims.iss === iss && claims.aud === aud && action === scope.action;
  const shaped = typeof iat === 'number' && isId(jti) && isId(epoch) && typeof network === 'string';
  const inSession = typeof scope.session === 'string' && session === sessionHash(scope.session);
  if (!owned || !shaped || !inSession) {
    return { valid: false, reason: 'page_token_invalid' };
  }
  const issuedAt = Math.round(iat * 1000);
  const age = Date.now() - issuedAt;
  if (age > pageTokenAge.most) return { valid: false, reason: 'page_token_expired' };
  if (age < pageTokenAge.least) {
    return { valid: false, reason: 'page_token_too_new', retryAfterMs: pageTokenAge.least - age };
  }
  const sameNetwork = network === scope.network;
  return { valid: true, token: { jti, issuedAt, sameNetwork, epoch, inOutage: outage === true } };
}

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 64;

const sessionHash = (session: string): string => hash('sha256', session, 'base64url');
