import { CaptchaError } from '../contract/errors.js';
import { loadScript } from '../loading/load-script.js';
import { usableGlobal, type ScriptSource } from '../loading/script-source.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { Callable } from '../page/page-state.js';

/** The vendor's script, for all that wait for it in a page. */
export interface VendorScript {
  /** The vendor's function, if it is there. */
  found(): Callable | undefined;
  /**
   * Calls `done` once, at once where the function is there. Attempts that had begun before and fail are followed by
   * fresh ones: what failed while the page loaded says little of now.
   */
  want(life: Lifetime, done: (result: Callable | CaptchaError) => void): void;
  /**
   * The same for somebody who can wait: the script is fetched when the page has loaded. Before that it would hold the
   * page's `load` event back for as long as it hangs, and many pages bind their button in that.
   */
  wantAhead(done: (result: Callable | CaptchaError) => void): void;
}

/** Several attempts, in the order in which they are made. */
interface Attempts {
  readonly waiting: Set<(result: Callable | CaptchaError) => void>;
  result?: Callable | CaptchaError;
}

const furtherAttempts = 2;
const attemptMs = 5000;

/** @param deadline of whoever waits, in ms: one attempt takes half of it at most */
export function createVendorScript(source: ScriptSource, deadline: number): VendorScript {
  let running: Attempts | undefined;

  const begin = (): Attempts => {
    const attempts: Attempts = { waiting: new Set() };
    running = attempts;
    loadScript({
      source,
      terms: { limit: furtherAttempts, timeout: Math.min(attemptMs, deadline / 2), nonce: undefined },
      // The page's own.
      life: createLifetime(),
      tell() {},
      createError: (code, cause) => new CaptchaError(code, { cause }),
      finish(result) {
        running = undefined;
        attempts.result = result;
        for (const hear of attempts.waiting) hear(result);
      },
    });
    return attempts;
  };

  const found = () => usableGlobal(source);

  const script: VendorScript = {
    found,
    want(life, done) {
      const join = (isAgain: boolean) => {
        const isFresh = isAgain || !running;
        const hear = (result: Callable | CaptchaError) => {
          if (life.over) return;
          if (typeof result === 'function' || isFresh) done(result);
          else join(true);
        };
        const { waiting, result } = running || begin();
        if (result) hear(result);
        else {
          waiting.add(hear);
          life.defer(() => waiting.delete(hear));
        }
      };
      const there = found();
      if (there) done(there);
      else join(false);
    },
    wantAhead(done) {
      const fetch = () => script.want(createLifetime(), done);
      if (found() || document.readyState === 'complete') fetch();
      else window.addEventListener('load', fetch, { once: true });
    },
  };
  return script;
}
