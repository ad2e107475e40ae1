import { warn } from '../contract/warn.js';
import type { Lifetime } from '../page/lifetime.js';
import type { SessionOptions } from '../session/session-options.js';

/** Those that live, by their providers. */
const alive = new Map<string, number>();

/** Warns of a popup captcha beside another of the same providers: one serves any number of forms and buttons. */
export function warnOfTwins({ providers, element }: SessionOptions, life: Lifetime): void {
  // A challenge in a box of its own may stand beside others.
  if (element) return;
  const key = providers.map(({ vendor, id }) => `${vendor} ${id}`).join();
  const others = alive.get(key) ?? 0;
  alive.set(key, others + 1);
  life.defer(() => void alive.set(key, (alive.get(key) ?? 1) - 1));
  if (others)
    warn(
      'several_captchas',
      'Two captchas of this page have the same providers. Make one, and give it to every protectForm() or verify() of the page: only one challenge can be up at a time.',
    );
}
