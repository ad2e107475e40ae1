import { randomBytes } from 'node:crypto';
import { signToken, verifyToken } from './signed-token.js';
import type { SigningKeys } from './signing-keys.js';

/** Says that whoever brings it passed a challenge that the vendor confirmed to us, when, and where from. */
export interface PassToken {
  /** What its uses are counted by. */
  jti: string;
  /** In ms since 1970, by the store's clock, which all servers share. */
  issuedAt: number;
  epoch: string;
  holder: Holder;
}

/** By what its holder is known again: whoever brings it has to have one of these in common. */
export interface Holder {
  /** The hexadecimal prefix of the address, as `networkOf` gives it: /24, or /48 for IPv6. */
  network: string;
  /** An HMAC of the subject, if there was one. */
  subject?: string | undefined;
}

/** In ms. */
const longestLife = 30 * 24 * 3_600_000;

const typ = 'captcha-failover-pass+jwt';
const iss = 'captcha-failover';
const aud = 'captcha-failover/pass';

/** To be called after a human verdict only. */
export function createPassToken({ issuedAt, epoch, holder }: Omit<PassToken, 'jti'>, keys: SigningKeys): string {
  const jti = randomBytes(16).toString('base64url');
  return signToken(typ, { iss, aud, iat: issuedAt / 1000, jti, epoch, ...holder }, keys);
}

/**
 * Reads what came with a request; `null` for everything that is none of ours or too old: it is then as if none had come.
 * Never throws.
 *
 * @param now in ms since 1970, by the store's clock
 */
export function readPassToken(text: unknown, keys: SigningKeys, now: number): PassToken | null {
  const claims = verifyToken(typ, text, keys);
  if (claims?.iss !== iss || claims.aud !== aud) return null;
  const { iat, jti, epoch, network, subject } = claims;
  if (typeof iat !== 'number' || !isName(jti) || !isName(epoch) || !isName(network)) return null;
  const issuedAt = Math.round(iat * 1000);
  if (now - issuedAt > longestLife) return null;
  return { jti, issuedAt, epoch, holder: { network, subject: isName(subject) ? subject : undefined } };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '' && value.length <= 64;
