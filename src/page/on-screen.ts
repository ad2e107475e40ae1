/** Whether an element takes at least this much room, in px. */
export function hasArea(element: Element, width = 1, height = 1): boolean {
  const box = element.getBoundingClientRect();
  return box.width >= width && box.height >= height;
}

/** Whether an element could be a challenge that a user sees: of that size, in the viewport, not transparent. */
export function isInSight(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { opacity, visibility } = getComputedStyle(element);
  const inViewport = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  return hasArea(element, 150, 40) && inViewport && opacity !== '0' && visibility === 'visible';
}

/**
 * Whether a pointer can reach an element: hit-testing at its centre finds it or something in it. What lies outside the
 * viewport can be scrolled to, unless it is fixed there.
 */
export function isReachable(element: Element): boolean {
  if (!hasArea(element)) return false;
  const { left, top, width, height } = element.getBoundingClientRect();
  const root = element.getRootNode() as Document | ShadowRoot;
  const hit = root.elementFromPoint(left + width / 2, top + height / 2);
  if (hit) return element.contains(hit);
  for (let node: Element | null = element; node; node = node.parentElement) {
    if (getComputedStyle(node).position === 'fixed') return false;
  }
  return getComputedStyle(element).visibility === 'visible';
}
