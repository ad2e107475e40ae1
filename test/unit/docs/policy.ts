/** A wrapped header or directive on one line. */
export const joinHeader = (code: string): string => code.replace(/\s+/g, ' ').trim();

/** The value of the Content-Security-Policy header that a block shows. */
export function headerOf(code: string): string {
  const [, value] = /^Content-Security-Policy: (.+)$/.exec(joinHeader(code)) ?? [];
  if (!value) throw new Error('The block shows no Content-Security-Policy header.');
  return value;
}

/** The sources of each directive. */
export function directivesOf(policy: string): Map<string, Set<string>> {
  return new Map(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      return [name, new Set(sources)];
    }),
  );
}
