import type { ListeningHost, SimulatorHosts } from 'captcha-failover-simulator/cases';

interface VendorHost {
  readonly name: RegExp;
  readonly host: ListeningHost;
}

/** The vendors' real hosts, and which host of the simulator answers for each (docs/vendors/, sections 1 and 7). */
const vendorHosts: readonly VendorHost[] = [
  { name: /^turing\.captcha\.qcloud\.com$/, host: 'tencentEntry' },
  { name: /^ca\.turing\.captcha\.qcloud\.com$/, host: 'tencentIntlEntry' },
  { name: /^(global\.)?turing\.captcha\.gtimg\.com$/, host: 'tencentCdn' },
  { name: /^o\.alicdn\.com$/, host: 'aliyunCdn' },
  { name: /^g\.alicdn\.com$/, host: 'aliyunAssets' },
  { name: /^\w+\.captcha-open(-southeast)?\.aliyuncs\.com$/, host: 'aliyunInit' },
  { name: /^\w+\.captcha-open(-southeast)?-b\.aliyuncs\.com$/, host: 'aliyunInitB' },
  { name: /^static-captcha(-sgp)?\.aliyuncs\.com$/, host: 'aliyunStatic' },
];

/** Aliyun's regions, by what they add to the names of its hosts. */
export type AliyunRegion = 'cn' | 'sgp';

/** Where a script of the simulator finds the vendor's other hosts, when it was asked for under this name. */
const realOrigins = (name: string, region: AliyunRegion): Partial<Record<ListeningHost, string>> => ({
  tencentEntry: 'https://turing.captcha.qcloud.com',
  tencentIntlEntry: 'https://ca.turing.captcha.qcloud.com',
  tencentCdn: `https://${name.startsWith('ca.') ? 'global.' : ''}turing.captcha.gtimg.com`,
  aliyunCdn: 'https://o.alicdn.com',
  aliyunAssets: 'https://g.alicdn.com',
  aliyunInit: `https://shop1.captcha-open${region === 'sgp' ? '-southeast' : ''}.aliyuncs.com`,
  aliyunInitB: `https://shop1.captcha-open${region === 'sgp' ? '-southeast' : ''}-b.aliyuncs.com`,
  aliyunStatic: `https://static-captcha${region === 'sgp' ? '-sgp' : ''}.aliyuncs.com`,
});

/** The simulator's host for a vendor's real one. */
export const hostFor = (name: string): ListeningHost | undefined =>
  vendorHosts.find((vendorHost) => vendorHost.name.test(name))?.host;

/** A script of the simulator as the vendor's real host would serve it: it asks the vendor's real hosts for the rest. */
export function asServedBy(name: string, script: string, hosts: SimulatorHosts, region: AliyunRegion): string {
  return Object.entries(realOrigins(name, region)).reduce(
    // In quotes, since one port may be the beginning of another.
    (text, [host, origin]) => text.replaceAll(`"${hosts[host as ListeningHost]}"`, `"${origin}"`),
    script,
  );
}
