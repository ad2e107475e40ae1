import type { Provider } from '../contract/vendor.js';
import { pageState } from '../page/page-state.js';

const storageKey = 'captcha-failover.failed';
const memoryMs = 60000;
const keyOf = ({ vendor, id }: Provider) => `${vendor}:${id}`;

/** When each provider last failed, in ms since 1970. Storage may be blocked, full or somebody else's: memory then. */
function failureTimes(): Record<string, number> {
  const { failedAt } = pageState();
  try {
    return { ...(JSON.parse(sessionStorage.getItem(storageKey) as string) as object), ...failedAt };
  } catch {
    return failedAt;
  }
}

/**
 * The order in which providers are tried: as configured, but those that failed in the last minute come last.
 *
 * @param isOverdue whether the script of the first one was preloaded and has not come: then one of another vendor is first
 */
export function orderProviders<P extends Provider>(providers: readonly P[], isOverdue: boolean): P[] {
  const failed = failureTimes();
  // Also when the wall clock was set back since: a failure in the future is none.
  const late = (provider: P) => Number(Math.abs(Date.now() - Number(failed[keyOf(provider)])) < memoryMs);
  const order = [...providers].sort((a, b) => late(a) - late(b));
  const [first] = order;
  const other = isOverdue && first === providers[0] && order.find(({ vendor }) => first && vendor !== first.vendor);
  return other ? [other, ...order.filter((provider) => provider !== other)] : order;
}

/** Remembers that a provider failed just now, or, with `at` 0, that it works. */
export function rememberFailure(provider: Provider, at = Date.now()): void {
  pageState().failedAt[keyOf(provider)] = at;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(failureTimes()));
  } catch {
    // Blocked or full: this page still knows.
  }
}
