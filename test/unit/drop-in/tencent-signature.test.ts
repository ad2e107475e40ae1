import { afterEach, describe, expect, it } from 'vitest';
import { holdCallbackName, readSignature } from '../../../src/drop-in/tencent/signature.js';

const callback = () => {};
const page = window as unknown as Record<string, unknown>;

function element(attributes: Record<string, string> = {}): HTMLElement {
  const made = document.createElement('div');
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

afterEach(() => {
  delete page['onCaptcha'];
  delete page['shop'];
});

describe('the constructor takes', () => {
  const options = { bizState: 'x' };
  const box = element();

  it.each([
    ['(appId, callback)', ['1', callback], { element: null }],
    ['(appId, callback, options)', ['1', callback, options], { element: null, options }],
    ['(appId, undefined, options) with options.callback', ['1', undefined, { callback }], { element: null }],
    ['(element, appId, callback)', [box, '1', callback], { element: box }],
    ['(element, appId, callback, options)', [box, '1', callback, options], { element: box, options }],
    ['(element, options)', [box, { appid: '1', callback }], { element: box }],
  ])('%s', (_, given, expected) => {
    expect(readSignature(given, false)).toMatchObject({ appId: '1', callback, ...expected });
  });

  it('(element) with its attributes, the callback by its path', () => {
    page['shop'] = { onCaptcha: callback };
    const marked = element({ 'data-appid': '1', 'data-cbfn': 'shop.onCaptcha', 'data-biz-state': 'x' });
    expect(readSignature([marked], false)).toMatchObject({ appId: '1', callback, options: { bizState: 'x' } });
  });

  it('(element) while its callback’s name is held back from the vendor', () => {
    page['onCaptcha'] = callback;
    const marked = element({ 'data-appid': '1' });
    holdCallbackName(marked, 'onCaptcha');
    expect(readSignature([marked], false).callback).toBe(callback);
  });

  it('the page’s own options object, which the vendor keeps and the page may change later', () => {
    const own = {};
    expect(readSignature(['1', callback, own], false).options).toBe(own);
  });
});

describe('the constructor throws, as the vendor’s', () => {
  it.each([
    ['a number for the appId', [1, callback], 'Arguments error.'],
    ['no arguments', [], 'Arguments error.'],
    ['null for the element', [null, '1', callback], 'Arguments error.'],
    ['an element and a number', [element(), 1, callback], 'Arguments error.'],
    ['an element without data-appid', [element()], 'Arguments error.'],
    ['no callback', ['1'], 'Lost `callback`'],
    ['a callback that is none', ['1', 'callback'], 'Lost `callback`'],
    [
      'an element whose callback is not there',
      [element({ 'data-appid': '1', 'data-cbfn': 'gone' })],
      'Lost `callback`',
    ],
  ])('for %s', (_, given, message) => {
    expect(() => readSignature(given, false)).toThrow(message);
  });

  it('for an appId first, on the international site', () => {
    expect(() => readSignature(['1', callback], true)).toThrow('Arguments error.');
    expect(readSignature([element(), '1', callback], true)).toMatchObject({ appId: '1' });
  });
});
