import { hasArea, isForbidden, isInSight, isReachable } from '../page/on-screen.js';
import type { ChallengeNodes } from '../providers/provider.js';

/**
 * What a look at a challenge found, from nothing to what a user can act on:
 *
 * - `blank`: a box of the vendor's that holds no challenge as yet
 * - `forbidden`: a challenge that plainly nobody can reach, because of the page
 * - `covered`: a challenge that something else of the page lies over
 */
export type Finding = 'nothing' | 'blank' | 'forbidden' | 'covered' | 'reachable';

/** Anything smaller may be a tip, or a node that the vendor's script only works with. */
const isLarge = (node: Element) => isInSight(node) && hasArea(node, 150, 40);

export function lookAt({ usable, any }: ChallengeNodes): Finding {
  if (usable.some(isReachable)) return 'reachable';
  const there = usable.filter(isInSight);
  if (there[0]) return there.every(isForbidden) ? 'forbidden' : 'covered';
  return any.some(isLarge) ? 'blank' : 'nothing';
}

/** Whether something is there that is worth a longer wait: it may be uncovered yet. */
export function isWorthWaiting({ usable }: ChallengeNodes): boolean {
  return usable.some((node) => isLarge(node) && !isForbidden(node));
}

/** The nodes that are not in the vendor's box, where only what opens the challenge is. */
export function outside(box: Element | undefined, { usable, any }: ChallengeNodes): ChallengeNodes {
  const isOutside = (node: Element) => !box || !box.contains(node);
  return { usable: usable.filter(isOutside), any: any.filter(isOutside) };
}

/** How many looks the vendor's nodes may be gone before their challenge is: results can come after they went. */
const mostLooksGone = 3;

/**
 * Tells, look by look, one a second, whether nodes that were there once have gone for good; or whether they have gone
 * by now, for somebody who will not wait.
 */
export function watchForVanishing(): (nodes: ChallengeNodes, isUrgent?: boolean) => boolean {
  let wasSeen = false;
  let looksGone = 0;
  return ({ any }, isUrgent) => {
    const isSeen = any.some((node) => hasArea(node));
    wasSeen ||= isSeen;
    looksGone = isSeen ? 0 : looksGone + 1;
    return wasSeen && looksGone > (isUrgent ? 0 : mostLooksGone);
  };
}
