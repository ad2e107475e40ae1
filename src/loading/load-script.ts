import { backoffDelay } from '../backoff.js';
import type { CaptchaError } from '../contract/errors.js';
import type { CaptchaErrorCode } from '../contract/error-codes.js';
import type { CaptchaEventBody } from '../contract/events.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import type { Vendor } from '../contract/vendor.js';
import { pageState, type Callable } from '../page/page-state.js';
import { watchViolations } from './csp-violations.js';
import { createScriptTag, TypesRefusal } from './script-sink.js';

export interface ScriptSource {
  readonly vendor: Vendor;
  /** Tried in turn. */
  readonly urls: readonly string[];
  readonly globalName: string;
  /** For the tag, when free. */
  readonly tagId?: string;
  /** How many more tags may follow one that timed out. */
  readonly tagsAfterTimeout: number;
}

export interface LoadTerms {
  /** Further attempts after the first. */
  limit: number;
  /** For one attempt, in ms. */
  timeout: number;
  nonce: string | undefined;
}

/** Six hung requests to one origin block the seventh in all engines, also when their tags are removed. */
const maxUnanswered = 4;
const pause = { firstMs: 250, factor: 2, capMs: 2000 };

/** The vendor's function, if the page has it. */
export function usableGlobal({ vendor, globalName }: ScriptSource): Callable | undefined {
  const { globals, ours } = pageState();
  try {
    const found = globals[vendor] || (window as unknown as Record<string, Callable | undefined>)[globalName];
    return typeof found === 'function' && !ours.has(found) ? (globals[vendor] = found) : undefined;
  } catch {
    // Consent tools and sandboxes put a getter there that throws.
    return undefined;
  }
}

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
  const { urls, globalName, tagId } = source;
  const { limit, timeout, nonce } = terms;
  const { waiting, unanswered, dead, asked } = pageState();
  const life = createLifetime(parent);
  const isBlocked = watchViolations(life);
  const tried = new Set<Element>();
  let attempts = 0;
  let timeouts = 0;
  let winner: Element | undefined;

  const succeed = (tag?: Element) => {
    const found = usableGlobal(source);
    if (!found || life.over) return found;
    winner = tag;
    life.end();
    tell({ type: 'loaded' });
    finish(found);
    return found;
  };

  /** A tag for the same file that is still to answer: one of ours, or the page's own. */
  const pendingTag = ({ href }: URL) => {
    const file = (url: string) => url.split(/[?#]/)[0];
    return [...document.scripts].find(
      (tag) =>
        file(tag.src) === file(href) &&
        !tried.has(tag) &&
        !dead.has(tag) &&
        // Once the page is complete, a tag of its own with a finished request has run and left nothing.
        (waiting.has(tag) || document.readyState !== 'complete' || !performance.getEntriesByName(tag.src).length),
    );
  };

  const insertTag = (url: URL) => {
    const { origin, href } = url;
    const open = (unanswered[origin] ||= new Set());
    if (open.size >= maxUnanswered) return undefined;
    // Chromium makes no new request for a URL while the first one hangs.
    if (asked.has(href)) url.searchParams.set('cf', Date.now().toString(36));
    const tag = createScriptTag(url.href, nonce);
    if (tagId && !document.getElementById(tagId)) tag.id = tagId;
    // First: Tencent's script takes the first tag that looks like its own (docs/vendors/tencent.md, T-API-HOST-FROM-TAG).
    document.head.insertBefore(tag, document.head.firstChild);
    open.add(tag);
    waiting.set(tag, 0);
    for (const type of ['load', 'error']) {
      tag.addEventListener(type, () => {
        waiting.delete(tag);
        open.delete(tag);
      });
    }
    return tag;
  };

  const attempt = () => {
    if (succeed()) return;
    const address = urls[attempts++ % urls.length] as string;
    const turn = createLifetime(life);

    const fail = (code: CaptchaErrorCode, cause?: unknown) => {
      if (turn.over) return;
      turn.end();
      const offline = code === 'script_network' && !navigator.onLine;
      const again =
        code === 'csp_blocked'
          ? attempts < urls.length
          : attempts <= limit &&
            code !== 'trusted_types_refused' &&
            (code !== 'script_timeout' || timeouts++ < source.tagsAfterTimeout);
      const retryInMs = again && !offline ? backoffDelay(pause, attempts, (1 + Math.random()) / 2) : null;
      const error = createError(offline ? 'offline' : code, cause);
      tell({ type: 'attempt_failed', error, retryInMs });
      if (offline) {
        // Not the vendor's fault: this attempt does not count.
        attempts--;
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

    let tag: HTMLScriptElement | undefined;
    try {
      const url = new URL(address, document.baseURI);
      const { href } = url;
      tell({ type: 'attempt', url: href, attempt: attempts });
      if (life.over) return;
      tag = pendingTag(url) || insertTag(url);
      asked.add(href);
    } catch (cause) {
      if (cause instanceof TypesRefusal) fail('trusted_types_refused', cause.cause);
      else fail('script_network', cause);
      return;
    }
    const settled = tag;
    if (!settled) {
      fail('script_timeout');
      return;
    }

    tried.add(settled);
    const ours = waiting.has(settled);
    for (const type of ['load', 'error']) {
      settled.addEventListener(type, () => {
        if (life.over) tell({ type: 'late', what: 'script' });
        else if (!succeed(settled)) {
          if (type === 'load') fail(globalName in window ? 'script_invalid' : 'script_empty');
          else fail(isBlocked(settled.src) ? 'csp_blocked' : 'script_network');
        }
      });
    }
    if (ours) waiting.set(settled, (waiting.get(settled) || 0) + 1);
    turn.defer(() => {
      const others = (waiting.get(settled) || 1) - 1;
      if (others) waiting.set(settled, others);
      else if (ours && settled !== winner) {
        waiting.delete(settled);
        settled.remove();
      } else if (!life.over) dead.add(settled);
    });
    turn.after(timeout, () => fail('script_timeout'));
  };

  life.every(100, () => succeed());
  attempt();
}
