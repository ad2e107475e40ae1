import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAt, outside, watchForVanishing } from '../../../src/session/challenge-watch.js';
import { setSize, stubLayout } from '../fakes/layout.js';

const { getBoundingClientRect } = Element.prototype;
beforeEach(stubLayout);
afterEach(() => {
  document.body.replaceChildren();
  Element.prototype.getBoundingClientRect = getBoundingClientRect;
});

function add(width: number, height: number, parent: Element = document.body): HTMLElement {
  const node = document.createElement('div');
  parent.append(setSize(node, width, height));
  return node;
}

describe('a look at a challenge finds', () => {
  it('something to act on, where a node that proves a challenge can be reached', () => {
    const node = add(300, 40);
    expect(lookAt({ usable: [node], any: [node] })).toBe('reachable');
  });

  it('something unconfirmed, where a node of the vendor’s is in sight that proves none', () => {
    expect(lookAt({ usable: [], any: [add(150, 40)] })).toBe('unconfirmed');
  });

  it.each([
    [149, 40],
    [150, 39],
    [0, 0],
  ])('nothing in a node of %i × %i px', (width, height) => {
    expect(lookAt({ usable: [], any: [add(width, height)] })).toBe('nothing');
  });

  it('nothing without nodes', () => {
    expect(lookAt({ usable: [], any: [] })).toBe('nothing');
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

  it('when they were seen and then were gone for more than 30 looks', () => {
    const hasVanished = watchForVanishing();
    const node = add(300, 300);
    expect(hasVanished({ usable: [], any: [node] })).toBe(false);
    node.remove();
    for (let look = 0; look < 30; look++) expect(hasVanished({ usable: [], any: [node] })).toBe(false);
    expect(hasVanished(gone)).toBe(true);
  });

  it('not where they were never seen', () => {
    const hasVanished = watchForVanishing();
    for (let look = 0; look < 100; look++) expect(hasVanished(gone)).toBe(false);
  });

  it('not where they come back in time', () => {
    const hasVanished = watchForVanishing();
    const there = { usable: [], any: [add(300, 300)] };
    hasVanished(there);
    for (let look = 0; look < 30; look++) hasVanished(gone);
    expect(hasVanished(there)).toBe(false);
    for (let look = 0; look < 30; look++) expect(hasVanished(gone)).toBe(false);
  });
});
