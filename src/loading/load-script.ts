import { backoffDelay } from '../backoff.js';
import type { CaptchaError } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { pageState, type Callable } from '../page/page-state.js';
import { isBlocked, isRefusedTypes, recordViolations } from './csp-violations.js';
import { pendingTag } from './pending-tag.js';
import { awaitTag } from './await-tag.js';
import { TypesRefusal } from './script-sink.js';
import { usableGlobal, type ScriptSource } from './script-source.js';
import { requestTag } from './script-tags.js';
import { mayTryAgain } from './try-again.js';

export interface LoadTerms {
  /** Further attempts after the first. */
  limit: number;
  /** For one attempt, in ms. */
  timeout: number;
  nonce: string | undefined;
}

const pause = { firstMs: 250, factor: 2, capMs: 2000 };
const lookEveryMs = 100;

export interface ScriptLoad {
  source: ScriptSource;
  terms: LoadTerms;
  /** Whose end ends the load too: then `finish` is not called. */
  life: Lifetime;
  tell(event: CaptchaEventBody): void;
  createError(code: CaptchaErrorCode, cause?: unknown): CaptchaError;
  /** Gets the global, or why there is none. */
  finish(result: Callable | CaptchaError): void;
}

/**
 * Gets a vendor's script into the page. Success is the usable global, never the `load` event: that also fires for a
 * script that throws, is empty or, in WebKit, HTML. A removed tag still runs, so every tag is listened to until it
 * answers, and the first usable global wins.
 */
export function loadScript({ source, terms, life: parent, tell, createError, finish }: ScriptLoad): void {
  const { urls, globalName } = source;
  const { limit, timeout, nonce } = terms;
  const life = createLifetime(parent);
  const tried = new Set<Element>();
  let attempts = 0;
  let timeouts = 0;

  const succeed = () => {
    const found = !life.over && usableGlobal(source);
    if (!found) return false;
    life.end();
    tell({ type: 'loaded' });
    finish(found);
    return true;
  };

  const failed = (code: CaptchaErrorCode, cause?: unknown) => {
    const offline = code === 'script_network' && !navigator.onLine;
    const error = createError(offline ? 'offline' : code, cause);
    // Not the vendor's fault: this attempt does not count.
    if (offline) attempts--;
    if (code === 'script_timeout') timeouts++;
    let retryInMs: number | 'online' | null = null;
    if (offline) retryInMs = 'online';
    else if (mayTryAgain(code, { attempts, timeouts }, source, limit))
      retryInMs = backoffDelay(pause, attempts, (1 + Math.random()) / 2);
    tell({ type: 'attempt_failed', error, retryInMs });
    if (retryInMs === 'online') {
      const wait = createLifetime(life);
      wait.listen(window, 'online', () => {
        wait.end();
        attempt();
      });
    } else if (retryInMs !== null) life.soon(attempt, retryInMs);
    else {
      life.end();
      finish(error);
    }
  };

  const attempt = () => {
    if (succeed()) return;
    const address = urls[attempts % urls.length] as string;
    attempts++;
    let tag: HTMLScriptElement | 'script_timeout' | 'script_empty';
    try {
      const url = new URL(address, document.baseURI);
      const { href } = url;
      tell({ type: 'attempt', url: href, attempt: attempts });
      if (life.over) return;
      tag = pendingTag(href, tried) || requestTag(url, source, nonce);
      pageState().asked.add(href);
    } catch (cause) {
      if (cause instanceof TypesRefusal) failed('trusted_types_refused', cause.cause);
      else failed('script_network', cause);
      return;
    }
    if (typeof tag === 'string') {
      failed(tag);
      return;
    }
    const { src } = tag;
    tried.add(tag);
    awaitTag(tag, {
      life,
      timeout,
      answered() {
        if (life.over) tell({ type: 'late', what: 'script' });
        return life.over || succeed();
      },
      failed(answer) {
        if (answer === 'none') failed('script_timeout');
        else if (answer === 'error') failed(isBlocked(src) ? 'csp_blocked' : 'script_network');
        else if (isRefusedTypes(src)) failed('trusted_types_refused');
        else failed(globalName in window ? 'script_invalid' : 'script_empty');
      },
    });
  };

  recordViolations(life);
  life.every(lookEveryMs, succeed);
  attempt();
}
