import type { Epoch } from './admission/epoch.js';
import { networkOf } from './admission/network.js';
import { isExpired } from './admission/ticket.js';
import type { SiteCheck } from './checks/site-check.js';
import type { TicketParts } from './checks/vendor-api.js';
import type { Incident } from './incident.js';
import { DEFAULT_ACTION, type VerifyContext } from './options.js';
import type { Action } from './policy.js';
import { readPostedProof, type PostedRecovery } from './posted-proof.js';
import type { Standing } from './real-tickets/standing.js';
import { recoveryVerdict, type RecoveryParts } from './recovery-verdict.js';
import { refusal } from './refusal.js';
import { siteId, type Site } from './sites.js';
import { createPassToken } from './tokens/pass-token.js';
import type { VerdictEvent } from './verdict-event.js';
import type { Undated } from './verdict.js';
import { vendorRefusal } from './vendor-refusal.js';
import type { Visit } from './visit.js';

export interface JudgeParts extends RecoveryParts {
  actions: ReadonlyMap<string, Action>;
  checkOf(site: Site): SiteCheck;
  isApiDown(site: Site): boolean;
  standingOf(visit: Visit): Standing;
  epoch: Epoch;
  onHuman(action: Action): void;
  tell(incident: Incident): void;
}

/** What becomes known of a proof on the way to its verdict. */
export type About = Pick<VerdictEvent, 'action' | 'vendor' | 'pool'>;

/** When a ticket that found no slot may come again, in ms. */
const busyMs = 1000;

/**
 * The admission order, from the shape of a proof to its verdict. Rejects for a fault of ours alone.
 *
 * @param about is filled in as things become known
 */
export async function judge(
  posted: unknown,
  context: VerifyContext,
  parts: JudgeParts,
  about: About,
): Promise<Undated> {
  const { tell } = parts;
  const action = parts.actions.get(context.action ?? DEFAULT_ACTION);
  if (action) about.action = action.name;
  const proof = readPostedProof(posted);
  if (typeof proof === 'string') return refusal(proof);
  const { vendor, pageToken, once } = proof;
  about.vendor = vendor;
  if (!action) return refusal('unknown_action');
  const site = action.sites.find((one) => one.vendor === vendor && siteId(one) === proof.id);
  if (!site || (proof.kind === 'recovery' && proof.ticket.id !== proof.id)) return refusal('unknown_site');
  const network = networkOf(context.remoteIp);
  if (!network) {
    tell({ kind: 'address_invalid', vendor, at: Date.now() });
    return refusal('address_invalid');
  }
  if (proof.kind === 'recovery' && isExpired(proof.ticket.issuedAt, Date.now())) return refusal('expired');
  const isPageAtFault = proof.kind === 'recovery' && areAllOfThePage(proof);
  if (isPageAtFault) tell({ kind: 'client_configuration', vendor, codes: codesOf(proof), at: Date.now() });

  const { session, passToken } = context;
  const subject = typeof context.subject === 'string' && context.subject ? context.subject : undefined;
  const visit = { action, network, session, pageToken, passToken, subject, once };
  const verdict = proof.parts && (await askVendor(site, proof.parts, visit, parts));
  if (verdict) return verdict;
  return isPageAtFault ? refusal('client_configuration') : recoveryVerdict(visit, parts, about);
}

/** What the vendor says of a ticket; `null` when it could not be asked, so that the recovery rule applies. */
async function askVendor(site: Site, ticket: TicketParts, visit: Visit, parts: JudgeParts): Promise<Undated | null> {
  const { action, network, subject } = visit;
  const { epoch, signing, keys } = parts;
  const standing = parts.standingOf(visit);
  const caller = { network, claimFirst: () => standing.claimFirst(), isApiDown: () => parts.isApiDown(site) };
  const result = await parts.checkOf(site).check({ ...ticket, remoteIp: network.address }, caller);
  switch (result.kind) {
    case 'unchecked':
      return null;
    case 'human': {
      parts.onHuman(action);
      // Nobody waits for the store. Without its epoch there is no token yet.
      const name = epoch.lastName();
      const holder = { network: network.wide, subject: subject && keys.conceal('subject', subject) };
      const token = name && createPassToken({ issuedAt: epoch.now(), epoch: name, holder }, signing);
      return { accepted: true, assurance: 'human', reason: 'passed', ...(token && { passToken: token }) };
    }
    case 'busy':
      standing.giveBack();
      return refusal('busy', { retryAfterMs: busyMs });
    case 'rate_limited':
    case 'misconfigured':
    case 'refused':
      return vendorRefusal(site.vendor, result, parts.tell);
  }
}

/** Nothing that a vendor's outage could explain. */
function areAllOfThePage({ failures }: PostedRecovery): boolean {
  return failures.length > 0 && failures.every(({ category }) => category === 'configuration' || category === 'page');
}

/** For a person to read: what looks like none of our codes is left out. */
function codesOf({ failures }: PostedRecovery): string[] {
  return failures.map(({ code }) => code).filter((code) => /^[a-z_]{1,40}$/.test(code));
}
