import { hasArea, isInSight, isReachable } from '../page/on-screen.js';
import type { ChallengeNodes } from '../providers/provider.js';

/**
 * What a look at a challenge found: something that a user can act on, something in sight that may be a challenge, or
 * neither.
 */
export type Finding = 'reachable' | 'unconfirmed' | 'nothing';

export function lookAt({ usable, any }: ChallengeNodes): Finding {
  if (usable.some(isReachable)) return 'reachable';
  return any.some(isInSight) ? 'unconfirmed' : 'nothing';
}

/** The nodes that are not in the vendor's box, where only what opens the challenge is. */
export function outside(box: Element | undefined, { usable, any }: ChallengeNodes): ChallengeNodes {
  const isOutside = (node: Element) => !box || !box.contains(node);
  return { usable: usable.filter(isOutside), any: any.filter(isOutside) };
}

/** How many looks the vendor's nodes may be gone before their challenge is: results can come after they went. */
const mostLooksGone = 30;

/** Tells, look by look, whether nodes that were there once have gone for good. */
export function watchForVanishing(): (nodes: ChallengeNodes) => boolean {
  let wasSeen = false;
  let looksGone = 0;
  return ({ any }) => {
    const isSeen = any.some((node) => hasArea(node));
    wasSeen ||= isSeen;
    looksGone = isSeen ? 0 : looksGone + 1;
    return wasSeen && looksGone > mostLooksGone;
  };
}
