import type { AliyunSite, ScriptAddresses, TencentSite } from '../sites.js';

/** A script that a canary asks for. */
export interface ScriptProbe {
  readonly url: URL;
  /** What an entry script must contain: the vendor's global name. */
  readonly mustContain?: string;
}

/**
 * The entry scripts that browsers load (docs/vendors/tencent.md, T-ENTRY-URLS; docs/vendors/aliyun.md, A-SCRIPT-URL).
 * There are no secondary ones by default: what the vendors keep there has a hash or version in its path
 * (T-SECONDARY-HOSTS, A-ASSET-HOSTS), and an address that has gone is no evidence.
 */
const defaults = {
  tencent: {
    cn: { entry: 'https://turing.captcha.qcloud.com/TJCaptcha.js' },
    intl: { entry: 'https://ca.turing.captcha.qcloud.com/TJNCaptcha-global.js' },
  },
  aliyun: {
    cn: { entry: 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js' },
    sgp: { entry: 'https://o.alicdn.com/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js' },
  },
} as const satisfies Record<string, Record<string, ScriptAddresses>>;

const globalNames = { tencent: 'TencentCaptcha', aliyun: 'initAliyunCaptcha' } as const;

/**
 * The scripts that this site's visitors depend on, the entry first.
 *
 * @throws TypeError for an address that is no URL, carries a user name, or is not https (http on loopback only)
 */
export function scriptProbes(site: TencentSite | AliyunSite): ScriptProbe[] {
  const { entry, secondary = [] }: ScriptAddresses = site.scripts ?? defaultAddresses(site);
  return [
    { url: scriptUrl(entry), mustContain: globalNames[site.vendor] },
    ...secondary.map((address) => ({ url: scriptUrl(address) })),
  ];
}

function defaultAddresses(site: TencentSite | AliyunSite): ScriptAddresses {
  return site.vendor === 'tencent' ? defaults.tencent[site.region ?? 'cn'] : defaults.aliyun[site.region ?? 'cn'];
}

function scriptUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const allowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (!url || !allowed || url.username || url.password) {
    throw new TypeError(
      'scripts: each address must be an https URL without user name or password; http is for loopback only.',
    );
  }
  return url;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
