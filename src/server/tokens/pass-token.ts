import { randomBytes } from 'node:crypto';
import { signToken, verifyToken } from './signed-token.js';
import type { SigningKeys } from './signing-keys.js';

/** Says that whoever brings it passed a challenge that the vendor confirmed to us. */
export interface PassToken {
  /** What its uses are counted by. */
  jti: string;
  epoch: string;
}

/** In ms, after it was issued. */
export const passTokenAge = { most: 30 * 24 * 3_600_000, leastBeforeOutage: 10 * 60_000 };

const typ = 'captcha-failover-pass+jwt';
const iss = 'captcha-failover';
const aud = 'captcha-failover/pass';

/** To be called after a human verdict only. */
export function createPassToken(epoch: string, keys: SigningKeys): string {
  return signToken(typ, { iss, aud, iat: Date.now() / 1000, jti: randomBytes(16).toString('base64url'), epoch }, keys);
}

/**
 * Reads what came with a request; `null` for everything that opens no door, for whatever reason: it is then as if none
 * had come. A token has to be older than the outage by ten minutes, so that those who make one cannot provide
 * themselves first. Never throws.
 *
 * @param outageSince ms since 1970
 */
export function readPassToken(text: unknown, outageSince: number, keys: SigningKeys): PassToken | null {
  const claims = text === undefined ? null : verifyToken(typ, text, keys);
  if (claims?.iss !== iss || claims.aud !== aud) return null;
  const { iat, jti, epoch } = claims;
  if (typeof iat !== 'number' || typeof jti !== 'string' || typeof epoch !== 'string') return null;
  if (jti === '' || jti.length > 64 || epoch === '') return null;
  const issuedAt = Math.round(iat * 1000);
  const old = Date.now() - issuedAt > passTokenAge.most;
  const early = issuedAt <= outageSince - passTokenAge.leastBeforeOutage;
  return early && !old ? { jti, epoch } : null;
}
