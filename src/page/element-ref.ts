import type { ElementRef } from '../contract/options.js';
import { callPage } from './page-callback.js';

/** An element of this document, of whichever realm its class is. */
export function isPageElement(value: unknown): value is HTMLElement {
  const node = value as Partial<HTMLElement> | null;
  return (
    !!node &&
    node.nodeType === 1 &&
    node.ownerDocument === document &&
    node.namespaceURI === document.documentElement.namespaceURI
  );
}

/** The element that a reference stands for now, if it is in the document. */
export function resolveElement(reference: ElementRef | undefined): HTMLElement | null {
  const found =
    typeof reference === 'string'
      ? document.querySelector(reference)
      : typeof reference === 'function'
        ? callPage(reference)
        : reference;
  return isPageElement(found) && found.isConnected ? found : null;
}
