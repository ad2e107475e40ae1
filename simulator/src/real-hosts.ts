import type { ListeningHost, SimulatorHosts } from './hosts.js';

/** A request with this header is one that a test has caught at a vendor's real address. Node.js has names in lower case. */
export const REAL_HOSTS_HEADER = 'x-captcha-failover-real-hosts';

/**
 * The vendors' real addresses. Init's host begins with the account's prefix in reality: a policy that allows
 * `*.captcha-open.aliyuncs.com` allows this one. Nobody answers at the last two: a test refuses what is asked there.
 */
export const REAL_HOSTS: SimulatorHosts = {
  page: '',
  tencentEntry: 'https://turing.captcha.qcloud.com',
  tencentIntlEntry: 'https://ca.turing.captcha.qcloud.com',
  tencentCdn: 'https://turing.captcha.gtimg.com',
  aliyunCdn: 'https://o.alicdn.com',
  aliyunAssets: 'https://g.alicdn.com',
  aliyunInit: 'https://simulated.captcha-open.aliyuncs.com',
  aliyunInitB: 'https://simulated.captcha-open-b.aliyuncs.com',
  aliyunStatic: 'https://static-captcha.aliyuncs.com',
  tencentApi: 'https://captcha.tencentcloudapi.com',
  aliyunApi: 'https://captcha.cn-shanghai.aliyuncs.com',
  aicaptchaApi: 'https://api1.aicaptcha.net',
  refused: 'https://refused.captcha-open.aliyuncs.com',
  unresolved: 'https://unresolved.captcha-open.aliyuncs.com',
};

/** What a browser asks of the vendors; the server APIs are asked by servers. */
const ASKED_BY_BROWSERS = [
  'tencentEntry',
  'tencentIntlEntry',
  'tencentCdn',
  'aliyunCdn',
  'aliyunAssets',
  'aliyunInit',
  'aliyunInitB',
  'aliyunStatic',
] as const satisfies readonly ListeningHost[];

/** Which of the simulator's hosts stands for this address; undefined where none does. */
export function hostOf(url: URL): (typeof ASKED_BY_BROWSERS)[number] | 'refused' | 'unresolved' | undefined {
  return ([...ASKED_BY_BROWSERS, 'refused', 'unresolved'] as const).find((host) => REAL_HOSTS[host] === url.origin);
}
