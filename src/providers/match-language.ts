const simplifiedChinese = /^zh[-_]hans.*/;

/**
 * The vendor's code for a BCP 47 tag or a code of its own; undefined where it has none. The region counts before the
 * script, because Hong Kong may have a code apart from Taiwan's. Only simplified Chinese is the same everywhere.
 */
export function matchLanguage<Code extends string>(
  tag: string,
  codes: readonly Code[],
  aliases: Readonly<Record<string, Code>>,
): Code | undefined {
  const parts = tag.toLowerCase().replace(simplifiedChinese, 'zh').split(/[-_]/);
  const [primary, second, third] = parts as [string, string?, string?];
  for (const candidate of [`${primary}-${third}`, `${primary}-${second}`, primary]) {
    const code = aliases[candidate] || (candidate as Code);
    if (codes.includes(code)) return code;
  }
  return undefined;
}
