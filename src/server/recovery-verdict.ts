import type { Admission } from './admission/admission.js';
import { recoveryDoor } from './admission/door.js';
import type { TicketClaim } from './admission/replay-key.js';
import { siteRegion } from './evidence/canaries.js';
import type { FormerEvidence } from './evidence/evidence.js';
import type { VendorState } from './evidence/vendor-state.js';
import type { VerifyContext } from './options.js';
import type { Action } from './policy.js';
import { refusal } from './refusal.js';
import type { Undated } from './undated.js';

export interface RecoveryParts {
  admission: Pick<Admission, 'admit'>;
  evidence: Pick<FormerEvidence, 'state'>;
}

/** Somebody whom no vendor could check asks to be let in. */
export interface RecoveryRequest {
  action: Action;
  ticket: TicketClaim;
  pageToken: string | undefined;
  context: VerifyContext;
}

/** While a vendor is only suspected the answer may soon be another one: the same proof may come again, in ms. */
const askAgainMs = 5000;

/** The recovery rule: policy, what this server sees, tokens, and then one store operation. */
export async function recoveryVerdict(
  { action, ticket, pageToken, context }: RecoveryRequest,
  { admission, evidence }: RecoveryParts,
): Promise<Undated> {
  if (action.acceptRecovery === 'never') return refusal('recovery_off');
  const states = await statesOf(action, evidence);
  const door = recoveryDoor(action.acceptRecovery, states, Date.now());
  if (!door) {
    const soon = states.some(({ state }) => state === 'suspected');
    return refusal('no_outage_seen', soon ? { next: 'retry', retryAfterMs: askAgainMs } : {});
  }
  const { remoteIp, session, subject, passToken } = context;
  const claim = { action: action.name, door, ticket, pageToken, remoteIp, session, subject, passToken };
  const answer = await admission.admit(claim);
  if (!answer.admitted) return refusal(answer.reason, { retryAfterMs: answer.retryAfterMs });
  return { accepted: true, assurance: 'recovery', reason: door.reason, ...(answer.stepUp && { next: 'step_up' }) };
}

/** One for each vendor and region of the action: the client must not choose the weakest. */
export function statesOf(action: Action, evidence: Pick<FormerEvidence, 'state'>): Promise<VendorState[]> {
  const targets = new Map(action.sites.map((site) => [`${site.vendor} ${siteRegion(site)}`, site]));
  return Promise.all([...targets.values()].map((site) => evidence.state(site.vendor, siteRegion(site))));
}
