import type { Site } from '../sites.js';
import { withinLimit } from '../time-limit.js';
import { aicaptchaVendor } from './aicaptcha/aicaptcha-api.js';
import { aliyunVendor } from './aliyun/aliyun-api.js';
import { createBreaker, type Breaker } from './breaker.js';
import type { CheckResult, ProbeResult } from './check-result.js';
import { checkResultOf, probeResultOf } from './judge-reply.js';
import { isNothingSent } from './network-codes.js';
import { importPeer, loadPeers, type PeerImporter } from './peers.js';
import type { Reply } from './reply.js';
import { tencentVendor } from './tencent/tencent-api.js';
import type { ApiCall, CheckInput, Vendor, VendorApi } from './vendor-api.js';

export interface SiteCheck {
  /**
   * Asks the vendor what a ticket is worth. Never rejects. A ticket is sent once: again only where the first call ended
   * before anything was sent. Packages are loaded by the first call; a missing one gives `misconfigured`.
   */
  check: (input: CheckInput) => Promise<CheckResult>;
  /** Asks the vendor's API about a ticket of ours that is worth nothing, to see whether it answers. Never rejects. */
  probe: () => Promise<ProbeResult>;
  /** Resolves when the vendor's packages are loaded; rejects with the command that installs the missing ones. */
  ready: () => Promise<void>;
}

export interface SiteCheckOptions {
  /** The most that one check, and one probe, may take, in ms. */
  timeoutMs: number;
  /** Take what a vendor's test mode passes for human. */
  allowTestMode: boolean;
  /** How packages are imported, for tests. */
  importer?: PeerImporter;
}

interface Connection {
  api: VendorApi;
  breaker: Breaker;
}

/**
 * The check of one site. Its client is made once.
 *
 * @throws TypeError for an endpoint that is neither https nor on this machine, and for an appId that is no number
 */
export function createSiteCheck(site: Site, options: SiteCheckOptions): SiteCheck {
  const { timeoutMs, importer = importPeer } = options;
  const vendor = vendorOf(site, options);
  let connecting: Promise<Connection> | undefined;

  const connection = () => {
    connecting ??= connect(vendor, importer).catch((error: unknown) => {
      // Installed a moment later, it works without a restart.
      connecting = undefined;
      throw error;
    });
    return connecting;
  };

  return {
    async check(input) {
      try {
        const { api, breaker } = await connection();
        const call = api.callFor(input);
        if (!call) return { kind: 'refused', reason: 'challenge_failed' };
        const work = twiceIfUnsent(call);
        return await breaker(async () => checkResultOf(await withinLimit({ ms: timeoutMs, work, late })));
      } catch (error) {
        return { kind: 'misconfigured', detail: textOf(error) };
      }
    },
    async probe() {
      try {
        const { api } = await connection();
        return probeResultOf(await withinLimit({ ms: timeoutMs, work: api.canary, late }), api.canaryReads);
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

async function connect(vendor: Vendor, importer: PeerImporter): Promise<Connection> {
  const peers = await loadPeers([...vendor.peers, 'cockatiel'], importer);
  return { api: vendor.connect(peers), breaker: createBreaker(peers.cockatiel) };
}

/** Makes the call once more, within the same limit, when it ended before anything was sent. */
function twiceIfUnsent(call: ApiCall): ApiCall {
  return async (signal) => {
    const reply = await call(signal);
    const isUnsent = reply.kind === 'network' && isNothingSent(reply.code) && !signal.aborted;
    return isUnsent ? call(signal) : reply;
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : 'captcha-failover/server cannot use the packages of this vendor';
}
