import type { AliyunLanguage } from '../../contract/options.js';
import { matchLanguage } from '../match-language.js';

/** Source: docs/vendors/aliyun.md (A-LANGUAGES). */
// prettier-ignore
const codes: readonly AliyunLanguage[] = [
  'cn', 'tw', 'en', 'ar', 'de', 'es', 'fr', 'in', 'it', 'ja', 'ko', 'pt', 'ru', 'ms', 'th', 'tr', 'vi',
];

const aliases: Record<string, AliyunLanguage> = {
  zh: 'cn',
  id: 'in',
  'zh-hant': 'tw',
  'zh-tw': 'tw',
  'zh-hk': 'tw',
  'zh-mo': 'tw',
};

/** Aliyun's code for a BCP 47 tag or a vendor's code; undefined where it has none. */
export const aliyunLanguage = (tag: string): string | undefined => matchLanguage(tag, codes, aliases);
