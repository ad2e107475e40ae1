import { madeOf, type MadeOf } from '../providers/provider.js';

/** Nodes are told apart by numbers, as they have no data to tell them by. */
const numbers = new WeakMap<object, number>();
let count = 0;

/**
 * The data of options, as a text that is the same for the same data: a function stands for any other, a provider for
 * its vendor and options. Data that hold themselves have no text, so that a change of them goes unnoticed.
 */
export function dataOf(options: unknown): string | undefined {
  try {
    return JSON.stringify(options, (_key, value: unknown) => {
      if (typeof value === 'function') return 'function';
      const { [madeOf]: origin, nodeType } = Object(value) as { [madeOf]?: MadeOf } & Record<string, unknown>;
      if (origin) return origin.options;
      if (!nodeType) return value;
      const node = value as object;
      if (!numbers.has(node)) numbers.set(node, ++count);
      return numbers.get(node);
    });
  } catch {
    return undefined;
  }
}
