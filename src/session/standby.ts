import { fetchStandby } from '../loading/fetch-standby.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { VendorProvider } from '../providers/provider.js';

export interface StandbyTerms {
  /** Of the session. */
  readonly life: Lifetime;
  readonly nonce: string | undefined;
  tell(provider: VendorProvider, body: CaptchaEventBody): void;
}

/** The script of one provider, fetched while another has its turn. */
export interface Standby {
  /** Fetches it, unless it is being fetched; resolves when it came by network, which may be never. */
  fetch(provider: VendorProvider | undefined): Promise<void>;
  /** This provider's own load waits for its tag from now on, or has what came of it. */
  turnBegan(provider: VendorProvider): void;
}

export function createStandby({ life, nonce, tell }: StandbyTerms): Standby {
  let fetched: { provider: VendorProvider; life: Lifetime; arrival: Promise<void> } | undefined;
  return {
    fetch(provider) {
      if (!provider) return new Promise(() => {});
      if (!fetched || fetched.provider !== provider || fetched.life.over) {
        const own = createLifetime(life);
        const arrival = new Promise<void>((arrived) =>
          fetchStandby({ source: provider.script, nonce, life: own, tell: (body) => tell(provider, body), arrived }),
        );
        fetched = { provider, life: own, arrival };
      }
      return fetched.arrival;
    },
    turnBegan(provider) {
      if (fetched && fetched.provider === provider) fetched.life.end();
    },
  };
}
