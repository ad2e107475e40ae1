import { describeError } from '../error-catalog/describe.js';
import type { Admission } from './admission/admission.js';
import type { Network } from './admission/network.js';
import type { CheckResult } from './checks/check-result.js';
import type { SiteCheck } from './checks/site-check.js';
import type { CheckInput } from './checks/vendor-api.js';
import { siteRegion } from './evidence/canaries.js';
import type { FormerEvidence } from './evidence/evidence.js';
import type { Incident } from './incident.js';
import type { Action } from './policy.js';
import { refusal } from './refusal.js';
import type { ServerVendor, Site } from './sites.js';
import type { TicketLimit } from './ticket-limit.js';
import type { Undated } from './undated.js';

export interface ChallengeParts {
  checkOf(site: Site): SiteCheck;
  ticketLimit: TicketLimit;
  admission: Pick<Admission, 'countHuman' | 'issuePassToken'>;
  evidence: Pick<FormerEvidence, 'humanVerdict'>;
  tell(incident: Incident): void;
}

/** One real-shaped ticket on its way to its vendor. */
export interface Challenge {
  action: Action;
  site: Site;
  input: CheckInput;
  network: Network;
}

/** What the vendor says of a ticket; `null` when it could not be asked, so that the recovery rule applies. */
export async function challengeVerdict(
  { action, site, input, network }: Challenge,
  parts: ChallengeParts,
): Promise<Undated | null> {
  const waitMs = await parts.ticketLimit(network);
  if (waitMs !== null) return refusal('rate_limited', { retryAfterMs: waitMs });
  const result = await parts.checkOf(site).check(input);
  if (result.kind === 'human') return letIn(action, site, input.remoteIp, parts);
  return result.kind === 'unchecked' ? null : refused(site, result, parts.tell);
}

async function letIn(action: Action, site: Site, remoteIp: string, parts: ChallengeParts): Promise<Undated> {
  parts.evidence.humanVerdict(site.vendor, siteRegion(site));
  // Statistics for days of need: nobody waits for them.
  void parts.admission.countHuman({ action: action.name, remoteIp });
  const passToken = await parts.admission.issuePassToken();
  return { accepted: true, assurance: 'human', reason: 'passed', ...(passToken && { passToken }) };
}

function refused(
  site: Site,
  result: Exclude<CheckResult, { kind: 'human' | 'unchecked' }>,
  tell: ChallengeParts['tell'],
): Undated {
  const { vendor } = site;
  const { vendorCode } = result;
  const known = vendorCode === undefined ? {} : { vendorCode, ...adviceOn(vendor, vendorCode) };
  const at = Date.now();
  switch (result.kind) {
    case 'rate_limited':
      return refusal('rate_limited', { retryAfterMs: result.retryAfterMs, vendorCode });
    case 'misconfigured':
      tell({ kind: 'misconfigured', vendor, detail: result.detail, ...known, at });
      return refusal('misconfigured', { vendorCode });
    case 'refused':
      if (result.reason === 'test_mode') tell({ kind: 'test_mode', vendor, ...known, at });
      return refusal(result.reason, { vendorCode });
  }
}

/** From the error catalogue, for whoever reads the incident. */
function adviceOn(vendor: ServerVendor, vendorCode: string) {
  const { category, advice } = describeError(vendor, vendorCode, 'server_check');
  return category === 'unknown' ? {} : { category, advice: advice.en };
}
