import { findBody } from '../page/body.js';
import { createLifetime, type Lifetime } from '../page/lifetime.js';
import { pageState } from '../page/page-state.js';

/** Nodes of ours that a vendor's script works on. */
export interface CallNodes {
  /** Puts a node into the page's element, or, without one, out of sight. */
  insert<T extends 'div' | 'button'>(tag: T, parent: HTMLElement | null): HTMLElementTagNameMap[T];
  /** The vendor's script is at work on them. */
  callBegan(): void;
  callEnded(): void;
}

/** How long a call that nobody waits for any more may keep its nodes, in ms. */
const mostMs = 12000;

/** Yet rendered: `display:none` breaks some vendor builds (docs/vendors/aliyun.md, A-TRIGGER-HIDDEN). */
function putOutOfSight(node: HTMLElement): void {
  node.style.cssText = 'position:fixed;left:-9999px';
  node.setAttribute('aria-hidden', 'true');
  document.body.appendChild(node);
}

/**
 * The nodes go at the end of `life`. Under a call in flight they are only put out of sight then, and go when it has
 * ended or its time is up: the vendor's script throws when it finds them gone (docs/vendors/aliyun.md, A-INIT-CRASH).
 */
export function createCallNodes(life: Lifetime): CallNodes {
  const nodes: HTMLElement[] = [];
  const nodesLife = createLifetime();
  let isInFlight = false;

  life.defer(() => {
    if (!isInFlight || !nodes.length) nodesLife.end();
    else {
      // On the body, for the page may take its own element away now.
      if (findBody()) nodes.forEach(putOutOfSight);
      nodesLife.soon(nodesLife.end, mostMs);
    }
  });

  return {
    insert(tag, parent) {
      const node = document.createElement(tag);
      node.id = `captcha-failover-${++pageState().nodes}`;
      if (parent) parent.appendChild(node);
      else putOutOfSight(node);
      nodes.push(node);
      nodesLife.defer(() => node.remove());
      return node;
    },
    callBegan() {
      isInFlight = true;
    },
    callEnded() {
      // In a task of its own, when the vendor's is over.
      if (isInFlight && life.over) nodesLife.soon(nodesLife.end);
      isInFlight = false;
    },
  };
}
