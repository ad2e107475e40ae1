/** Whether an element takes at least this much room, in px. */
export function hasArea(element: Element, width = 1, height = 1): boolean {
  const box = element.getBoundingClientRect();
  return box.width >= width && box.height >= height;
}

/** Whether an element is laid out where a user sees it: in the viewport, and not transparent. */
export function isInSight(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const { opacity, visibility } = getComputedStyle(element);
  const inViewport = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  return hasArea(element) && inViewport && opacity !== '0' && visibility === 'visible';
}

/** An element and all that it lies in, across shadow roots. */
function lineOf(element: Element): Element[] {
  const line: Element[] = [];
  for (let node: Node | null | undefined = element; node; node = node.parentNode || (node as Partial<ShadowRoot>).host)
    if (node.nodeType === 1) line.push(node as Element);
  return line;
}

/** Whether the whole page but some other element is out of reach: a dialog opened by `showModal()`, or full screen. */
function isUnderModal(line: readonly Element[]): boolean {
  try {
    const modals = [...document.querySelectorAll(':modal')];
    return !!modals[0] && !modals.some((modal) => line.includes(modal));
  } catch {
    // The browser does not know the selector.
    return false;
  }
}

/** Whether it is plain that no pointer reaches an element and whatever may be drawn in it, wherever one tries. */
export function isForbidden(element: Element): boolean {
  const line = lineOf(element);
  const isInert = line.some((node) => node.hasAttribute('inert'));
  return isInert || getComputedStyle(element).pointerEvents === 'none' || isUnderModal(line);
}

/** Where hit-testing tries, in parts of width and height: the middle alone may lie under a bar of the page. */
const tries = [0.5, 0.1, 0.9];

/** What hit-testing finds at several points of an element; null outside the viewport. */
function hitsOf(element: Element): (Element | null)[] {
  const { left, top, width, height } = element.getBoundingClientRect();
  const root = element.getRootNode() as Document | ShadowRoot;
  const hits: (Element | null)[] = [];
  for (const across of tries) {
    for (const down of tries) {
      const point = [left + width * across, top + height * down] as const;
      // Firefox's shadow roots do not tell of what lies over them.
      hits.push(root.elementFromPoint(...point) || document.elementFromPoint(...point));
    }
  }
  return hits;
}

/**
 * Whether hit-testing reaches something in an element that is neither the element itself, nor a wrapper that fills
 * it, nor a frame, of which nobody can tell what is in it.
 */
export function hasContent(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return hitsOf(element).some(
    (hit) => hit && element.contains(hit) && hit.tagName !== 'IFRAME' && !hasArea(hit, width * 0.9, height * 0.9),
  );
}

/**
 * Whether a pointer can reach an element: hit-testing finds it or something in it, at one of several points. What lies
 * outside the viewport can be scrolled to, unless it is fixed there.
 */
export function isReachable(element: Element): boolean {
  if (!hasArea(element)) return false;
  const hits = hitsOf(element);
  if (hits.some((hit) => element.contains(hit))) return true;
  const isFixed = (node: Element) => getComputedStyle(node).position === 'fixed';
  return (
    hits.includes(null) &&
    getComputedStyle(element).visibility === 'visible' &&
    !lineOf(element).some(isFixed) &&
    !isForbidden(element)
  );
}
