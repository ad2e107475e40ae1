import { madeOf, type MadeOf } from '../providers/provider.js';
import { isSameData } from './same-data.js';

/** As deep as functions lie in options: in the vendor options of a provider of the list. */
const deepest = 4;

type Members = Record<string, unknown>;

/** Whether its members may be copied: a list, or an object literal of whichever realm. */
function isPlain(value: unknown): value is Members {
  if (typeof value !== 'object' || !value) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || !prototype || !Object.getPrototypeOf(prototype);
}

/**
 * The same data with other functions: each calls what stands in its place in `latest()` by then, or else what stood
 * there at first. So what is made of options once goes on calling what the page's last render meant. A provider is made
 * anew of such options.
 */
export function forwardFunctions(value: unknown, latest: () => unknown, depth = 0): unknown {
  if (typeof value === 'function')
    return function (this: unknown, ...args: unknown[]): unknown {
      const now = latest();
      return (typeof now === 'function' ? now : value).apply(this, args) as unknown;
    };
  if (!isPlain(value) || depth > deepest) return value;
  const { [madeOf]: origin } = value as { [madeOf]?: MadeOf };
  if (origin) {
    const latestOptions = () => {
      const now = latest();
      // While a check runs its provider may have left the list, or have changed places with another.
      return isSameData(value, now) ? (now as { [madeOf]: MadeOf })[madeOf].options : undefined;
    };
    return origin.make(forwardFunctions(origin.options, latestOptions, depth + 1) as never);
  }
  const forwarded: Members = Array.isArray(value) ? ([] as never) : {};
  for (const key of Object.keys(value))
    forwarded[key] = forwardFunctions(value[key], () => (Object(latest()) as Members)[key], depth + 1);
  return forwarded;
}
