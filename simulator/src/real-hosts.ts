import type { ListeningHost, SimulatorHosts } from './hosts.js';

/**
 * A request with this header is one that a test has caught at a vendor's real address; its value is Aliyun's region.
 * Node.js has names in lower case.
 */
export const REAL_HOSTS_HEADER = 'x-captcha-failover-real-hosts';

/** Aliyun's regions, by what they add to the names of its hosts. */
export type AliyunRegion = 'cn' | 'sgp';

/** The hosts of the vendors that browsers ask, by name (docs/vendors/, sections 1 and 7). */
const REAL_NAMES: readonly (readonly [RegExp, ListeningHost])[] = [
  [/^turing\.captcha\.qcloud\.com$/, 'tencentEntry'],
  [/^ca\.turing\.captcha\.qcloud\.com$/, 'tencentIntlEntry'],
  [/^(global\.)?turing\.captcha\.gtimg\.com$/, 'tencentCdn'],
  [/^o\.alicdn\.com$/, 'aliyunCdn'],
  [/^g\.alicdn\.com$/, 'aliyunAssets'],
  [/^[\w-]+\.captcha-open(-southeast)?\.aliyuncs\.com$/, 'aliyunInit'],
  [/^[\w-]+\.captcha-open(-southeast)?-b\.aliyuncs\.com$/, 'aliyunInitB'],
  [/^static-captcha(-sgp)?\.aliyuncs\.com$/, 'aliyunStatic'],
];

/** Names that a policy for Aliyun's hosts allows, where nobody answers. */
const NOWHERE = { refused: 'refused', unresolved: 'unresolved' } as const;

/** Which of the simulator's hosts stands for this address; undefined where none does. */
export function hostOf({ hostname }: URL): ListeningHost | keyof typeof NOWHERE | undefined {
  const [first] = hostname.split('.');
  if (hostname.endsWith('.aliyuncs.com') && (first === 'refused' || first === 'unresolved')) return first;
  return REAL_NAMES.find(([name]) => name.test(hostname))?.[1];
}

/**
 * Where a script goes on asking that came from one of the vendors' real addresses. In reality the account's prefix is
 * the first part of Init's host; a policy that allows `*.captcha-open.aliyuncs.com` allows this one too.
 *
 * @param asked the host that the script came from: the international site has a CDN of its own
 */
export function realHosts(asked: ListeningHost, region: AliyunRegion): SimulatorHosts {
  const [place, statics] = region === 'sgp' ? ['-southeast', '-sgp'] : ['', ''];
  return {
    page: '',
    tencentEntry: 'https://turing.captcha.qcloud.com',
    tencentIntlEntry: 'https://ca.turing.captcha.qcloud.com',
    tencentCdn: `https://${asked === 'tencentIntlEntry' ? 'global.' : ''}turing.captcha.gtimg.com`,
    aliyunCdn: 'https://o.alicdn.com',
    aliyunAssets: 'https://g.alicdn.com',
    aliyunInit: `https://simulated.captcha-open${place}.aliyuncs.com`,
    aliyunInitB: `https://simulated.captcha-open${place}-b.aliyuncs.com`,
    aliyunStatic: `https://static-captcha${statics}.aliyuncs.com`,
    tencentApi: 'https://captcha.tencentcloudapi.com',
    aliyunApi: 'https://captcha.cn-shanghai.aliyuncs.com',
    aicaptchaApi: 'https://api1.aicaptcha.net',
    refused: `https://${NOWHERE.refused}.captcha-open${place}.aliyuncs.com`,
    unresolved: `https://${NOWHERE.unresolved}.captcha-open${place}.aliyuncs.com`,
  };
}
