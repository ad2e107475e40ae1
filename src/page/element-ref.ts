import type { ElementRef } from '../contract/options.js';
import { callPage } from './page-callback.js';

/** An element of this document, of whichever realm its class is. */
export function isPageElement(value: unknown): value is HTMLElement {
  const node = value as Partial<HTMLElement> | null;
  // In a micro front end `document` may be a proxy, which no node's `ownerDocument` is; but its root is the real one.
  const { ownerDocument, namespaceURI } = document.documentElement;
  return !!node && node.nodeType === 1 && node.ownerDocument === ownerDocument && node.namespaceURI === namespaceURI;
}

/**
 * The elements that a reference stands for now: all that a selector finds, or the one that is given.
 *
 * @throws SyntaxError for a selector that is none
 */
export function findElements(reference: ElementRef | undefined): HTMLElement[] {
  const found: unknown[] =
    typeof reference === 'string'
      ? [...document.querySelectorAll(reference)]
      : [typeof reference === 'function' ? callPage(reference) : reference];
  return found.filter(isPageElement);
}

/** The first of them that is in the document. */
export function resolveElement(reference: ElementRef | undefined): HTMLElement | null {
  return findElements(reference).find((element) => element.isConnected) || null;
}
