import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isCaptchaElement } from '../../src/index.js';
import { elapse, useTestPage } from './fakes/test-page.js';

const page = useTestPage();

/** As the vendors' scripts build it, in short (docs/vendors/). */
const places: [string, string][] = [
  ["Tencent's transform of 1.0", '<div id="tcaptcha_transform"><b></b></div>'],
  ["Tencent's transform of 2.0", '<div id="tcaptcha_transform_dy" class="tencent-captcha__transform"><b></b></div>'],
  ["Tencent's content", '<div class="tencent-captcha-dy__content"><p><b></b></p></div>'],
  ["Tencent's mask of 1.0", '<div id="t_mask"><b></b></div>'],
  ["Tencent's mask of 2.0", '<div id="tCaptchaMaskLayer"><b></b></div>'],
  ["Aliyun's mask", '<div id="aliyunCaptcha-mask"><b></b></div>'],
  ["Aliyun's popup", '<div id="aliyunCaptcha-window-popup"><div><b></b></div></div>'],
  ['a box of ours', '<div id="captcha-failover-7"><b></b></div>'],
];

const holder = document.createElement('div');
beforeEach(() => document.body.append(holder));
afterEach(() => holder.replaceChildren());

const inner = (): Element => holder.querySelector('b') as Element;

describe('isCaptchaElement', () => {
  it.each(places)('is true of %s and of what is in it', (_, markup) => {
    holder.innerHTML = markup;
    expect([holder.firstElementChild, inner()].map(isCaptchaElement)).toEqual([true, true]);
    const text = document.createTextNode('x');
    inner().append(text);
    expect(isCaptchaElement(text)).toBe(true);
  });

  it('is true of what is in a shadow root inside one', () => {
    holder.innerHTML = '<div id="aliyunCaptcha-window-popup"><b></b></div>';
    const root = inner().attachShadow({ mode: 'open' });
    root.innerHTML = '<i></i>';
    expect(isCaptchaElement(root.firstElementChild)).toBe(true);
  });

  it('is true of nodes that have been taken off the page with their popup', () => {
    holder.innerHTML = '<div id="aliyunCaptcha-window-popup"><b></b></div>';
    const button = inner();
    holder.replaceChildren();
    expect(isCaptchaElement(button)).toBe(true);
  });

  it('tells by the path of an event', () => {
    holder.innerHTML = '<div id="aliyunCaptcha-window-popup"><b></b></div><button>Outside</button>';
    const inside: boolean[] = [];
    const onClick = (event: Event) => inside.push(event.composedPath().some(isCaptchaElement));
    document.addEventListener('click', onClick);
    inner().dispatchEvent(new Event('click', { bubbles: true, composed: true }));
    holder.querySelector('button')?.dispatchEvent(new Event('click', { bubbles: true, composed: true }));
    document.removeEventListener('click', onClick);
    expect(inside).toEqual([true, false]);
  });

  it('is false of what else is on a page', () => {
    holder.innerHTML = '<form id="captcha"><label class="captcha">Code<b></b></label></form>';
    expect([holder, inner(), document, document.body, window].map(isCaptchaElement)).toEqual(Array(5).fill(false));
  });

  it('is false of what is off the page, whatever element it calls its host', () => {
    holder.innerHTML = '<div id="aliyunCaptcha-window-popup"><b></b></div>';
    const component = Object.assign(document.createElement('div'), { host: inner() });
    expect(isCaptchaElement(component)).toBe(false);
  });

  it('is false of what is no node, and never throws', () => {
    const endless: Record<string, unknown> = { nodeType: 1 };
    endless['parentElement'] = endless;
    endless['getRootNode'] = () => endless;
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error('hostile');
        },
      },
    );
    const values = [undefined, null, 0, '', '#t_mask', {}, [], () => {}, endless, hostile, { id: 't_mask' }];
    expect(values.map(isCaptchaElement)).toEqual(values.map(() => false));
  });

  it('is true of all that a running challenge puts on the page', async () => {
    const captcha = page.create({ providers: page.aliyunProvider() });
    const before = new Set(document.querySelectorAll('body *'));
    void captcha.verify();
    await elapse(1000);
    const added = Array.from(document.querySelectorAll('body *')).filter(
      (node) => !before.has(node) && node.localName !== 'script',
    );
    expect(added).not.toEqual([]);
    expect(added.filter((node) => !isCaptchaElement(node))).toEqual([]);
  });
});
