import type { OnCanary } from './evidence/canary-event.js';
import type { OnIncident } from './incident.js';
import type { Site } from './sites.js';
import type { Store } from './store/store.js';
import type { SigningSecret } from './tokens/signing-keys.js';
import type { OnVerdict } from './verdict-event.js';

export interface VerifierOptions {
  /** The site's own captchas. A proof's `id` selects among them, and nothing else of a proof is believed. */
  sites: readonly Site[];
  /** The first signs page and pass tokens, all verify. The same on every server. */
  keys: readonly SigningSecret[];
  /**
   * What users do behind a captcha (`login`, `sign_up`, …), each with a budget of its own. Without it there is one
   * action, `default`.
   */
  actions?: Readonly<Record<string, ActionPolicy>>;
  /** Where evidence, budgets and spent tickets live: by default the memory of this process. */
  store?: Store;
  /**
   * `required` (default): a recovery proof needs a token of `issuePageToken()`. `off` gives up the best protection that
   * there is against floods.
   */
  pageToken?: 'required' | 'off';
  /** Time limit of one call to a vendor, in ms, from 100 to 10000: 3000. */
  timeoutMs?: number;
  /** Calls to each vendor that are under way at once: 200. */
  maxInFlight?: number;
  /**
   * Calls to each vendor that begin in one second. By default 1000 for Tencent, whose quota it is (T-QPS), and 100 for
   * the others: Aliyun bills every call that reaches it, those for forged tickets too (A-BILLED-PER-CALL).
   */
  maxPerSecond?: number;
  /**
   * Up to three https addresses of hosts that this server reaches whenever it reaches anything: asked beside the
   * canaries, so that a lost way out is not taken for the vendor's outage. By default the public script of each vendor
   * that no site uses; one that has not answered for a day does not count. `[]` for none.
   */
  references?: readonly string[];
  /** `false`: this process only reads what another one of the same store finds, such as the sidecar. */
  watch?: boolean;
  /** Takes what a vendor's test mode passes (Aliyun's T005) for human. For tests only: `false`. */
  allowTestMode?: boolean;
  /** Hears what a person should know of: states, faults of configuration, the store. Gets no secret and no ticket. */
  onIncident?: OnIncident;
  /** Hears of every verdict: for metrics, and for trying the rules out before they decide anything. */
  onVerdict?: OnVerdict;
  /** Hears of every answer that a canary of this process gets: for metrics. */
  onCanary?: OnCanary;
}

export interface ActionPolicy {
  /**
   * `never`: a recovery proof is refused. `during_outage` (default): taken while this server itself sees every vendor
   * of the action down. `always`: taken at any time. The budgets hold in each case.
   */
  acceptRecovery?: 'never' | 'during_outage' | 'always';
  /**
   * How many may be let in unchecked in any minute, as a whole number: 30. Those without a pass token may use half of
   * it, and five times as many in an hour. It is what you can bear, not what your traffic is: an incident says when the
   * two are far apart.
   */
  recoveryPerMinute?: number;
  /** Ids of the sites that this action's pages use: by default all. */
  sites?: readonly string[];
}

/** What `verify()` is told of the request that brought the proof. */
export interface VerifyContext {
  /** The visitor's address as your framework gives it behind trusted proxies, never a header as it came. */
  remoteIp: string;
  /** One of `actions`: `default` unless said otherwise. */
  action?: string | undefined;
  /** The session that the page token was issued to. */
  session?: string | undefined;
  /**
   * Whom the action concerns, such as an account's name. It refuses nobody: a pass token counts from another network
   * too if its subject is the same, and the third acceptance in ten minutes asks for `step_up`.
   */
  subject?: string | undefined;
  /** What an earlier verdict gave, kept in a cookie: proves a human of former days. */
  passToken?: string | undefined;
}

export const DEFAULT_ACTION = 'default';
