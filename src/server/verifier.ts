import { randomUUID } from 'node:crypto';
import { watchEpoch } from './admission/epoch.js';
import { networkOf } from './admission/network.js';
import { storeKeys } from './admission/store-keys.js';
import { watchBudgets } from './budget-watch.js';
import { canaryLimit } from './checks/vendor-api.js';
import { createSiteCheck, type SiteCheck, type SiteCheckOptions } from './checks/site-check.js';
import { createEvidence, type Evidence } from './evidence/evidence.js';
import type { WatchedEvidence } from './evidence/vendor-evidence.js';
import type { OwnState } from './evidence/own-controls.js';
import type { Probes } from './evidence/targets.js';
import { createIncidentGate } from './incident-gate.js';
import { judge, type About, type JudgeParts } from './judge.js';
import { callListener } from './listener.js';
import { DEFAULT_ACTION, type VerifierOptions, type VerifyContext } from './options.js';
import { readPolicy } from './policy.js';
import { createGate, type Gate } from './real-tickets/gate.js';
import { standings } from './real-tickets/standing.js';
import { Recent } from './recent.js';
import { refusal } from './refusal.js';
import type { ServerVendor, Site } from './sites.js';
import { memoryStore } from './store/memory-store.js';
import { createPageToken } from './tokens/page-token.js';
import { signingKeys } from './tokens/signing-keys.js';
import type { Undated, Verdict } from './verdict.js';

export interface Verifier {
  /**
   * Judges what a page posted: an object or its JSON. Never rejects and never throws, whatever is posted. It takes the
   * time limit of one call to a vendor (`timeoutMs`) and a second of waiting for it at most, and what the store takes.
   */
  verify(proof: unknown, context: VerifyContext): Promise<Verdict>;
  /**
   * A token for the page to hand to `pageToken` of `createCaptcha`: with it a real ticket goes before those without,
   * and without it a recovery proof is refused. It is worth nothing by itself.
   *
   * @throws TypeError for wrong arguments, StoreError while the store has never answered: send the page without then
   */
  issuePageToken(page: { action?: string | undefined; session: string; remoteIp: string }): Promise<string>;
  /** A person's switch, both ways, for every server that shares the store: see `Evidence`. */
  declare: Evidence['declare'];
  /** What is seen of each vendor and region. Never rejects. */
  state(): Promise<WatchedEvidence[]>;
  /** How busy the way to each vendor's API is, in this process: calls under way, and tickets that wait for one. */
  load(): VendorLoad[];
  /** Resolves when the first canaries have answered, or after 5 s. Never rejects. */
  ready(): Promise<void>;
  /** Stops the canaries. Never rejects. The store stays open: it is yours. */
  close(): Promise<void>;
}

export interface VendorLoad {
  vendor: ServerVendor;
  inFlight: number;
  waiting: number;
}

/** What a verifier rests on, for tests to put something else in its place. */
export interface VerifierParts {
  siteCheck?: (site: Site, options: SiteCheckOptions) => SiteCheck;
  evidence?: Evidence;
  /** GET of a script or a reference, for the canaries. */
  http?: Probes['http'];
  /** How this process fares. */
  controls?: () => Promise<OwnState>;
}

/** Tencent's is the quota of its API, T-QPS; the others' is small, as Aliyun bills every call, A-BILLED-PER-CALL. */
const callsPerSecond: Record<ServerVendor, number> = { tencent: 1000, aliyun: 100, aicaptcha: 100 };
/** What Aliyun takes for a call, in CNY, see A-BILLED-PER-CALL. */
const cnyPerCall = 0.005;

/**
 * For so long, in ms, it is remembered when a ticket first came that no outage was seen for, and for so many tickets.
 * In a flood of more, a proof that comes again may be told to come once more.
 */
