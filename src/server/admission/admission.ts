import type { AdmitResult, Store } from '../store/store.js';
import { pageTokenAge, type PageToken } from '../tokens/page-token.js';
import type { PassToken } from '../tokens/pass-token.js';
import type { Visit } from '../visit.js';
import { waysIn, wholeBudget } from './pools.js';
import type { Pool, StoreKeys } from './store-keys.js';
import { ticketIdentity, ticketLifeMs } from './ticket.js';

/** Somebody who could not be checked, with tokens that are good: the pass token of somebody who returns. */
export interface RecoveryClaim {
  visit: Pick<Visit, 'action' | 'network' | 'subject' | 'once'>;
  page: PageToken | null;
  pass: PassToken | null;
}

export type AdmissionAnswer =
  | { admitted: true; pool: Pool; /** The subject's third within ten minutes, or a later one. */ stepUp: boolean }
  | {
      admitted: false;
      reason: 'replayed' | 'page_token_spent' | 'page_token_invalid' | 'budget_spent' | 'store_unavailable';
    };

const minute = 60_000;
const subjectWindowMs = 10 * minute;
const stepUpFrom = 3;

/**
 * The last step of the admission order, and the only one that writes: ticket, page token and all budgets in one store
 * operation that takes everything or nothing. Never rejects.
 */
export async function admit(
  claim: RecoveryClaim,
  { store, keys }: { store: Pick<Store, 'admit'>; keys: StoreKeys },
): Promise<AdmissionAnswer> {
  const { page } = claim;
  const { action, subject, once } = claim.visit;
  const ways = waysIn(keys, claim);
  const ticket = { key: keys.ticket(ticketIdentity(once)), ttlMs: ticketLifeMs };
  const spent = page && { key: keys.pageToken(page.jti), ttlMs: pageTokenAge.most + minute };
  try {
    const result = await store.admit({
      ...(page && { epoch: page.epoch }),
      once: spent ? [ticket, spent] : [ticket],
      limits: [wholeBudget(keys, action)],
      ways: ways.map(({ way }) => way),
      ...(subject && { tally: { key: keys.subject(subject), windowMs: subjectWindowMs } }),
    });
    return answerOf(result, ways);
  } catch {
    // A store of any make may fail in any way: then nobody is let in.
    return { admitted: false, reason: 'store_unavailable' };
  }
}

function answerOf(result: AdmitResult, ways: readonly { pool: Pool }[]): AdmissionAnswer {
  if (result.admitted) {
    const pool = ways[result.way]?.pool;
    if (!pool) throw new TypeError('The store let somebody in by a way that was none.');
    return { admitted: true, pool, stepUp: result.tally >= stepUpFrom };
  }
  switch (result.why) {
    case 'other_epoch':
      return { admitted: false, reason: 'page_token_invalid' };
    case 'spent':
      return { admitted: false, reason: result.once === 0 ? 'replayed' : 'page_token_spent' };
    case 'full':
      return { admitted: false, reason: 'budget_spent' };
  }
}
