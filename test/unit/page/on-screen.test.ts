import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hasContent, isForbidden, isInSight, isReachable } from '../../../src/page/on-screen.js';
import { cover, setSize, stubLayout } from '../fakes/layout.js';

let restoreLayout = () => {};
beforeEach(() => (restoreLayout = stubLayout()));
afterEach(() => {
  restoreLayout();
  document.body.replaceChildren();
  document.body.removeAttribute('inert');
  document.body.removeAttribute('style');
});

function add(width: number, height: number, left = 0, top = 0, parent: Node = document.body): HTMLElement {
  const node = document.createElement('div');
  parent.appendChild(setSize(node, width, height, left, top));
  return node;
}

/** What a user sees of a page's fixed bar: all of its width, so far down. */
const addBar = (height: number) => cover(add(innerWidth, height));

describe('an element is in sight', () => {
  it.each([
    ['in the viewport', 300, 300, 0, 0, true],
    ['without a width', 0, 300, 0, 0, false],
    ['without a height', 300, 0, 0, 0, false],
    ['up to the left edge', 300, 300, -300, 0, false],
    ['over the left edge', 300, 300, -299, 0, true],
    ['up to the top edge', 300, 300, 0, -300, false],
    ['over the top edge', 300, 300, 0, -299, true],
    ['from the right edge', 300, 300, innerWidth, 0, false],
    ['before the right edge', 300, 300, innerWidth - 1, 0, true],
    ['from the bottom edge', 300, 300, 0, innerHeight, false],
    ['before the bottom edge', 300, 300, 0, innerHeight - 1, true],
  ])('%s: %i × %i at %i, %i → %s', (_, width, height, left, top, inSight) => {
    expect(isInSight(add(width, height, left, top))).toBe(inSight);
  });

  it('unless it is transparent or invisible', () => {
    for (const style of [{ opacity: '0' }, { visibility: 'hidden' }]) {
      const node = add(300, 300);
      Object.assign(node.style, style);
      expect(isInSight(node)).toBe(false);
    }
  });
});

describe('an element can be reached', () => {
  it('where nothing lies over it, or something in it does', () => {
    const node = add(300, 300);
    expect(isReachable(node)).toBe(true);
    cover(add(300, 300, 0, 0, node));
    expect(isReachable(node)).toBe(true);
  });

  it('not where something else lies over all of it', () => {
    const node = add(300, 300);
    cover(add(innerWidth, innerHeight));
    expect(isReachable(node)).toBe(false);
  });

  it.each([
    ['a bar over its upper half', 150],
    ['a bar over its middle', 200],
    ['a bar over most of it', 260],
  ])('where %s leaves a part of it free', (_, height) => {
    const node = add(300, 300);
    cover(add(300, 300, 0, 0, node));
    addBar(height);
    // The bar is above what is in the element.
    const [inner, bar] = [node.firstElementChild as Element, document.body.lastElementChild as Element];
    document.elementFromPoint = (_, y) => (y < height ? bar : inner);
    expect(isReachable(node)).toBe(true);
  });

  it('where one can scroll to it', () => {
    expect(isReachable(add(300, 300, 0, innerHeight + 500))).toBe(true);
  });

  it.each([
    ['fixed there', (node: HTMLElement) => (node.style.position = 'fixed')],
    ['in something that is fixed there', () => (document.body.style.position = 'fixed')],
    ['invisible', (node: HTMLElement) => (node.style.visibility = 'hidden')],
    ['on a page that is inert', () => document.body.setAttribute('inert', '')],
  ])('not outside the viewport where it is %s', (_, spoil) => {
    const node = add(300, 300, 0, innerHeight + 500);
    spoil(node);
    expect(isReachable(node)).toBe(false);
  });

  it('not where it takes no room', () => {
    expect(isReachable(add(300, 0))).toBe(false);
    expect(isReachable(add(0, 300))).toBe(false);
  });
});

describe('an element is plainly out of reach', () => {
  it('not without a reason', () => {
    expect(isForbidden(add(300, 300))).toBe(false);
  });

  it('where it or anything that it lies in is inert, across shadow roots', () => {
    const host = add(300, 300);
    const inner = add(300, 300, 0, 0, host.attachShadow({ mode: 'closed' }));
    for (const element of [inner, host, document.body]) {
      element.setAttribute('inert', '');
      expect(isForbidden(inner)).toBe(true);
      element.removeAttribute('inert');
    }
    expect(isForbidden(inner)).toBe(false);
  });

  it('where no pointer event goes to it', () => {
    const node = add(300, 300);
    node.style.pointerEvents = 'none';
    expect(isForbidden(node)).toBe(true);
  });

  describe('under a modal dialog', () => {
    /** happy-dom knows no modal dialog. */
    const knowModals = (give: () => Element[]) => {
      const find = (selector: string) => document.documentElement.querySelectorAll(selector);
      vi.spyOn(document, 'querySelectorAll').mockImplementation((selector: string) =>
        selector === ':modal' ? (give() as never) : find(selector),
      );
    };

    it('that it does not lie in', () => {
      const node = add(300, 300);
      const modal = add(200, 200);
      knowModals(() => [modal]);
      expect(isForbidden(node)).toBe(true);
    });

    it('but not in it, nor in one of several', () => {
      const modal = add(200, 200);
      const host = add(200, 200, 0, 0, modal);
      const inner = add(100, 100, 0, 0, host.attachShadow({ mode: 'open' }));
      const other = add(200, 200);
      knowModals(() => [other, modal]);
      expect(isForbidden(inner)).toBe(false);
    });

    it('but not where the browser does not know what is modal', () => {
      const node = add(300, 300);
      knowModals(() => {
        throw new DOMException('unknown', 'SyntaxError');
      });
      expect(isForbidden(node)).toBe(false);
    });
  });
});

describe('an element has content', () => {
  it.each([
    ['nothing', () => null, false],
    ['itself', (node: HTMLElement) => node, false],
    ['a wrapper that fills it', (node: HTMLElement) => add(290, 290, 5, 5, node), false],
    [
      'a frame in it',
      (node: HTMLElement) => node.appendChild(setSize(document.createElement('iframe'), 200, 200)),
      false,
    ],
    ['something else of the page', () => add(100, 40), false],
    ['something lower in it', (node: HTMLElement) => add(300, 40, 0, 0, node), true],
    ['something narrower in it', (node: HTMLElement) => add(40, 300, 0, 0, node), true],
  ])('where hit-testing finds %s → %s', (_, make, isContent) => {
    const node = add(300, 300);
    const hit = make(node);
    document.elementFromPoint = () => hit;
    expect(hasContent(node)).toBe(isContent);
  });
});
