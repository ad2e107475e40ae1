/**
 * What a missing variable is taken for. It passes for an id, a key and a token, so that everything else that is wrong is
 * told in the same breath.
 */
const placeholder = '0'.repeat(64);

/** Replaces `${NAME}` in every text of a JSON value. Names that are not set, or empty, go to `missing`. */
export function fillIn(value: unknown, env: NodeJS.ProcessEnv, missing: Set<string>): unknown {
  if (typeof value === 'string')
    return value.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const text = env[name];
      if (text) return text;
      missing.add(name);
      return placeholder;
    });
  if (Array.isArray(value)) return value.map((item) => fillIn(item, env, missing));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, env, missing)]));
}
