import { randomUUID } from 'node:crypto';
import { createAdmission } from './admission/admission.js';
import { recoveryDoor } from './admission/door.js';
import { networkOf } from './admission/network.js';
import { storeKeys } from './admission/store-keys.js';
import { challengeVerdict, type ChallengeParts } from './challenge-verdict.js';
import { createSiteCheck, type SiteCheck } from './checks/site-check.js';
import { evidenceTargets, siteRegion, type Probes } from './evidence/canaries.js';
import { createEvidence } from './evidence/evidence.js';
import type { TargetState } from './evidence/vendor-state.js';
import { createIncidentGate } from './incident-gate.js';
import { DEFAULT_ACTION, type VerifierOptions, type VerifyContext } from './options.js';
import { readPolicy, type Action } from './policy.js';
import { readPostedProof, type PostedChallenge, type PostedProof, type PostedRecovery } from './posted-proof.js';
import { recoveryVerdict, statesOf } from './recovery-verdict.js';
import { refusal } from './refusal.js';
import { siteId, type ServerVendor, type Site } from './sites.js';
import { memoryStore } from './store/memory-store.js';
import { ticketLimit } from './ticket-limit.js';
import { signingKeys } from './tokens/signing-keys.js';
import type { Undated } from './undated.js';
import type { Verdict } from './verdict.js';

export interface Verifier {
  /**
   * Judges what a page posted: an object or its JSON. Never rejects and never throws, whatever is posted. It takes the
   * time limit of one call to a vendor (`timeoutMs`) at most, and what the store takes.
   */
  verify(proof: unknown, context: VerifyContext): Promise<Verdict>;
  /**
   * A token for the page to hand to `pageToken` of `createCaptcha`; without one a recovery proof is refused. At most
   * ten a minute and network.
   *
   * @throws TypeError for wrong arguments, RangeError when the network has had its share, StoreError when the store
   * does not answer: send the page without a token then
   */
  issuePageToken(page: { action?: string; session: string; remoteIp: string }): Promise<string>;
  /** A person's switch, both ways, for every server that shares the store. `until` in ms since 1970. Rejects when the store does. */
  declare(
    vendor: ServerVendor,
    mode: 'outage' | 'healthy' | 'automatic',
    details: { until?: number; reason: string },
  ): Promise<void>;
  /** What is seen of each vendor and region. Never rejects. */
  state(): Promise<TargetState[]>;
  /** Stops the canaries. The store stays open: it is yours. */
  close(): void;
}

/** What a verifier rests on, for tests to put something else in its place. */
export interface VerifierParts {
  siteCheck?: (site: Site) => SiteCheck;
  /** GET of a script, for the canaries. */
  script?: Probes['script'];
  /** How late the event loop is, p99 in ms. */
  eventLoopDelay?: () => number;
}

/**
 * Makes the server half: one for each process, for all requests.
 *
 * @throws TypeError that lists everything wrong in the options
 */
export function createVerifier(options: VerifierOptions): Verifier {
  return assembleVerifier(options, {});
}

