/** Source: docs/vendors/aliyun.md (A-LANGUAGES). */
const codes = ' cn tw en ar de es fr in it ja ko pt ru ms th tr vi ';

const aliases: Record<string, string> = { zh: 'cn', id: 'in' };

/** Aliyun's code for a BCP 47 tag or a vendor's code; undefined where it has none. */
export function aliyunLanguage(tag: string): string | undefined {
  const full = tag
    .toLowerCase()
    .replace(/_/g, '-')
    .replace(/^zh-hans.*/, 'zh');
  const [primary] = full.split('-') as [string];
  const code = /^zh-(.*-)?(tw|hk|mo|hant)\b/.test(full) ? 'tw' : aliases[primary] || primary;
  return codes.includes(` ${code} `) ? code : undefined;
}
