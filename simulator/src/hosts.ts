import type { Fault } from './faults.js';

/**
 * The simulator's ports, each standing for one host of the vendors, so that origins differ as they do in reality.
 * Origins have no trailing slash: "http://127.0.0.1:4174".
 */
export interface SimulatorHosts {
  /** The demo pages and the library's builds. */
  page: string;
  /** turing.captcha.qcloud.com: entry script, prehandle, verify, images. */
  tencentEntry: string;
  /** ca.turing.captcha.qcloud.com: the same for the international site. */
  tencentIntlEntry: string;
  /** turing.captcha.gtimg.com: the secondary script. */
  tencentCdn: string;
  /** o.alicdn.com: AliyunCaptcha.js. */
  aliyunCdn: string;
  /** g.alicdn.com: dynamic script and style sheet. */
  aliyunAssets: string;
  /** P.captcha-open.aliyuncs.com: Init, VerifyCaptchaV3, UploadLog. */
  aliyunInit: string;
  /** P.captcha-open-b.aliyuncs.com: the host that the vendor's script falls back to. */
  aliyunInitB: string;
  /** static-captcha.aliyuncs.com: images, fetched by XHR. */
  aliyunStatic: string;
  /** captcha.tencentcloudapi.com and its international twin: the server API. */
  tencentApi: string;
  /** captcha.cn-shanghai.aliyuncs.com: the server API. */
  aliyunApi: string;
  /** api1.aicaptcha.net: the server API. */
  aicaptchaApi: string;
  /** A port that was opened and closed: connections are refused. */
  refused: string;
  /** A name that no resolver knows. */
  unresolved: string;
}

/** The hosts that have a listening port. */
export const LISTENING_HOSTS = [
  'page',
  'tencentEntry',
  'tencentIntlEntry',
  'tencentCdn',
  'aliyunCdn',
  'aliyunAssets',
  'aliyunInit',
  'aliyunInitB',
  'aliyunStatic',
  'tencentApi',
  'aliyunApi',
  'aicaptchaApi',
] as const satisfies readonly (keyof SimulatorHosts)[];
export type ListeningHost = (typeof LISTENING_HOSTS)[number];

/** Before anything listens. */
export const NO_HOSTS: SimulatorHosts = {
  page: '',
  tencentEntry: '',
  tencentIntlEntry: '',
  tencentCdn: '',
  aliyunCdn: '',
  aliyunAssets: '',
  aliyunInit: '',
  aliyunInitB: '',
  aliyunStatic: '',
  tencentApi: '',
  aliyunApi: '',
  aicaptchaApi: '',
  refused: '',
  unresolved: 'http://no-such-host.invalid',
};

/** The origin to ask under a fault: vendor scripts use it with their own request counter, see `nthFault`. */
export function reachableOrigin(fault: Fault, origin: string, hosts: SimulatorHosts): string {
  if (fault === 'refused') return hosts.refused;
  return fault === 'dns' ? hosts.unresolved : origin;
}
