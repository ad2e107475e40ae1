import type { AdmitResult, Store } from '../store/store.js';
import { pageTokenAge } from '../tokens/page-token.js';
import { signingKeys, type SigningSecret } from '../tokens/signing-keys.js';
import type { RefusalReason } from '../verdict.js';
import { readClaimant, type ClaimedTokens } from './claimant.js';
import type { Door } from './door.js';
import { humanRate } from './human-rate.js';
import { pageTokenIssuer, passTokenIssuer, type OpenedPage } from './issue-tokens.js';
import { networkLimits } from './network-limits.js';
import { networkOf } from './network.js';
import { budget, waysIn, type Tier } from './pools.js';
import { replayKey, type TicketClaim } from './replay-key.js';
import { storeKeys } from './store-keys.js';

export interface AdmissionOptions {
  store: Store;
  /**
   * The first signs page and pass tokens, all verify. The first also makes the names under which addresses and
   * subjects are counted: a new one in front forgets the networks' best minutes.
   */
  keys: readonly SigningSecret[];
  /** `off`: an outage lets in without page tokens too. `required` by default. */
  pageToken?: 'required' | 'off';
  /** How many page tokens a network (/24, /48) gets a minute, 10 by default. */
  pageTokensAMinute?: number;
}

/** Somebody who could not be checked, and asks to be let in. */
export interface RecoveryClaim extends ClaimedTokens {
  ticket: TicketClaim;
  /** What opens recovery for this action: see `recoveryDoor`. */
  door: Door;
  remoteIp: unknown;
  /** Whom the action concerns, such as an account's name. Never refuses. */
  subject?: unknown;
}

export type AdmissionAnswer =
  | { admitted: true; tier: Tier; /** The subject's third within ten minutes, or a later one. */ stepUp: boolean }
  | { admitted: false; reason: RefusalReason; retryAfterMs?: number };

export interface Admission {
  /** Asks the store in one call that takes everything or nothing. Never rejects. */
  admit(claim: RecoveryClaim): Promise<AdmissionAnswer>;
  /**
   * @throws TypeError when an argument is not what it should be, StoreError when the store does not answer, RangeError
   * when the network has had its share of this minute
   */
  issuePageToken(page: OpenedPage): Promise<string>;
  /** For after a human verdict. `undefined` when the store does not answer. Never rejects. */
  issuePassToken(): Promise<string | undefined>;
  /** Counts a human verdict. Never rejects; there is nothing to wait for. */
  countHuman(verdict: { action: string; remoteIp: unknown }): Promise<void>;
}

const minute = 60_000;
const subjectWindowMs = 10 * minute;
const stepUpFrom = 3;
/** A declared outage may be a long one. */
const rateKeptMs = 30 * 24 * 60 * minute;
/** With the policy `always` and no outage the rate of humans is taken anew so often. */
const rateAnewMs = 10 * minute;

/**
 * Steps 3 and 4 of the admission order: the tokens, then replay and all budgets in one store operation.
 *
 * @throws TypeError when the keys are wrong
 */
export function createAdmission(options: AdmissionOptions): Admission {
  const { store, pageToken = 'required', pageTokensAMinute = 10 } = options;
  const signing = signingKeys(options.keys);
  const keys = storeKeys(signing);
  const humans = humanRate(store, keys);

  const humansBefore = ({ endedAt, reason, since }: Door, action: string): Promise<number> => {
    if (endedAt !== undefined) return humans.last(action);
    return reason === 'policy_always'
      ? humans.before(action, Math.floor(since / rateAnewMs) * rateAnewMs, 2 * rateAnewMs)
      : humans.before(action, since, rateKeptMs);
  };

  const decide = async (claim: RecoveryClaim): Promise<AdmissionAnswer> => {
    const { action, door, subject, ticket } = claim;
    const replay = replayKey(ticket, keys);
    if (typeof replay === 'string') return { admitted: false, reason: replay };
    const network = networkOf(claim.remoteIp);
    if (!network) return { admitted: false, reason: 'address_invalid' };
    const claimant = readClaimant(claim, door, network, signing, pageToken);
    if ('reason' in claimant) {
      const { reason, retryAfterMs } = claimant;
      return { admitted: false, reason, ...(retryAfterMs !== undefined && { retryAfterMs }) };
    }
    const { page } = claimant;
    const ways = waysIn(keys, {
      ...claimant,
      action,
      budget: budget(await humansBefore(door, action), door.half),
      returningOnly: door.returningOnly,
      lPossible: pageToken === 'required' && door.endedAt === undefined && Date.now() <= door.since + pageTokenAge.most,
    });
    const spent = page && { key: keys.pageToken(page.jti), ttlMs: pageTokenAge.most + minute };
    const concealed = typeof subject === 'string' && subject !== '' && keys.conceal('subject', subject);
    const result = await store.admit({
      ...(page && { epoch: page.epoch }),
      once: spent ? [replay, spent] : [replay],
      limits: networkLimits(network, keys),
      ways: ways.map(({ way }) => way),
      ...(concealed && { tally: { key: keys.subject(concealed), windowMs: subjectWindowMs } }),
    });
    return answerOf(result, ways);
  };

  return {
    // A store of any make may fail in any way: then nobody is let in.
    admit: (claim) => decide(claim).catch(() => ({ admitted: false, reason: 'store_unavailable' })),
    issuePageToken: pageTokenIssuer(store, signing, keys, pageTokensAMinute),
    issuePassToken: passTokenIssuer(store, signing),
    countHuman: ({ action, remoteIp }) => humans.count(action, networkOf(remoteIp)).catch(() => undefined),
  };
}

function answerOf(result: AdmitResult, ways: readonly { tier: Tier }[]): AdmissionAnswer {
  if (result.admitted) {
    const tier = ways[result.way]?.tier;
    return tier
      ? { admitted: true, tier, stepUp: result.tally >= stepUpFrom }
      : { admitted: false, reason: 'store_unavailable' };
  }
  switch (result.why) {
    case 'other_epoch':
      return { admitted: false, reason: 'page_token_invalid' };
    case 'spent':
      return { admitted: false, reason: result.once === 0 ? 'replayed' : 'page_token_spent' };
    case 'limits_full':
      return { admitted: false, reason: 'rate_limited', retryAfterMs: result.retryAfterMs };
    case 'ways_full':
      return { admitted: false, reason: 'budget_spent', retryAfterMs: result.retryAfterMs };
  }
}
