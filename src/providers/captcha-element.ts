/**
 * What the vendors put on a page, and our boxes for it. Sources: docs/vendors/tencent.md (T-DOM-NAMES),
 * docs/vendors/aliyun.md (A-LEFTOVERS).
 */
const selector =
  '[id^="captcha-failover-"],[id^="tcaptcha" i],#t_mask,[class*="tencent-captcha"],[id^="aliyunCaptcha"],[class*="aliyunCaptcha"]';

/**
 * Whether a node belongs to a challenge: a vendor's popup or mask, or a box of ours. For "clicked outside" and focus
 * handlers, so that they leave a dialog open: `event.composedPath().some(isCaptchaElement)` also tells of nodes that
 * have gone since. False for anything that is no node; never throws.
 */
export function isCaptchaElement(node: unknown): boolean {
  try {
    const { nodeType, parentElement } = node as Element;
    let element = nodeType === 1 ? (node as Element) : parentElement;
    while (element) {
      // Borrowed: it takes elements of every realm, and nothing else.
      if (Element.prototype.closest.call(element, selector)) return true;
      const root = element.getRootNode();
      const isShadow = Object.prototype.toString.call(root) === '[object ShadowRoot]';
      element = isShadow ? (root as ShadowRoot).host : null;
    }
  } catch {
    // Not a node, or not in a browser.
  }
  return false;
}
