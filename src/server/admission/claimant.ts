import { readPageToken, type PageToken } from '../tokens/page-token.js';
import { readPassToken, type PassToken } from '../tokens/pass-token.js';
import type { SigningKeys } from '../tokens/signing-keys.js';
import type { RefusalReason } from '../verdict.js';
import type { Door } from './door.js';
import type { Network } from './network.js';

/** What somebody's tokens say about them. */
export interface Claimant {
  page: PageToken | null;
  pass: PassToken | null;
  /** What they are without the pass token. */
  tier: 'L' | 'N';
}

export interface ClaimedTokens {
  action: string;
  session?: unknown;
  pageToken?: unknown;
  passToken?: unknown;
}

/** Step 3 of the admission order: the tokens, in the light of the state that opened the door. Writes nothing. */
export function readClaimant(
  claim: ClaimedTokens,
  door: Door,
  network: Network,
  keys: SigningKeys,
  pageTokens: 'required' | 'off',
): Claimant | { reason: RefusalReason; retryAfterMs?: number } {
  let page: PageToken | null = null;
  if (pageTokens === 'required') {
    const scope = { action: claim.action, session: claim.session, network: network.wide };
    const answer = readPageToken(claim.pageToken, scope, keys);
    if (answer.valid) page = answer.token;
    else if (answer.reason !== 'page_token_missing' || door.pageTokenNeeded) return answer;
  }
  const { endedAt, returningOnly } = door;
  if (endedAt !== undefined && !(page?.inOutage && page.issuedAt <= endedAt)) return { reason: 'no_outage_seen' };
  // Of an outage that is over, the time of a token that was issued in it is known, and no earlier one.
  const since = endedAt !== undefined && page ? page.issuedAt : door.since;
  const pass = readPassToken(claim.passToken, since, keys);
  if (returningOnly && !pass) return { reason: 'no_outage_seen' };
  return { page, pass, tier: page?.sameNetwork && page.issuedAt < since ? 'L' : 'N' };
}
