/** happy-dom has no layout: what a test gives no size takes no room. */
const boxes = new WeakMap<Element, DOMRect>();

export function setSize<E extends HTMLElement>(element: E, width: number, height: number, left = 0, top = 0): E {
  boxes.set(element, new DOMRect(left, top, width, height));
  // What every browser computes, and happy-dom does not.
  element.style.visibility = 'visible';
  return element;
}

/** Sizes count for connected elements only; what is given no place lies at the top left, and nothing covers another. */
export function stubLayout(): void {
  Element.prototype.getBoundingClientRect = function (this: Element) {
    return (this.isConnected && boxes.get(this)) || new DOMRect();
  };
}
