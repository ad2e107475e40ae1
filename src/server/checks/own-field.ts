/** A field of an answer whose shape nobody warrants. Inherited ones do not count: a prototype may be polluted. */
export function ownField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Record<string, unknown>)[name];
}
