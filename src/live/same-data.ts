import { madeOf, type MadeOf } from '../providers/provider.js';

/** Deeper than any option is; it ends the look at data that holds itself. */
const deepest = 9;

/** A provider is its vendor and its options; everything else is its members. */
function membersOf(value: object): Record<string, unknown> {
  const { [madeOf]: origin, vendor } = value as { [madeOf]?: MadeOf; vendor?: unknown };
  return origin ? { vendor, options: origin.options } : (value as Record<string, unknown>);
}

/**
 * Whether two sets of options say the same: data are compared deeply, nodes of the document by identity, of functions
 * only whether there is one. A member that is undefined counts as left out.
 */
export function isSameData(one: unknown, other: unknown, depth = 0): boolean {
  if (Object.is(one, other) || (typeof one === 'function' && typeof other === 'function') || depth > deepest)
    return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return false;
  if ('nodeType' in one || 'nodeType' in other) return false;
  const [members, others] = [membersOf(one), membersOf(other)];
  return [...Object.keys(members), ...Object.keys(others)].every((key) =>
    isSameData(members[key], others[key], depth + 1),
  );
}
