/** One Tencent CaptchaAppId of the site, with what its server check needs. */
export interface TencentSite {
  vendor: 'tencent';
  /** `cn` by default. Script and API of one region belong together. */
  region?: 'cn' | 'intl';
  /** CaptchaAppId, digits as a string. */
  appId: string;
  /** The CaptchaAppId's own secret. */
  appSecretKey: string;
  /** Cloud API key pair. */
  secretId: string;
  secretKey: string;
  /** Origin of the server API, such as `https://captcha.tencentcloudapi.com`. By default that of the region. */
  endpoint?: string;
  /** What the script canary asks for, in place of the vendor's own addresses. */
  scripts?: ScriptAddresses;
}

/** One Aliyun scene of the site. */
export interface AliyunSite {
  vendor: 'aliyun';
  /** `cn` by default; must be that of the browser's side. */
  region?: 'cn' | 'sgp';
  sceneId: string;
  accessKeyId: string;
  accessKeySecret: string;
  /** Origin of the server API. By default that of the region. */
  endpoint?: string;
  scripts?: ScriptAddresses;
}

/** One AICaptcha site. It has no recovery ticket. */
export interface AicaptchaSite {
  vendor: 'aicaptcha';
  /** Site key. */
  siteKey: string;
  secret: string;
  /** URL of siteverify. */
  endpoint?: string;
}

export interface ScriptAddresses {
  /** The entry script. https; http on loopback only. */
  entry: string;
  /** One URL on each further host that the entry script loads from. */
  secondary?: readonly string[];
}

export type Site = TencentSite | AliyunSite | AicaptchaSite;
export type ServerVendor = Site['vendor'];

/** The region whose state a site shares. */
export function siteRegion(site: Site): string {
  return site.vendor === 'aicaptcha' ? 'global' : (site.region ?? 'cn');
}

/** The public id by which a proof names its site. */
export function siteId(site: Site): string {
  return site.vendor === 'tencent' ? site.appId : site.vendor === 'aliyun' ? site.sceneId : site.siteKey;
}
