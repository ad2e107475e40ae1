import { warn } from '../contract/warn.js';

/** Every option of a type by its name; the compiler misses none and finds one too many. */
export type OptionNames<Options> = Record<keyof Options, true>;

/** Warns of options whose names nobody reads, with the known name that each one may be a slip for. Development only. */
export function warnOfUnknownOptions<Options>(call: string, given: unknown, names: OptionNames<Options>): void {
  const known = Object.keys(names);
  for (const name of Object.keys(Object(given) as object)) {
    if (known.includes(name)) continue;
    const meant = nearest(name, known);
    const advice = meant ? `Did you mean "${meant}"?` : `It knows ${known.join(', ')}.`;
    warn('unknown_option', `${call} has no option "${name}", so it does nothing. ${advice}`);
  }
}

/** The name that is a likely slip away: another case, or one slip in three of its characters. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const [closest] = known
    .map((candidate) => ({ candidate, slips: slipsBetween(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ candidate, slips }) => slips <= candidate.length / 3)
    .sort((a, b) => a.slips - b.slips);
  return closest?.candidate;
}

/** How many slips lie between two words: a character too many, too few or wrong, or two that changed places. */
function slipsBetween(typed: string, meant: string): number {
  const slips = new Map<string, number>();
  const between = (i: number, j: number): number => {
    if (!i || !j) return i + j;
    const key = `${i} ${j}`;
    const known = slips.get(key);
    if (known !== undefined) return known;
    const wrong = typed[i - 1] === meant[j - 1] ? 0 : 1;
    const ways = [between(i - 1, j) + 1, between(i, j - 1) + 1, between(i - 1, j - 1) + wrong];
    if (i > 1 && j > 1 && typed[i - 1] === meant[j - 2] && typed[i - 2] === meant[j - 1])
      ways.push(between(i - 2, j - 2) + 1);
    const fewest = Math.min(...ways);
    slips.set(key, fewest);
    return fewest;
  };
  return between(typed.length, meant.length);
}
