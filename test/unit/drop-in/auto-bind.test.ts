import { afterEach, beforeEach, describe, expect, it, vi, type Mock } from 'vitest';
import { passResult } from '../fakes/tencent.js';
import { elapse, useTestPage } from '../fakes/test-page.js';
import { documentIs } from '../loading/loading-page.js';
import { addElement, globals, installDropIn } from './drop-in-page.js';

const page = useTestPage();
let callback: Mock;
const marked = { 'data-appid': '190000001', 'data-cbfn': 'onCaptcha' };

beforeEach(() => {
  callback = vi.fn();
  Object.assign(window, { onCaptcha: callback });
});

afterEach(() => {
  Reflect.deleteProperty(document, 'readyState');
  Reflect.deleteProperty(window, 'onCaptcha');
});

/** What the vendor's script would bind by itself when it looks. */
const bindable = () => document.getElementById('TencentCaptcha')?.hasAttribute('data-cbfn') ?? false;

describe('the element with the reserved id', () => {
  it('is bound once the document is ready, and its click calls its function', async () => {
    documentIs('loading');
    installDropIn();
    const button = addElement('TencentCaptcha', 'button', marked);
    documentIs('interactive');
    document.dispatchEvent(new Event('DOMContentLoaded'));
    await elapse(200);
    button.click();
    await elapse(100);
    page.tencent.last.answer(passResult);
    expect(callback.mock.calls).toEqual([[passResult]]);
  });

  it('is held back from the vendor’s script while that runs after the document is ready, and given back', async () => {
    addElement('TencentCaptcha', 'button', marked);
    let seen: boolean | undefined;
    page.network.answer('TJCaptcha', ({ load }) => {
      page.tencent.install();
      seen = bindable();
      load();
    });
    installDropIn();
    expect(bindable()).toBe(false);
    await elapse(200);
    expect(seen).toBe(false);
    expect(bindable()).toBe(true);
  });

  it('is held back from the vendor’s script when that ran before, and looks once the document is ready', async () => {
    documentIs('loading');
    installDropIn();
    page.tencent.install();
    addElement('TencentCaptcha', 'button', marked);
    let seen: boolean | undefined;
    // The vendor's own listener, which is younger than ours.
    document.addEventListener('DOMContentLoaded', () => (seen = bindable()), { once: true });
    documentIs('interactive');
    document.dispatchEvent(new Event('DOMContentLoaded'));
    expect(seen).toBe(false);
    await elapse(200);
    expect(bindable()).toBe(true);
  });

  it('can still be given to the constructor by the page', () => {
    page.network.answer('TJCaptcha', 'hang');
    const button = addElement('TencentCaptcha', 'button', marked);
    installDropIn();
    expect(() => new globals.TencentCaptcha(button)).not.toThrow();
  });

  it('is left alone where the vendor’s script was there before, which binds it', async () => {
    page.tencent.install();
    const button = addElement('TencentCaptcha', 'button', marked);
    installDropIn();
    button.click();
    await elapse(200);
    expect(page.tencent.instances).toEqual([]);
    expect(bindable()).toBe(true);
  });

  it('is left alone where its function is not there, as by the vendor', async () => {
    Reflect.deleteProperty(window, 'onCaptcha');
    const button = addElement('TencentCaptcha', 'button', marked);
    installDropIn();
    button.click();
    await elapse(200);
    expect(page.tencent.instances).toEqual([]);
    expect(page.reportError).not.toHaveBeenCalled();
  });
});
