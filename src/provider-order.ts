import type { Provider } from './options.js';
import { pageState } from './page-owner.js';

const storageKey = 'captcha-failover.failed';
const memoryMs = 60000;

/** When each provider last failed, in ms since 1970. Storage may be blocked, full or somebody else's: memory then. */
function failureTimes(): Record<string, number> {
  const { failedAt } = pageState();
  try {
    return { ...(JSON.parse(sessionStorage.getItem(storageKey) || '{}') as Record<string, number>), ...failedAt };
  } catch {
    return failedAt;
  }
}

const keyOf = ({ vendor, id }: Provider) => `${vendor}:${id}`;

/** The order in which providers are tried: as configured, but those that failed in the last minute come last. */
export function orderProviders<P extends Provider>(providers: readonly P[], now = Date.now()): P[] {
  const failed = failureTimes();
  // Also when the wall clock was set back since: a failure in the future is none.
  const failedLately = (provider: P) => Math.abs(now - Number(failed[keyOf(provider)])) < memoryMs;
  return [...providers.filter((provider) => !failedLately(provider)), ...providers.filter(failedLately)];
}

/** Remembers that a provider failed just now, or, with `at` 0, that it works. */
export function rememberFailure(provider: Provider, at = Date.now()): void {
  const { failedAt } = pageState();
  failedAt[keyOf(provider)] = at;
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(failureTimes()));
  } catch {
    // Blocked or full: this page still knows.
  }
}
