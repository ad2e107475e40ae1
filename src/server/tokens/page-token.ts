import { hash, randomBytes } from 'node:crypto';
import { signToken, verifyToken } from './signed-token.js';
import type { SigningKeys } from './signing-keys.js';

/**
 * Says that a page of ours was opened, when, for which action and in which session. It proves no human; it makes a
 * forger come to the page first, two seconds early, and again for each try that is let in.
 */
export interface PageToken {
  /** The replay key. */
  jti: string;
  /** In ms since 1970, by the store's clock, which all servers share. */
  issuedAt: number;
  epoch: string;
  /** Issued while an outage was seen. */
  inOutage: boolean;
}

export interface PageTokenScope {
  action: string;
  /** Your session's id, not empty. The token carries its SHA-256. */
  session: string;
}

export type PageTokenAnswer =
  | { valid: true; token: PageToken }
  | {
      valid: false;
      reason: 'page_token_missing' | 'page_token_invalid' | 'page_token_expired';
    }
  /** Ours, and good for a real ticket. Forgers could do without the page, if one were good for a recovery ticket at once. */
  | { valid: false; reason: 'page_token_too_new'; retryAfterMs: number; token: PageToken };

/** In ms, after it was issued. */
export const pageTokenAge = { least: 2000, most: 30 * 60_000 };

const typ = 'captcha-failover-page+jwt';
const iss = 'captcha-failover';
const aud = 'captcha-failover/page';

/** @throws RangeError when action or the rest make it longer than a token may be */
export function createPageToken(
  { action, session, issuedAt, epoch, inOutage }: PageTokenScope & Omit<PageToken, 'jti'>,
  keys: SigningKeys,
): string {
  // `iat` has a fraction: whole seconds would let the two seconds be one.
  const claims = {
    iss,
    aud,
    iat: issuedAt / 1000,
    jti: randomBytes(16).toString('base64url'),
    action,
    epoch,
  };
  const outage = inOutage ? { outage: true } : {};
  return signToken(typ, { ...claims, session: sessionHash(session), ...outage }, keys);
}

/**
 * Reads what came with a proof. Whether it was spent only the store knows. Never throws.
 *
 * @param now in ms since 1970, by the store's clock
 */
export function readPageToken(
  text: unknown,
  scope: Omit<PageTokenScope, 'session'> & { session: unknown },
  keys: SigningKeys,
  now: number,
): PageTokenAnswer {
  if (text === undefined || text === null || text === '') return { valid: false, reason: 'page_token_missing' };
  const claims = verifyToken(typ, text, keys);
  if (!claims) return { valid: false, reason: 'page_token_invalid' };
  const { iat, jti, action, session, epoch, outage } = claims;
  const owned = claims.iss === iss && claims.aud === aud && action === scope.action;
  const shaped = typeof iat === 'number' && isId(jti) && isId(epoch);
  const inSession = typeof scope.session === 'string' && session === sessionHash(scope.session);
  if (!owned || !shaped || !inSession) {
    return { valid: false, reason: 'page_token_invalid' };
  }
  const issuedAt = Math.round(iat * 1000);
  const age = now - issuedAt;
  if (age > pageTokenAge.most) return { valid: false, reason: 'page_token_expired' };
  const token = { jti, issuedAt, epoch, inOutage: outage === true };
  return age < pageTokenAge.least
    ? { valid: false, reason: 'page_token_too_new', retryAfterMs: pageTokenAge.least - age, token }
    : { valid: true, token };
}

const isId = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 64;

const sessionHash = (session: string): string => hash('sha256', session, 'base64url');
