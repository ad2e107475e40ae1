import type { CaptchaEventBody } from '../contract/events.js';
import type { CaptchaStatus } from '../contract/options.js';
import type { Provider } from '../contract/vendor.js';
import { callPage } from '../page/page-callback.js';
import type { SessionOptions } from '../session/session-options.js';

/** What the page is told of its captcha, and asks it. Nothing is told once the status is `destroyed`. */
export interface Announcements {
  readonly status: () => CaptchaStatus;
  /** Tells the listeners, where the status is another one now. */
  setStatus(next: CaptchaStatus): void;
  subscribe(listener: (status: CaptchaStatus) => void): () => void;
  tell(provider: Provider | null, body: CaptchaEventBody): void;
}

/** Faults that the page's owner can mend. */
const ownFaults: readonly string[] = ['configuration', 'account', 'page'];

export function announceTo({ onEvent, onError }: Pick<SessionOptions, 'onEvent' | 'onError'>): Announcements {
  const listeners = new Set<(status: CaptchaStatus) => void>();
  const written = new Set<string>();
  let status: CaptchaStatus = 'idle';
  const isDestroyed = () => status === 'destroyed';

  return {
    status: () => status,
    setStatus(next) {
      if (status === next || isDestroyed()) return;
      status = next;
      listeners.forEach((listener) => callPage(listener, next));
      if (isDestroyed()) listeners.clear();
    },
    subscribe(listener) {
      // Each subscription is one of its own, also of the same function.
      const own = (next: CaptchaStatus) => listener(next);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    tell(provider, body) {
      if (isDestroyed()) return;
      callPage(onEvent, {
        at: performance.now(),
        provider: provider && { vendor: provider.vendor, id: provider.id },
        ...body,
      });
      // What it was told may have made the page destroy its captcha.
      if (body.type !== 'provider_failed' || isDestroyed()) return;
      const { error } = body;
      if (onError) callPage(onError, error);
      else if (ownFaults.includes(error.category) && !written.has(error.code)) {
        written.add(error.code);
        console.error(error);
      }
    },
  };
}
