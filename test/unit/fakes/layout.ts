/** happy-dom has no layout: what a test gives no size takes no room. */
const sizes = new WeakMap<Element, { width: number; height: number }>();

export function setSize<E extends HTMLElement>(element: E, width: number, height: number): E {
  sizes.set(element, { width, height });
  // What every browser computes, and happy-dom does not.
  element.style.visibility = 'visible';
  return element;
}

/** Sizes count for connected elements only; they all lie at the top left, and nothing covers another. */
export function stubLayout(): void {
  Element.prototype.getBoundingClientRect = function (this: Element) {
    const { width, height } = (this.isConnected && sizes.get(this)) || { width: 0, height: 0 };
    return new DOMRect(0, 0, width, height);
  };
}
