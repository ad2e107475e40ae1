/** happy-dom has no layout: what a test gives no size takes no room. */
const boxes = new WeakMap<Element, DOMRect>();

export function setSize<E extends HTMLElement>(element: E, width: number, height: number, left = 0, top = 0): E {
  boxes.set(element, new DOMRect(left, top, width, height));
  // What every browser computes, and happy-dom does not.
  element.style.visibility = 'visible';
  return element;
}

const covers = new Set<Element>();

/** Puts an element over all others that lie where it does. */
export function cover<E extends Element>(element: E): E {
  covers.add(element);
  return element;
}

/**
 * Sizes count for connected elements only; what is given no place lies at the top left, and nothing covers another but
 * by `cover`. Returns the way to take the layout back.
 */
export function stubLayout(): () => void {
  const { getBoundingClientRect } = Element.prototype;
  Element.prototype.getBoundingClientRect = function (this: Element) {
    return (this.isConnected && boxes.get(this)) || new DOMRect();
  };
  document.elementFromPoint = (x, y) =>
    [...covers].find((element) => {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      return left <= x && x < right && top <= y && y < bottom;
    }) ?? null;
  return () => {
    covers.clear();
    Element.prototype.getBoundingClientRect = getBoundingClientRect;
    Reflect.deleteProperty(document, 'elementFromPoint');
  };
}
