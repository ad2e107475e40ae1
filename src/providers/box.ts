import type { Lifetime } from '../lifetime.js';
import { pageState } from '../page-owner.js';

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

/** Runs code of the vendor's that tears down; what it throws then concerns nobody. */
export function letGo(act: () => void): void {
  try {
    act();
  } catch {
    // The vendor's state is gone already.
  }
}

/** Without what is no challenge: masks and loading boxes (docs/vendors/tencent.md, T-LOADING-BOX). */
export function withoutLoading(nodes: readonly Element[]): Element[] {
  return nodes.filter(({ id, className }) => !/mask|load/i.test(`${id} ${className}`));
}
