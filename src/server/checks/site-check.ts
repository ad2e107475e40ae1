import type { Caller, Gate } from '../real-tickets/gate.js';
import type { Site } from '../sites.js';
import { withinLimit } from '../time-limit.js';
import { aicaptchaVendor } from './aicaptcha/aicaptcha-api.js';
import { aliyunVendor } from './aliyun/aliyun-api.js';
import type { CheckResult, ProbeResult } from './check-result.js';
import { checkResultOf, probeResultOf } from './judge-reply.js';
import { isNothingSent, networkCode } from './network-codes.js';
import { importPeer, loadPeer, type PeerImporter } from './peers.js';
import { accepts } from './proxy.js';
import type { Reply } from './reply.js';
import { seeRequest, type SeenRequest } from './seen-request.js';
import { tencentVendor } from './tencent/tencent-api.js';
import type { ApiCall, CheckInput, Vendor, VendorApi } from './vendor-api.js';

export interface SiteCheck {
  /**
   * Asks the vendor what a ticket is worth, when its caller's turn has come. Never rejects. A ticket is sent once: again
   * only where the first call ended before anything was sent. The vendor's package is loaded by the first call; a missing one
   * gives `misconfigured`.
   */
  check: (input: CheckInput, caller: Caller) => Promise<CheckResult>;
  /**
   * Asks the vendor's API about a ticket of ours that is worth nothing, to see whether it answers. Never rejects. Who
   * asks ends the call by the signal: nothing else ends it before `canaryLimit`. Where the proxy that the API is asked
   * through does not listen, the vendor is not asked, and the answer is `unknown`.
   */
  probe: (signal: AbortSignal) => Promise<ProbeResult>;
  /** Resolves when the vendor's package is loaded; rejects with the command that installs a missing one. */
  ready: () => Promise<void>;
}

export interface SiteCheckOptions {
  /** The most that one check may take, in ms. */
  timeoutMs: number;
  /** Take what a vendor's test mode passes for human. */
  allowTestMode: boolean;
  /** Before the vendor's API, for all sites of the vendor. */
  gate: Gate;
  /** Hears that the API has judged a ticket, whatever it said of it. */
  onJudged?: () => void;
  /** How packages are imported, for tests. */
  importer?: PeerImporter;
}

/**
 * The check of one site. Its client is made once.
 *
 * @throws TypeError for an endpoint that is neither https nor on this machine, and for an appId that is no number
 */
export function createSiteCheck(site: Site, options: SiteCheckOptions): SiteCheck {
  const { timeoutMs, gate, onJudged, importer = importPeer } = options;
  const vendor = vendorOf(site, options);
  let connecting: Promise<VendorApi> | undefined;

  const connection = () => {
    connecting ??= connect(vendor, importer).catch((error: unknown) => {
      // Installed a moment later, it works without a restart.
      connecting = undefined;
      throw error;
    });
    return connecting;
  };

  return {
    async check(input, caller) {
      try {
        const call = (await connection()).callFor(input);
        if (!call) return { kind: 'refused', reason: 'challenge_failed' };
        const turn = await gate.enter(caller);
        if (turn.kind === 'busy') return turn;
        if (turn.kind === 'api_down') return { kind: 'unchecked', why: 'no_slot' };
        const work = (signal: AbortSignal) => twiceIfUnsent(call, signal).finally(turn.end);
        const reply = await withinLimit({ ms: timeoutMs, work, late });
        if (reply.kind === 'verdict' && reply.meaning !== 'vendor_error') onJudged?.();
        return checkResultOf(reply);
      } catch (error) {
        return { kind: 'misconfigured', detail: textOf(error) };
      }
    },
    async probe(signal) {
      try {
        const { canary, canaryReads, proxy } = await connection();
        const way = proxy?.();
        if (way && !(await accepts(way))) return { answer: 'unknown', why: 'proxy_unreachable' };
        const { value, seen } = await seeRequest((headers) => canary({ signal, headers }));
        return probeResultOf(replyInFull(value, seen), canaryReads);
      } catch {
        return { answer: 'unknown', why: 'not_loaded' };
      }
    },
    async ready() {
      await connection();
    },
  };
}

const late = (): Reply => ({ kind: 'timeout' });

function vendorOf(site: Site, { timeoutMs, allowTestMode }: SiteCheckOptions): Vendor {
  switch (site.vendor) {
    case 'tencent':
      return tencentVendor(site, timeoutMs);
    case 'aliyun':
      return aliyunVendor(site, timeoutMs, allowTestMode);
    case 'aicaptcha':
      return aicaptchaVendor(site);
  }
}

async function connect({ peer, connect: connectWith }: Vendor, importer: PeerImporter): Promise<VendorApi> {
  return connectWith(peer && (await loadPeer(peer, importer)));
}

/** Makes the call once more, within the same limit, when it ended before anything was sent. */
async function twiceIfUnsent(call: ApiCall, signal: AbortSignal): Promise<Reply> {
  const reply = await call(signal);
  const isUnsent = reply.kind === 'network' && isNothingSent(reply.code) && !signal.aborted;
  return isUnsent ? call(signal) : reply;
}

/** The reply with what the SDK has kept to itself. */
function replyInFull(reply: Reply, { status, error }: SeenRequest): Reply {
  if (reply.kind === 'unreadable' && status !== undefined) return { ...reply, status };
  if (reply.kind === 'network') return { ...reply, code: networkCode(error) ?? reply.code };
  return reply;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'captcha-failover/server cannot use the package of this vendor';
}
