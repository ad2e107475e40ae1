import { hasArea } from '../page/on-screen.js';

/** Runs code of the vendor that tears its own things down. Nobody is left who could do anything about what it throws. */
export function ignoreErrors(act: () => void): void {
  try {
    act();
  } catch {
    // The vendor had torn them down already.
  }
}

const named = (node: Element, words: RegExp) => words.test(`${node.id} ${node.className}`);

/** Without what is no challenge: masks, and loading boxes, also in a window of their own (docs/vendors/tencent.md, T-LOADING-BOX). */
export function withoutLoading(nodes: readonly Element[]): Element[] {
  const isLoading = (node: Element) => named(node, /loading/i) && hasArea(node);
  return nodes.filter((node) => !named(node, /mask/i) && ![node, ...node.querySelectorAll('*')].some(isLoading));
}