export function assembleVerifier(options: VerifierOptions, given: VerifierParts): Verifier {
  const actions = readPolicy(options);
  const { sites, keys, store = memoryStore(), pageToken = 'required', timeoutMs = 3000, onIncident } = options;
  const { allowTestMode = false, realTicketsPerMinute = 30 } = options;
  const {
    siteCheck = (site: Site) => createSiteCheck(site, { timeoutMs, allowTestMode }),
    script,
    eventLoopDelay,
  } = given;
  const tell = createIncidentGate(onIncident);
  const checks = new Map(sites.map((site): [Site, SiteCheck] => [site, siteCheck(site)]));
  const checkOf = (site: Site): SiteCheck => checks.get(site) as SiteCheck;
  const admission = createAdmission({ store, keys, pageToken });
  const evidence = createEvidence({
    targets: evidenceTargets(sites),
    probes: { api: (site) => checkOf(site).probe(), ...(script && { script }) },
    store,
    ...(onIncident && { onIncident }),
    ...(eventLoopDelay && { eventLoopDelay }),
  });
  const limit = ticketLimit(store, storeKeys(signingKeys(keys)), realTicketsPerMinute);
  const parts: ChallengeParts = { checkOf, ticketLimit: limit, admission, evidence, tell };
  for (const [{ vendor }, check] of checks)
    check.ready().catch((error: unknown) => {
      tell({ kind: 'misconfigured', vendor, detail: textOf(error), at: Date.now() });
    });

  async function judge(posted: unknown, context: VerifyContext): Promise<Undated> {
    const proof = readPostedProof(posted);
    if (typeof proof === 'string') return refusal(proof);
    const action = actions.get(context.action ?? DEFAULT_ACTION);
    if (!action) return refusal('unknown_action');
    const site = siteOf(action, proof);
    if (!site || (proof.kind === 'recovery' && proof.ticket.id !== proof.id)) return refusal('unknown_site');
    const network = networkOf(context.remoteIp);
    if (!network) {
      tell({ kind: 'address_invalid', vendor: proof.vendor, at: Date.now() });
      return refusal('address_invalid');
    }
    const pageAtFault = proof.kind === 'recovery' && isPageAtFault(proof);
    if (pageAtFault)
      tell({ kind: 'client_configuration', vendor: proof.vendor, codes: codesOf(proof), at: Date.now() });
    const input = inputOf(proof, network.address);
    const verdict = input && (await challengeVerdict({ action, site, input, network }, parts));
    if (verdict) return verdict;
    if (pageAtFault) return refusal('client_configuration');
    // No evidence: strangers can cause it. So the canaries have a look of their own, all of them, since the door needs
    // every vendor away, while a page names one of them only.
    for (const one of action.sites) evidence.suspect(one.vendor, siteRegion(one));
    const ticket = {
      kind: proof.kind === 'recovery' ? proof.kind : 'unchecked',
      text: textKey(proof),
      id: proof.id,
    } as const;
    return recoveryVerdict({ action, ticket, pageToken: proof.pageToken, context }, { admission, evidence });
  }

  return {
    async verify(proof, context) {
      const requestId = randomUUID();
      evidence.used();
      try {
        return { ...(await judge(proof, Object(context) as VerifyContext)), requestId };
      } catch (error) {
        tell({ kind: 'internal_error', detail: error instanceof Error ? error.name : typeof error, at: Date.now() });
        return { ...refusal('internal_error'), requestId };
      }
    },
    async issuePageToken({ action: name = DEFAULT_ACTION, session, remoteIp }) {
      const action = actions.get(name);
      if (!action) throw new TypeError(`issuePageToken: ${JSON.stringify(name)} is none of the actions.`);
      evidence.pageTokenIssued();
      const door = recoveryDoor('during_outage', await statesOf(action, evidence), Date.now());
      return admission.issuePageToken({ action: name, session, remoteIp, inOutage: door !== null });
    },
    declare: (vendor, mode, details) => evidence.declare(vendor, mode, details),
    state: () => evidence.states(),
    close: () => evidence.close(),
  };
}

function siteOf(action: Action, { vendor, id }: PostedProof): Site | undefined {
  return action.sites.find((site) => site.vendor === vendor && siteId(site) === id);
}

/** Nothing that a vendor's outage could explain. */
function isPageAtFault({ failures }: PostedRecovery): boolean {
  return failures.length > 0 && failures.every(({ category }) => category === 'configuration' || category === 'page');
}

/** For a person to read: what looks like none of our codes is left out. */
function codesOf({ failures }: PostedRecovery): string[] {
  return failures.map(({ code }) => code).filter((code) => /^[a-z_]{1,40}$/.test(code));
}

/** What the vendor can be asked about, if anything. A recovery proof may carry a param that the vendor's own script made. */
function inputOf(proof: PostedProof, remoteIp: string) {
  if (proof.kind === 'challenge') return challengeInput(proof, remoteIp);
  const { vendor, captchaVerifyParam } = proof;
  return vendor === 'aliyun' && captchaVerifyParam ? { captchaVerifyParam, remoteIp } : null;
}

function challengeInput(proof: PostedChallenge, remoteIp: string) {
  switch (proof.vendor) {
    case 'tencent':
      return { ticket: proof.ticket, randstr: proof.randstr, remoteIp };
    case 'aliyun':
      return { captchaVerifyParam: proof.captchaVerifyParam, remoteIp };
    case 'aicaptcha':
      return { response: proof.response, remoteIp };
  }
}

/** What may be used once. */
function textKey(proof: PostedProof): string {
  if (proof.kind === 'recovery') return proof.ticketText;
  switch (proof.vendor) {
    case 'tencent':
      return proof.ticket;
    case 'aliyun':
      return proof.captchaVerifyParam;
    case 'aicaptcha':
      return proof.response;
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot load the vendor’s packages';
}
