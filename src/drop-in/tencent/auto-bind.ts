import type { VendorScript } from '../vendor-script.js';
import { holdCallbackName } from './signature.js';

/**
 * Binds the element with the reserved id `TencentCaptcha` when the document is ready, as the vendor's script does by
 * itself (docs/vendors/tencent.md, T-RESERVED-ID). It does so with its inner class, past our global, and then both would call
 * the page; so `data-cbfn` is held back from it, until its script has run and the document is ready.
 *
 * @returns to be called when the vendor's script runs
 */
export function bindMarkedElement(
  TencentCaptcha: new (element: HTMLElement) => unknown,
  script: VendorScript,
): () => void {
  let isReady = false;
  let hasRun = false;
  let giveBack = () => {};

  const settle = () => {
    // The vendor's look for the element is in the same task.
    if (isReady && hasRun) setTimeout(() => giveBack());
  };

  const bind = () => {
    isReady = true;
    const element = document.getElementById('TencentCaptcha');
    const name = element && element.getAttribute('data-cbfn');
    if (element && name) {
      holdCallbackName(element, name);
      element.removeAttribute('data-cbfn');
      giveBack = () => element.setAttribute('data-cbfn', name);
      try {
        new TencentCaptcha(element);
      } catch {
        // As the vendor's script: an element that lacks something is left alone.
      }
    }
    settle();
  };

  // It was there before us, and binds by itself.
  if (script.found()) return giveBack;
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', bind, { once: true });
  else bind();
  return () => {
    hasRun = true;
    settle();
  };
}
