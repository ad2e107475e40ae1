import { pageState } from '../page/page-state.js';
import { mayRun } from './runnable-tag.js';
import { createScriptTag } from './script-sink.js';
import type { ScriptSource } from './script-source.js';

/** Six hung requests to one origin block the seventh in all engines, also when their tags are removed. */
const maxUnanswered = 4;

/** Calls `act` at each answer of a tag; it may come long after the tag was removed. */
export function onAnswer(tag: Element, act: (answer: 'load' | 'error') => void): void {
  for (const answer of ['load', 'error'] as const) tag.addEventListener(answer, () => act(answer));
}

/**
 * Puts a tag into the page. Where none can answer, it gives why: too many to its origin are unanswered, or another script
 * of the page, as consent tools do it, has made the tag one that never runs.
 *
 * @throws TypesRefusal, or whatever another script of the page makes this throw
 */
export function requestTag(
  url: URL,
  { tagId }: Pick<ScriptSource, 'tagId'>,
  nonce?: string,
  isFresh?: boolean,
): HTMLScriptElement | 'script_timeout' | 'script_empty' {
  const { waiting, unanswered, asked } = pageState();
  const open = (unanswered[url.origin] ||= new Set());
  if (open.size >= maxUnanswered) return 'script_timeout';
  // Chromium makes no new request for a URL while the first one hangs.
  if (isFresh || asked.has(url.href)) url.searchParams.set('cf', Date.now().toString(36));
  const tag = createScriptTag(url.href, nonce);
  if (tagId && !document.getElementById(tagId)) tag.id = tagId;
  // Tencent's script takes the first tag that looks like its own, which Aliyun's does (docs/vendors/tencent.md,
  // T-API-HOST-FROM-TAG).
  document.head.insertBefore(tag, tagId ? document.head.firstChild : null);
  if (!mayRun(tag)) {
    tag.remove();
    return 'script_empty';
  }
  open.add(tag);
  waiting.set(tag, 0);
  onAnswer(tag, () => {
    waiting.delete(tag);
    open.delete(tag);
  });
  return tag;
}

/**
 * Waits for a tag, together with whoever else does. The last to leave takes a tag of ours away when it has not answered
 * or gave nothing. A tag of the page's own stays, and is waited for no more when it gave nothing.
 *
 * @returns the way to leave
 */
export function joinTag(tag: Element): (gaveNothing: boolean) => void {
  const { waiting, dead } = pageState();
  const ours = waiting.has(tag);
  if (ours) waiting.set(tag, (waiting.get(tag) || 0) + 1);
  return (gaveNothing) => {
    const others = (waiting.get(tag) || 1) - 1;
    if (others) waiting.set(tag, others);
    else if (ours) {
      const isPending = waiting.delete(tag);
      if (isPending || gaveNothing) tag.remove();
    } else if (gaveNothing) dead.add(tag);
  };
}
