import type { RecoveryReason, RefusalReason, Verdict } from '../src/server/index.js';

/** One sentence for the visitor's page. */
export function verdictText(verdict: VerdictCore): string {
  if (!verdict.accepted) return `Not signed in: ${refusals[verdict.reason]}`;
  if (verdict.assurance === 'human') return 'Signed in: the vendor told the server that this challenge was passed.';
  const more = verdict.next === 'step_up' ? ' This account came often: a second factor is asked for.' : '';
  return `Signed in unchecked: ${recoveries[verdict.reason]}, so a limited number is let in with less trust.${more}`;
}

type VerdictCore =
  | Pick<Extract<Verdict, { assurance: 'human' }>, 'accepted' | 'assurance'>
  | Pick<Extract<Verdict, { assurance: 'recovery' }>, 'accepted' | 'assurance' | 'reason' | 'next'>
  | Pick<Extract<Verdict, { accepted: false }>, 'accepted' | 'reason'>;

const recoveries: Record<RecoveryReason, string> = {
  vendor_outage: 'the server itself sees every vendor down',
  declared_outage: 'a person declared an outage',
  policy_always: 'the policy takes recovery tickets at any time',
};

const refusals: Record<RefusalReason, string> = {
  malformed: 'what was posted is no proof.',
  unknown_site: 'the demo’s server has keys for the demo’s own ids only.',
  unknown_action: 'the server protects no such action.',
  address_invalid: 'the server was given no address of the visitor.',
  challenge_failed: 'the vendor says that this challenge was not passed.',
  risk_refused: 'the vendor’s risk engine says no.',
  expired: 'the proof is too old.',
  replayed: 'this proof was used before.',
  test_mode: 'the ticket was made in the vendor’s test mode.',
  fake: 'the proof is a fake for tests.',
  client_configuration: 'the browser reports a fault of this page, not of a vendor.',
  rate_limited: 'the vendor answers no more of this server’s questions for the moment.',
  busy: 'too many want to be checked at once. Try again in a moment.',
  misconfigured: 'the server cannot check anything with its keys or settings.',
  no_outage_seen: 'a recovery ticket counts in an outage only, and the server sees a vendor answer.',
  recovery_off: 'recovery tickets are not taken here.',
  page_token_missing: 'the page holds no token of the server.',
  page_token_invalid: 'the page’s token is not one of this server and session.',
  page_token_expired: 'the page was open for too long. Reload it.',
  page_token_too_new: 'the page’s token is not two seconds old yet.',
  page_token_spent: 'the page’s token was used before. Reload the page.',
  budget_spent: 'as many as the server lets in unchecked have come already. Another way to sign in is offered.',
  store_unavailable: 'the server cannot count whom it lets in.',
  internal_error: 'the server itself failed.',
};
