import type { Store } from '../store/store.js';
import { createPageToken } from '../tokens/page-token.js';
import { createPassToken } from '../tokens/pass-token.js';
import type { SigningKeys } from '../tokens/signing-keys.js';
import { networkOf } from './network.js';
import type { StoreKeys } from './store-keys.js';

export interface OpenedPage {
  action: string;
  /** Your session's id, not empty. */
  session: string;
  remoteIp: string;
  /** Whether an outage is seen for the action. */
  inOutage: boolean;
}

const minute = 60_000;

/** In ms. A pass token with an epoch that passed away so long ago opens no door; nobody loses more by it. */
const epochTrustedMs = 5000;

/** Issues the page tokens of one server, to each network (/24, /48) its share a minute. */
export function pageTokenIssuer(store: Store, signing: SigningKeys, keys: StoreKeys, aMinute: number) {
  /** @throws TypeError, StoreError, RangeError: see `Admission` */
  return async ({ action, session, remoteIp, inOutage }: OpenedPage): Promise<string> => {
    const network = networkOf(remoteIp);
    if (typeof action !== 'string' || typeof session !== 'string' || session === '' || !network) {
      throw new TypeError('issuePageToken: needs action, session and an address as remoteIp.');
    }
    const key = keys.issued(keys.conceal('network', network.wide));
    const increment = { key, by: 1, ttlMs: minute };
    const [epoch, [issued = Infinity]] = await Promise.all([store.epoch(), store.count([increment])]);
    if (issued > aMinute) throw new RangeError('issuePageToken: the network has had its share of this minute.');
    return createPageToken({ action, session, network: network.wide, epoch, inOutage }, signing);
  };
}

/** Issues pass tokens, for which nobody waits: the store is asked for its epoch beside, and not again while it fails. */
export function passTokenIssuer(store: Store, signing: SigningKeys) {
  let epoch: string | undefined;
  let asked: Promise<void> | undefined;
  let askedAt = 0;

  const ask = async (): Promise<void> => {
    askedAt = Date.now();
    try {
      epoch = await store.epoch();
    } catch {
      // Then the last one goes on.
    }
  };

  /** `undefined` when the store has never given an epoch. Never rejects. */
  return async (): Promise<string | undefined> => {
    if (!asked || Date.now() - askedAt > epochTrustedMs) asked = ask();
    if (epoch === undefined) await asked;
    return epoch === undefined ? undefined : createPassToken(epoch, signing);
  };
}
