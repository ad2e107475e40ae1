import type { CaptchaEventBody } from '../contract/events.js';
import type { Lifetime } from '../page/lifetime.js';
import { pageState } from '../page/page-state.js';
import { pendingTag } from './pending-tag.js';
import { usableGlobal, type ScriptSource } from './script-source.js';
import { joinTag, onAnswer, requestTag } from './script-tags.js';

export interface StandbyFetch {
  /** Of a provider of another vendor than the one whose turn it is. */
  source: ScriptSource;
  nonce: string | undefined;
  /** Its end takes the tag away while that is pending and nobody else waits for it. */
  life: Lifetime;
  /** Hears the attempt, marked as `standby`, and an answer after the end of `life`. */
  tell(event: CaptchaEventBody): void;
  /** Called at most once: the script came by network, just now, and its function is there. */
  arrived(): void;
}

/**
 * Fetches a vendor's script while another vendor has its turn, once and without a time limit of its own. It claims no
 * site and writes nothing that the vendor's script reads. The URL is a new one: what a cache has, or what stands in the
 * page, says nothing about the network. For that reason nothing is fetched, and `arrived` is not called, where the
 * function is there already; a second copy of a script would throw, or replace the first in mid-session. A fetch that
 * fails says nothing either; the provider's own turn will say why.
 *
 * For the session: call it for the provider whose turn is next, with a lifetime of its own within the session's, and end
 * that once this provider's `loadScript` has begun, not before. `loadScript` takes what has arrived without any
 * attempt, and waits for a tag that is pending instead of inserting another. Where no turn follows, the end of the
 * session cleans up. A script that has arrived stays, for later sessions.
 */
export function fetchStandby({ source, nonce, life, tell, arrived }: StandbyFetch): void {
  const { urls, vendor, site } = source;
  if (usableGlobal(source)) return;
  let tag: ReturnType<typeof requestTag>;
  try {
    tag = requestTag(new URL(urls[0] as string, document.baseURI), source, nonce, true);
  } catch {
    // The page's policy or another script of the page refuses the tag.
    return;
  }
  if (typeof tag === 'string') return;
  const leave = joinTag(tag);
  life.defer(() => leave(false));
  onAnswer(tag, () => {
    if (life.over) tell({ type: 'late', what: 'script' });
    else if (usableGlobal(source)) {
      pageState().fetched[vendor] = site;
      arrived();
    } else leave(true);
  });
  tell({ type: 'attempt', url: tag.src, attempt: 1, standby: true });
}

/**
 * Keeps the tags of a script that are pending, and so the chance that it comes after all, while another vendor has its
 * turn.
 */
export function keepPending({ urls }: ScriptSource, life: Lifetime): void {
  for (const url of urls) {
    const tag = pendingTag(new URL(url, document.baseURI).href, new Set());
    const leave = tag && joinTag(tag);
    if (leave) life.defer(() => leave(false));
  }
}
