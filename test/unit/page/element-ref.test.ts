import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findElements, isPageElement, resolveElement } from '../../../src/page/element-ref.js';
import { proxyDocument } from '../fakes/proxied-document.js';

const byId = (id: string) => document.getElementById(id) as HTMLElement;
const reportError = vi.fn();

beforeEach(() => {
  vi.stubGlobal('reportError', reportError.mockReset());
  document.body.innerHTML = '<i class="a" id="one"></i><svg class="a"></svg><i class="a" id="two"></i>';
});
afterEach(() => document.body.replaceChildren());

describe.each([
  ['a document', () => {}],
  ['a document behind a proxy', proxyDocument],
])('%s', (_, arrange) => {
  beforeEach(arrange);

  it('has elements of its own, connected or not', () => {
    expect(isPageElement(byId('one'))).toBe(true);
    expect(isPageElement(document.createElement('div'))).toBe(true);
  });

  it.each<[string, () => unknown]>([
    ['nothing', () => null],
    ['a text', () => 'one'],
    ['an object that looks like one', () => ({ nodeType: 1 })],
    ['a node that is no element', () => document.createTextNode('one')],
    ['an element of another namespace', () => document.querySelector('svg')],
    ['an element of another document', () => document.implementation.createHTMLDocument().createElement('div')],
    ['an element of a frame', () => new DOMParser().parseFromString('<b></b>', 'text/html').querySelector('b')],
    ['itself', () => document],
    ['its window', () => window],
  ])('has no element that is %s', (__, given) => {
    expect(isPageElement(given())).toBe(false);
    expect(findElements(given() as never)).toEqual([]);
  });

  it('gives all that a selector finds, in its order', () => {
    expect(findElements('.a').map(({ id }) => id)).toEqual(['one', 'two']);
    expect(resolveElement('.a')).toBe(byId('one'));
    expect(resolveElement('.none')).toBeNull();
  });

  it('gives the element of a function, which is asked each time', () => {
    const ask = vi.fn(() => byId('two'));
    expect(resolveElement(ask)).toBe(byId('two'));
    expect(findElements(ask)).toEqual([byId('two')]);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('gives nothing for a function that throws, which is the page’s own error', () => {
    const error = new Error('of the page');
    expect(
      resolveElement(() => {
        throw error;
      }),
    ).toBeNull();
    expect(reportError).toHaveBeenCalledExactlyOnceWith(error);
  });

  it('resolves an element only while it is connected', () => {
    const element = byId('one');
    expect(resolveElement(element)).toBe(element);
    element.remove();
    expect(findElements(element)).toEqual([element]);
    expect(resolveElement(element)).toBeNull();
    expect(resolveElement(undefined)).toBeNull();
  });
});
