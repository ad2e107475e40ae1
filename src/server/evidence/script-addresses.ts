import { safeUrl } from '../checks/safe-url.js';
import type { AliyunSite, ScriptAddresses, ServerVendor, Site, TencentSite } from '../sites.js';
import type { HttpProbe } from './http-probe.js';

/**
 * The entry scripts that browsers load (docs/vendors/tencent.md, T-ENTRY-URLS; docs/vendors/aliyun.md, A-SCRIPT-URL).
 * There are no secondary ones by default: what the vendors keep there has a hash or version in its path
 * (T-SECONDARY-HOSTS, A-ASSET-HOSTS), and an address that has gone is no evidence.
 */
const entries = {
  tencent: {
    cn: 'https://turing.captcha.qcloud.com/TJCaptcha.js',
    intl: 'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js',
  },
  aliyun: {
    cn: 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js',
    sgp: 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js',
  },
} as const;

const globalNames = { tencent: 'TencentCaptcha', aliyun: 'initAliyunCaptcha' } as const;
const mostReferences = 3;

/**
 * The scripts that this site's visitors depend on, the entry first.
 *
 * @throws TypeError for an address that is no URL, carries a user name, or is not https (http on loopback only)
 */
export function scriptProbes(site: TencentSite | AliyunSite): HttpProbe[] {
  const { entry, secondary = [] }: ScriptAddresses = site.scripts ?? { entry: defaultEntry(site) };
  return [
    { url: safeUrl('scripts', entry), mustContain: globalNames[site.vendor] },
    ...secondary.map((address) => ({ url: safeUrl('scripts', address) })),
  ];
}

/**
 * Hosts that this server reaches when it reaches anything: by default the public script of each vendor that no site
 * uses.
 *
 * @throws TypeError for more than three, and for an address that cannot be
 */
export function referenceProbes(given: readonly string[] | undefined, sites: readonly Site[]): HttpProbe[] {
  const used = new Set<ServerVendor>(sites.map(({ vendor }) => vendor));
  const unused = (['tencent', 'aliyun'] as const).filter((vendor) => !used.has(vendor));
  const addresses: unknown = given ?? unused.map((vendor) => entries[vendor].cn);
  if (!Array.isArray(addresses) || addresses.length > mostReferences) {
    throw new TypeError(`references: an array of at most ${mostReferences} addresses is needed.`);
  }
  return (addresses as unknown[]).map((address) => ({ url: safeUrl('references', address), isReference: true }));
}

function defaultEntry(site: TencentSite | AliyunSite): string {
  return site.vendor === 'tencent' ? entries.tencent[site.region ?? 'cn'] : entries.aliyun[site.region ?? 'cn'];
}
