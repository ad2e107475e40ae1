import { createHmac, createSecretKey, hash, hkdfSync } from 'node:crypto';
import type { SigningKeys } from '../tokens/signing-keys.js';

/** The names of what admission keeps in the store. */
export interface StoreKeys {
  /** Addresses and subjects enter the store as HMACs only: whoever reads it learns neither. */
  conceal(kind: 'network' | 'subject', text: string): string;
  ticket(ticket: string): string;
  pageToken(jti: string): string;
  pass(jti: string): string;
  pool(action: string, pool: 'R' | 'L' | 'N' | 'L_lent'): string;
  subject(concealed: string): string;
  /** Admitted from a network. */
  admitted(network: string): string;
  /** Real-shaped tickets of a network. */
  tickets(network: string): string;
  /** Page tokens issued to a network. */
  issued(network: string): string;
  /** Human verdicts of a network in the running minute. */
  humansOf(network: string): string;
  /** The most human verdicts that a network had in one minute. */
  best(network: string): string;
  /** Human verdicts for an action in a minute, counted from 1970. */
  humans(action: string, minute: number): string;
  /** What was found to be the rate of human verdicts before a time in ms. */
  rate(action: string, before: number): string;
}

/** The secret for the HMACs comes from the signing key, so that a new one makes new names: see `createAdmission`. */
export function storeKeys({ current: { key } }: SigningKeys): StoreKeys {
  const secret = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'captcha-failover store keys', 32)));
  return {
    conceal: (kind, text) => createHmac('sha256', secret).update(`${kind}:${text}`).digest('base64url').slice(0, 22),
    ticket: (ticket) => `ticket:${hash('sha256', ticket, 'base64url')}`,
    pageToken: (jti) => `page:${jti}`,
    pass: (jti) => `pass:${jti}`,
    pool: (action, pool) => `pool:${pool}:${action}`,
    subject: (concealed) => `subject:${concealed}`,
    admitted: (network) => `admitted:${network}`,
    tickets: (network) => `tickets:${network}`,
    issued: (network) => `issued:${network}`,
    humansOf: (network) => `humans_of:${network}`,
    best: (network) => `best:${network}`,
    humans: (action, minute) => `humans:${minute}:${action}`,
    rate: (action, before) => `rate:${before}:${action}`,
  };
}
