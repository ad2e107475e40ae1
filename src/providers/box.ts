import { pageState } from '../page-owner.js';
import type { Setting } from './provider.js';
import type { Lifetime } from '../lifetime.js';

/** A fresh box in the page's element, or out of sight where there is none. It goes with the challenge. */
export function createBox({ element, life }: Pick<Setting, 'element'> & { life: Lifetime }): HTMLElement {
  return append(element, document.createElement('div'), life);
}

/** Puts a node of ours out of sight, yet rendered: `display:none` breaks some vendor builds. */
export function append<E extends HTMLElement>(parent: HTMLElement | null, node: E, life: Lifetime): E {
  node.id = `captcha-failover-${++pageState().nodes}`;
  if (!parent) {
    node.style.cssText = 'position:fixed;left:-9999px;top:0';
    node.setAttribute('aria-hidden', 'true');
  }
  (parent || document.body).appendChild(node);
  life.defer(() => node.remove());
  return node;
}

/** Calls a method of the vendor's that tears down; what it throws then concerns nobody. */
export function letGo<K extends string>(instance: Partial<Record<K, () => void>>, method: K): void {
  try {
    const act = instance[method];
    if (act) act.call(instance);
  } catch {
    // The vendor's state is gone already.
  }
}
