import { page } from './page-globals.js';

const KNOWN = new Set(
  (
    'zh-cn zh-hk zh-tw en ar cs-cz de en-in es es-la fil fr he hi id it ja ko lo ms my nl pl pt pt-pt ro-ro ru th tr ' +
    'uk-ua ur vi'
  ).split(' '),
);
const ALIASES: Record<string, string> = { iw: 'he', in: 'id', zh: 'zh-cn' };

/** Lower case, `_` to `-`, else the primary subtag, else Chinese on the mainland's site and English elsewhere. */
export function languageOf(asked: unknown): string {
  const tag = (typeof asked === 'string' && asked ? asked : navigator.language).toLowerCase().replace('_', '-');
  const primary = tag.split('-')[0] ?? tag;
  for (const candidate of [tag, primary]) {
    const language = ALIASES[candidate] ?? candidate;
    if (KNOWN.has(language)) return language;
  }
  return page.TCaptchaGlobal === true ? 'en' : 'zh-cn';
}
