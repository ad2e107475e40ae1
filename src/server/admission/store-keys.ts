import { createHmac, createSecretKey, hash, hkdfSync } from 'node:crypto';
import type { SigningKeys } from '../tokens/signing-keys.js';

/** The two kinds of people who are let in unchecked. */
export type Pool = 'returning' | 'others';

/** The names of what admission keeps in the store. */
export interface StoreKeys {
  /** Addresses and subjects enter the store as HMACs only: whoever reads it learns neither. */
  conceal(kind: 'network' | 'subject', text: string): string;
  ticket(ticket: string): string;
  pageToken(jti: string): string;
  /** The uses of a pass token. */
  pass(jti: string): string;
  /** What an action has let in: all of it, or one pool's in a minute or an hour. */
  budget(action: string, of: 'all' | Pool | 'others_hour'): string;
  /** What an action has let in of one network through one pool. */
  share(action: string, pool: Pool, network: string): string;
  subject(subject: string): string;
}

/** The secret for the HMACs comes from the signing key, so that a new one in front makes new names. */
export function storeKeys({ current: { key } }: SigningKeys): StoreKeys {
  const secret = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'captcha-failover store keys', 32)));
  const conceal: StoreKeys['conceal'] = (kind, text) =>
    createHmac('sha256', secret).update(`${kind}:${text}`).digest('base64url').slice(0, 22);
  return {
    conceal,
    ticket: (ticket) => `ticket:${hash('sha256', ticket, 'base64url')}`,
    pageToken: (jti) => `page:${jti}`,
    pass: (jti) => `pass:${jti}`,
    budget: (action, of) => `budget:${of}:${action}`,
    share: (action, pool, network) => `share:${pool}:${conceal('network', network)}:${action}`,
    subject: (subject) => `subject:${conceal('subject', subject)}`,
  };
}
