import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWorthWaiting, lookAt, outside, watchForVanishing } from '../../../src/session/challenge-watch.js';
import { cover, setSize, stubLayout } from '../fakes/layout.js';

let restoreLayout = () => {};
beforeEach(() => (restoreLayout = stubLayout()));
afterEach(() => {
  restoreLayout();
  document.body.replaceChildren();
  document.body.removeAttribute('inert');
});

function add(width: number, height: number, parent: Element = document.body): HTMLElement {
  const node = document.createElement('div');
  parent.append(setSize(node, width, height));
  return node;
}

describe('a look at a challenge finds', () => {
  const usable = (...nodes: Element[]) => ({ usable: nodes, any: nodes });

  it('something to act on, where one of the usable nodes can be reached, however small', () => {
    expect(lookAt(usable(add(0, 0), add(300, 20)))).toBe('reachable');
  });

  it('one that is covered, where something else lies over it, however small it is', () => {
    const node = add(300, 20);
    cover(add(innerWidth, innerHeight));
    expect(lookAt(usable(node))).toBe('covered');
  });

  it('one that is plainly out of reach, where all of its nodes are', () => {
    const nodes = usable(add(300, 300), add(200, 200));
    cover(add(innerWidth, innerHeight));
    const [first, second] = nodes.usable as [Element, Element];
    first.setAttribute('inert', '');
    expect(lookAt(nodes)).toBe('covered');
    second.setAttribute('inert', '');
    expect(lookAt(nodes)).toBe('forbidden');
  });

  it('an empty box, where a node of the vendor’s is in sight that is no challenge as yet', () => {
    expect(lookAt({ usable: [], any: [add(150, 40)] })).toBe('blank');
  });

  it.each([
    [149, 40],
    [150, 39],
    [0, 0],
  ])('nothing in a box of %i × %i px', (width, height) => {
    expect(lookAt({ usable: [], any: [add(width, height)] })).toBe('nothing');
  });

  it('nothing without nodes', () => {
    expect(lookAt(usable())).toBe('nothing');
  });
});

describe('a challenge is worth a longer wait', () => {
  it.each([
    ['of 150 × 40 px', 150, 40, true],
    ['that is too narrow', 149, 40, false],
    ['that is too low', 150, 39, false],
  ])('%s: %i × %i → %s', (_, width, height, isWorth) => {
    const node = add(width, height);
    expect(isWorthWaiting({ usable: [node], any: [] })).toBe(isWorth);
    expect(isWorthWaiting({ usable: [], any: [node] })).toBe(false);
  });

  it('not where it is plainly out of reach, or out of sight', () => {
    const node = add(300, 300);
    node.setAttribute('inert', '');
    expect(isWorthWaiting({ usable: [node], any: [] })).toBe(false);
    node.removeAttribute('inert');
    node.style.opacity = '0';
    expect(isWorthWaiting({ usable: [node], any: [] })).toBe(false);
  });
});

describe('what lies outside the box', () => {
  it('is all but the box itself and what is in it', () => {
    const box = add(300, 40);
    const inBox = add(300, 40, box);
    const popup = add(300, 300);
    const nodes = { usable: [inBox, popup], any: [box, inBox, popup] };
    expect(outside(box, nodes)).toEqual({ usable: [popup], any: [popup] });
    expect(outside(undefined, nodes)).toEqual(nodes);
  });
});

describe('nodes have vanished', () => {
  const gone = { usable: [], any: [] };

  it('when they were seen and then were gone for more than three looks', () => {
    const hasVanished = watchForVanishing();
    const node = add(300, 300);
    expect(hasVanished({ usable: [], any: [node] })).toBe(false);
    node.remove();
    for (let look = 0; look < 3; look++) expect(hasVanished({ usable: [], any: [node] })).toBe(false);
    expect(hasVanished(gone)).toBe(true);
  });

  it('at once for somebody who will not wait, when they were seen', () => {
    const hasVanished = watchForVanishing();
    expect(hasVanished(gone, true)).toBe(false);
    expect(hasVanished({ usable: [], any: [add(300, 300)] }, true)).toBe(false);
    expect(hasVanished(gone, true)).toBe(true);
  });

  it('not where they were never seen', () => {
    const hasVanished = watchForVanishing();
    for (let look = 0; look < 100; look++) expect(hasVanished(gone)).toBe(false);
  });

  it('not where they come back in time', () => {
    const hasVanished = watchForVanishing();
    const there = { usable: [], any: [add(300, 300)] };
    hasVanished(there);
    for (let look = 0; look < 3; look++) hasVanished(gone);
    expect(hasVanished(there)).toBe(false);
    for (let look = 0; look < 3; look++) expect(hasVanished(gone)).toBe(false);
  });
});
