import type { Lifetime } from '../page/lifetime.js';
import { hasArea } from '../page/on-screen.js';
import { pageState } from '../page/page-state.js';

/**
 * Puts a node of ours into the page's element, or, without one, out of sight yet rendered: `display:none` breaks some
 * vendor builds. It goes with the challenge.
 */
export function insertNode<T extends 'div' | 'button'>(
  tag: T,
  parent: HTMLElement | null,
  life: Lifetime,
): HTMLElementTagNameMap[T] {
  const node = document.createElement(tag);
  node.id = `captcha-failover-${++pageState().nodes}`;
  if (!parent) {
    node.style.cssText = 'position:fixed;left:-9999px';
    node.setAttribute('aria-hidden', 'true');
  }
  (parent || document.body).appendChild(node);
  life.defer(() => node.remove());
  return node;
}

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
