import type { TencentLanguage } from '../../contract/options.js';
import { matchLanguage } from '../match-language.js';

/** Source: docs/vendors/tencent.md (T-LANGUAGES). */
// prettier-ignore
const codes: readonly TencentLanguage[] = [
  'zh-cn', 'zh-hk', 'zh-tw', 'en', 'ar', 'cs-cz', 'de', 'en-in', 'es', 'es-la', 'fil', 'fr', 'he', 'hi', 'id', 'it',
  'ja', 'ko', 'lo', 'ms', 'my', 'nl', 'pl', 'pt', 'pt-pt', 'ro-ro', 'ru', 'th', 'tr', 'uk-ua', 'ur', 'vi',
];

const aliases: Record<string, TencentLanguage> = {
  zh: 'zh-cn',
  cn: 'zh-cn',
  tw: 'zh-tw',
  'zh-hant': 'zh-tw',
  'zh-mo': 'zh-hk',
  cs: 'cs-cz',
  ro: 'ro-ro',
  uk: 'uk-ua',
  in: 'id',
  iw: 'he',
};

/** Tencent's code for a BCP 47 tag or a vendor's code; undefined where it has none. */
export const tencentLanguage = (tag: string): string | undefined => matchLanguage(tag, codes, aliases);
