import { addScript } from './dom-sinks.js';
import type { Lifetime } from './lifetime.js';
import { page } from './page-globals.js';
import { placeUrl } from './place-url.js';
import { simulation } from './simulation.js';
import { languageOf } from './user-language.js';
import type { PrehandleReply, ShowRequest } from './vendor-contract.js';

const ATTEMPT_MS = 20_000;
const ATTEMPTS = 3;
/** 217 is the rate limit (1014); any other state is a failed request. */
const READY_STATE = 1;
export const RATE_LIMIT_STATE = 217;

/** The configuration by JSONP, three tries of 20 s; undefined when all failed. Replies after the session are dropped. */
export function askPrehandle(
  request: ShowRequest,
  life: Lifetime,
  stale: () => void,
): Promise<PrehandleReply | undefined> {
  return new Promise((resolve) => {
    attempt(1);

    function attempt(n: number): void {
      let over = false;
      const callback = `_aq_${Math.floor(Math.random() * 1_000_000)}`;
      page[callback] = (reply: PrehandleReply) => {
        if (reply.state === READY_STATE || reply.state === RATE_LIMIT_STATE) settle(reply);
        else failed();
      };
      const script = addScript(prehandleUrl(request, callback), () => failed());
      const timer = setTimeout(() => expired(), simulation.vendorMs(ATTEMPT_MS));
      life.onEnd(() => clearTimeout(timer));
      life.onEnd(leave);

      function settle(reply: PrehandleReply): void {
        if (over) return;
        clearTimeout(timer);
        leave();
        if (!life.isOver()) resolve(reply);
      }

      function failed(): void {
        if (over) return;
        leave();
        // The timer of the failed attempt runs on: it may end the challenge of a later one.
        if (!simulation.has('stale-config-timer')) clearTimeout(timer);
        retry();
      }

      function expired(): void {
        if (over) {
          stale();
          return;
        }
        leave();
        retry();
      }

      function retry(): void {
        if (life.isOver()) return;
        if (n < ATTEMPTS) attempt(n + 1);
        else resolve(undefined);
      }

      /** The callback stays as a stub, so that a reply after all does not throw. */
      function leave(): void {
        over = true;
        page[callback] = () => undefined;
        script.remove();
      }
    }
  });
}

function prehandleUrl({ apiHost, appid, options }: ShowRequest, callback: string): string {
  return placeUrl('config', apiHost, '/cap_union_prehandle', {
    aid: appid,
    callback,
    lang: languageOf(options.userLanguage),
    clientype: '2',
    ...(options.aidEncrypted ? { aidEncrypted: options.aidEncrypted } : {}),
  });
}
