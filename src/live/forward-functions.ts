import type { CaptchaOptions } from '../contract/options.js';
import type { Provider } from '../contract/vendor.js';
import { toList } from '../providers/provider-checks.js';
import { madeOf, type MadeOf } from '../providers/provider.js';

type Act = (...args: unknown[]) => unknown;
type Members = Record<string, unknown>;
type Original = Provider & { readonly [madeOf]?: MadeOf };

/** A copy whose functions call those that stand in their place in `latest()` by then, or else the ones of before. */
function forwardMembers<T extends object>(members: T, latest: () => unknown): T {
  const forwarded = { ...members } as Members;
  for (const [key, before] of Object.entries(forwarded)) {
    const now = () => (Object(latest()) as Members)[key];
    if (typeof before === 'function')
      forwarded[key] = (...args: unknown[]) => {
        const act = now();
        return ((typeof act === 'function' ? act : before) as Act)(...args);
      };
    // The only ones with members that are functions.
    if (key === 'vendorOptions' && before) forwarded[key] = forwardMembers(before, now);
  }
  return forwarded as T;
}

/**
 * The same options, but for their functions: they call those of the options that `latest()` gives at the time of the
 * call, so that what is made once goes on calling what the page's last render meant. Each provider is made anew of such
 * options.
 */
export function forwardFunctions<Options extends CaptchaOptions>(latest: () => Options): Options {
  const providersOf = (options: Options): readonly Original[] => toList<Original>(options.providers);
  const forwardProvider = (provider: Original): Provider => {
    const { [madeOf]: origin, id } = Object(provider) as Original;
    // One of another copy of this library keeps its options to itself.
    if (!origin) return provider;
    /** None while a check goes on with a provider that has left the list. */
    const latestOptions = () => {
      const now = providersOf(latest()).find((other) => (Object(other) as Original).id === id);
      return now && now[madeOf] && now[madeOf].options;
    };
    return origin.make(forwardMembers(origin.options, latestOptions) as never);
  };
  const options = latest();
  return { ...forwardMembers(options, latest), providers: providersOf(options).map(forwardProvider) };
}
