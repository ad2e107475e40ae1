/** Source: docs/vendors/tencent.md (T-LANGUAGES). */
const codes =
  ' zh-cn zh-hk zh-tw en ar cs-cz de en-in es es-la fil fr he hi id it ja ko lo ms my nl pl pt pt-pt ro-ro ru th tr uk-ua ur vi ';

const aliases: Record<string, string> = {
  iw: 'he',
  in: 'id',
  zh: 'zh-cn',
  cn: 'zh-cn',
  tw: 'zh-tw',
  'zh-hant': 'zh-tw',
  'zh-mo': 'zh-hk',
};

/** Tencent's code for a BCP 47 tag or a vendor's code; undefined where it has none. */
export function tencentLanguage(tag: string): string | undefined {
  const full = tag
    .toLowerCase()
    .replace(/_/g, '-')
    .replace(/^zh-hans.*/, 'zh');
  const [primary, second, third] = full.split('-');
  const candidates = [full, `${primary}-${third}`, `${primary}-${second}`, primary];
  for (const candidate of candidates) {
    const code = aliases[candidate as string] || candidate;
    if (codes.includes(` ${code} `)) return code;
    // Czech, Romanian and Ukrainian have a code with a country only.
    const match = new RegExp(` (${code}-(cz|ro|ua)) `).exec(codes);
    if (match) return match[1];
  }
  return undefined;
}
