import type { ListeningHost } from './hosts.js';

/** The entry scripts by site and generation, at the paths of the real ones. */
export const ENTRY_SCRIPTS = {
  'tencent-cn': { host: 'tencentEntry', path: '/TJCaptcha.js' },
  'tencent-cn-1.0': { host: 'tencentEntry', path: '/TCaptcha.js' },
  'tencent-intl': { host: 'tencentIntlEntry', path: '/TJNCaptcha-global.js' },
  'tencent-intl-2.0': { host: 'tencentIntlEntry', path: '/TCaptcha-global.js' },
  aliyun: { host: 'aliyunCdn', path: '/captcha-frontend/aliyunCaptcha/AliyunCaptcha.js' },
} as const satisfies Record<string, { host: ListeningHost; path: string }>;
export type EntryScript = keyof typeof ENTRY_SCRIPTS;