const arrivalsKept = { keepMs: 60_000, capacity: 50_000 };

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
  const { sites, store = memoryStore(), onIncident, onVerdict } = options;
  const { timeoutMs = 3000, maxInFlight = 200, allowTestMode = false } = options;
  const tell = createIncidentGate(onIncident);
  const signing = signingKeys(options.keys);
  const epoch = watchEpoch(store);

  const gates = new Map<ServerVendor, Gate>();
  const gateOf = (vendor: ServerVendor): Gate => {
    const onTurnedAway = (callsPerMinute: number): void => {
      const cost = vendor === 'aliyun' ? { cnyPerMinute: callsPerMinute * cnyPerCall } : {};
      tell({ kind: 'busy', vendor, callsPerMinute, ...cost, at: Date.now() });
    };
    const { maxPerSecond = callsPerSecond[vendor] } = options;
    const gate = gates.get(vendor) ?? createGate({ maxInFlight, maxPerSecond, onTurnedAway });
    gates.set(vendor, gate);
    return gate;
  };
  const { siteCheck = createSiteCheck } = given;
  const checks = new Map<Site, SiteCheck>();
  for (const site of sites) {
    const onJudged = (): void => evidence.answered(site);
    checks.set(site, siteCheck(site, { timeoutMs, allowTestMode, gate: gateOf(site.vendor), onJudged }));
  }
  const checkOf = (site: Site): SiteCheck => checks.get(site) as SiteCheck;
  const evidence: Evidence =
    given.evidence ??
    createEvidence({
      sites,
      store: store.evidence,
      probes: {
        api: (site, signal) => checkOf(site).probe(signal),
        ...(given.http && { http: given.http }),
      },
      apiLimitMs: canaryLimit(timeoutMs),
      references: options.references,
      watch: options.watch,
      controls: given.controls,
      onIncident,
      onCanary: options.onCanary,
    });

  const downApis = new Set<Site>();
  /** As it was when somebody last asked: nobody who brings a real ticket waits for the store. */
  const isApiDown = (site: Site): boolean => {
    void evidence.state(site).then(({ apiDown }) => (apiDown ? downApis.add(site) : downApis.delete(site)));
    return downApis.has(site);
  };
  const parts: JudgeParts = {
    actions,
    checkOf,
    isApiDown,
    evidence,
    store,
    signing,
    epoch,
    tell,
    keys: storeKeys(signing),
    standingOf: standings(signing, epoch.now),
    pageTokens: options.pageToken ?? 'required',
    arrivals: new Recent(arrivalsKept),
    onHuman: watchBudgets(tell),
  };

  store.onFault?.((detail) => tell({ kind: 'store_fault', detail, at: Date.now() }));
  // So that the first human gets a pass token.
  epoch.lastName();
  for (const [{ vendor }, check] of checks)
    check.ready().catch((error: unknown) => {
      tell({ kind: 'misconfigured', vendor, detail: textOf(error), at: Date.now() });
    });

  const fault = (error: unknown): Undated => {
    tell({ kind: 'internal_error', detail: error instanceof Error ? error.name : typeof error, at: Date.now() });
    return refusal('internal_error');
  };

  return {
    async verify(proof, context) {
      const startedAt = performance.now();
      const about: About = {};
      const verdict = await judge(proof, Object(context) as VerifyContext, parts, about).catch(fault);
      if (onVerdict) {
        const { accepted, reason } = verdict;
        const assurance = verdict.accepted ? { assurance: verdict.assurance } : {};
        const ms = performance.now() - startedAt;
        callListener('onVerdict', onVerdict, { ...about, accepted, ...assurance, reason, ms });
      }
      return { ...verdict, requestId: randomUUID() };
    },
    async issuePageToken({ action: name = DEFAULT_ACTION, session, remoteIp }) {
      const action = actions.get(name);
      if (!action) throw new TypeError(`issuePageToken: ${JSON.stringify(name)} is none of the actions.`);
      if (typeof session !== 'string' || session === '' || !networkOf(remoteIp))
        throw new TypeError('issuePageToken: needs session, a text, and an address as remoteIp.');
      const states = await Promise.all(action.watched.map((site) => evidence.state(site)));
      const inOutage = states.every(({ state }) => state === 'outage');
      const life = await epoch.name();
      return createPageToken({ action: name, session, issuedAt: epoch.now(), epoch: life, inOutage }, signing);
    },
    declare: evidence.declare,
    state: () => evidence.states(),
    load: () => Array.from(gates, ([vendor, gate]) => ({ vendor, ...gate.load() })),
    ready: () => evidence.ready(),
    close: () => evidence.close(),
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'cannot load the vendor’s packages';
}
