import { page } from './page-globals.js';
import { simulation } from './simulation.js';

/**
 * The vendor writes HTML and script URLs as plain strings, which enforced Trusted Types and nonce-only policies refuse.
 * With the traps off it behaves as a careful script would.
 */
interface SinkPolicy {
  createHTML(html: string): string;
  createScriptURL(url: string): string;
}
interface PolicyFactory {
  createPolicy(name: string, rules: SinkPolicy): SinkPolicy;
}

const plain: SinkPolicy = { createHTML: (html) => html, createScriptURL: (url) => url };

/** One policy for the page: a second one of the same name would throw. */
function ownPolicy(): SinkPolicy {
  const factory = page['trustedTypes'] as PolicyFactory | undefined;
  page['__TencentSinkPolicy__'] ??= factory?.createPolicy('tencent-captcha', plain) ?? plain;
  return page['__TencentSinkPolicy__'] as SinkPolicy;
}

function htmlFor(html: string): string {
  return simulation.has('tencent-inner-html') ? html : ownPolicy().createHTML(html);
}

export function setHtml(element: Element, html: string): void {
  element.innerHTML = htmlFor(html);
}

export function setFrameDocument(frame: HTMLIFrameElement, html: string): void {
  frame.srcdoc = htmlFor(html);
}

export function addScript(url: string, done: (event: 'load' | 'error') => void): HTMLScriptElement {
  const script = document.createElement('script');
  script.async = true;
  if (simulation.has('tencent-script-src')) {
    script.src = url;
  } else {
    const nonce = [...document.scripts].find((each) => each.nonce)?.nonce;
    if (nonce) script.nonce = nonce;
    script.src = ownPolicy().createScriptURL(url);
  }
  script.addEventListener('load', () => done('load'));
  script.addEventListener('error', () => done('error'));
  document.head.append(script);
  return script;
}
