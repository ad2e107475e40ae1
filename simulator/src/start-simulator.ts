import { randomUUID } from 'node:crypto';
import { aliyunHandler } from './aliyun/api.js';
import { entryUrl } from './case.js';
import { SIMULATED_CREDENTIALS } from './server-apis/credentials.js';
import { startHosts, type HostsOptions, type RunningHosts } from './start-hosts.js';
import { tencentHandler } from './tencent/api.js';
import { caseOf, type SimulatedVendor, type VendorFaults } from './vendor-faults.js';

/** `port`: of the first host, the others get the next ones; any free ones by default. `host`: 127.0.0.1. */
export type SimulatorOptions = Omit<HostsOptions, 'vendors'>;

/** The ids that a page may use: the simulated vendors take any of the right shape. */
export const SIMULATED_IDS = { appId: '190000001', sceneId: 'scene1', prefix: 'shop1' } as const;

export interface ScriptUrlOptions<V extends SimulatedVendor> {
  /** Which site: `cn`. Aliyun has one script for both of its regions. */
  region?: V extends 'tencent' ? 'cn' | 'intl' : 'cn' | 'sgp';
  faults?: VendorFaults[V];
}

/** What `createVerifier` of `captcha-failover/server` takes as one of its `sites`. */
export type SimulatedSite<V extends SimulatedVendor> = V extends 'tencent'
  ? {
      vendor: 'tencent';
      appId: string;
      secretId: string;
      secretKey: string;
      appSecretKey: string;
      endpoint: string;
      scripts: { entry: string };
    }
  : {
      vendor: 'aliyun';
      sceneId: string;
      accessKeyId: string;
      accessKeySecret: string;
      endpoint: string;
      scripts: { entry: string };
    };

export interface Simulator extends RunningHosts {
  /** For `scriptUrl` of `tencent()` or `aliyun()`. Each URL counts its faults by itself. */
  scriptUrl<V extends SimulatedVendor>(vendor: V, options?: ScriptUrlOptions<V>): string;
  /** The vendor for your server: ids, keys that only the simulator takes, and its addresses. */
  site<V extends SimulatedVendor>(vendor: V): SimulatedSite<V>;
}

/**
 * Starts both vendors on this machine: their scripts, their hosts and their server APIs, each on a port of its own, by
 * their documented contract. Nothing leaves the machine.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const running = await startHosts({ ...options, vendors: { tencent: tencentHandler, aliyun: aliyunHandler } });
  const { hosts } = running;

  const scriptUrl: Simulator['scriptUrl'] = (vendor, { region, faults } = {}) => {
    const script = vendor === 'aliyun' ? 'aliyun' : region === 'intl' ? 'tencent-intl' : 'tencent-cn';
    return entryUrl(hosts, script, caseOf(faults ?? {}, randomUUID()));
  };
  const sites: { [V in SimulatedVendor]: () => SimulatedSite<V> } = {
    tencent: () => ({
      vendor: 'tencent',
      appId: SIMULATED_IDS.appId,
      ...SIMULATED_CREDENTIALS.tencent,
      endpoint: hosts.tencentApi,
      scripts: { entry: scriptUrl('tencent') },
    }),
    aliyun: () => ({
      vendor: 'aliyun',
      sceneId: SIMULATED_IDS.sceneId,
      ...SIMULATED_CREDENTIALS.aliyun,
      endpoint: hosts.aliyunApi,
      scripts: { entry: scriptUrl('aliyun') },
    }),
  };
  return { ...running, scriptUrl, site: (vendor) => sites[vendor]() };
}
