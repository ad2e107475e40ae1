import { admit } from './admission/admission.js';
import { recoveryDoor, type Door } from './admission/door.js';
import type { Epoch } from './admission/epoch.js';
import { isReturning } from './admission/returning.js';
import type { Pool, StoreKeys } from './admission/store-keys.js';
import { ticketIdentity } from './admission/ticket.js';
import type { Evidence } from './evidence/evidence.js';
import type { VendorEvidence } from './evidence/vendor-evidence.js';
import type { Recent } from './recent.js';
import { refusal, type Refusal } from './refusal.js';
import type { Site } from './sites.js';
import type { Store } from './store/store.js';
import { readPageToken, type PageToken } from './tokens/page-token.js';
import { readPassToken, type PassToken } from './tokens/pass-token.js';
import type { SigningKeys } from './tokens/signing-keys.js';
import type { Undated } from './verdict.js';
import type { Visit } from './visit.js';

export interface RecoveryParts {
  evidence: Pick<Evidence, 'state' | 'suspect' | 'judged'>;
  store: Pick<Store, 'admit'>;
  keys: StoreKeys;
  signing: SigningKeys;
  epoch: Pick<Epoch, 'now'>;
  pageTokens: 'required' | 'off';
  /** When a ticket came first, by `performance.now()`, for those that came while no outage was seen. */
  arrivals: Recent<number>;
}

/** When a proof may come again that came while no outage was seen, in ms. */
const askAgainMs = 5000;
/** And when the store may be back, in ms. */
const storeMs = 1000;

/**
 * The recovery rule: policy, what this server sees, tokens, and then one store operation.
 *
 * @param about is told under which budget somebody is let in
 */
export async function recoveryVerdict(visit: Visit, parts: RecoveryParts, about: { pool?: Pool }): Promise<Undated> {
  const { action } = visit;
  if (action.acceptRecovery === 'never') return refusal('recovery_off');
  // No evidence: strangers can cause it. So the canaries have a look of their own, all of them, since the door needs
  // every vendor away, while a page names one of them only.
  const { evidence } = parts;
  const states: VendorEvidence[] = [];
  for (const site of action.watched) {
    evidence.suspect(site);
    states.push(await evidence.state(site));
  }
  const door = recoveryDoor(action.acceptRecovery, states, Date.now());
  if (!door) return noOutage(visit, states, parts);
  const page = readPage(visit, parts);
  if (page && 'reason' in page) return page;
  if (door.isGrace && !page?.inOutage) return noOutage(visit, states, parts);

  const pass = returningPass(visit, door, page, parts);
  const answer = await admit({ visit, page, pass }, parts);
  if (!answer.admitted)
    return refusal(answer.reason, answer.reason === 'store_unavailable' ? { retryAfterMs: storeMs } : {});
  about.pool = answer.pool;
  return { accepted: true, assurance: 'recovery', reason: door.reason, ...(answer.stepUp && { next: 'step_up' }) };
}

/** A retry is of use only while no vendor of the action is known to answer: the door needs all of them away. */
function noOutage({ action, once }: Visit, states: readonly VendorEvidence[], parts: RecoveryParts): Undated {
  const { arrivals, keys, evidence } = parts;
  const key = keys.ticket(ticketIdentity(once));
  const cameAt = arrivals.get(key) ?? performance.now();
  arrivals.set(key, cameAt);
  const isUp = (site: Site, i: number): boolean => {
    const { state, declared } = states[i] ?? {};
    return state !== 'outage' && (declared === true || evidence.judged(site, cameAt) === 'all_up');
  };
  const isSettled = action.watched.some(isUp);
  return refusal('no_outage_seen', isSettled ? {} : { next: 'retry', retryAfterMs: askAgainMs });
}

/** `null` where none is needed. */
function readPage(
  { action, session, pageToken }: Visit,
  parts: RecoveryParts,
): PageToken | null | Omit<Refusal, 'requestId'> {
  if (parts.pageTokens === 'off') return null;
  const scope = { action: action.name, session };
  const answer = readPageToken(pageToken, scope, parts.signing, parts.epoch.now());
  if (answer.valid) return answer.token;
  if (answer.reason === 'page_token_missing' && action.acceptRecovery === 'always') return null;
  return refusal(answer.reason, 'retryAfterMs' in answer ? { retryAfterMs: answer.retryAfterMs } : {});
}

function returningPass(
  visit: Visit,
  { isGrace, openMs }: Door,
  page: PageToken | null,
  { signing, epoch, keys }: RecoveryParts,
): PassToken | null {
  const now = epoch.now();
  const pass = readPassToken(visit.passToken, signing, now);
  // Of an outage that is over it is known that it was there when the page token was issued, and no more.
  const outageMs = isGrace && page ? now - page.issuedAt : openMs;
  if (!pass) return null;
  const holder = { network: visit.network.wide, subject: visit.subject && keys.conceal('subject', visit.subject) };
  return isReturning(pass, holder, { outageMs, now }) ? pass : null;
}
