import { page } from './page-globals.js';
import { hosts, pause, placeUrl, trapIsOn, vendorUrl } from './simulation.js';

const ATTEMPTS = 3;

/** Three attempts at one host, five seconds apart. Resolves false after the last; never, if the host never answers. */
export async function loadDynamicScript(path: string): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    if (await addScript(placeUrl('secondary', hosts.aliyunAssets, path))) return true;
    if (attempt === ATTEMPTS) return false;
    await pause(5000);
  }
}

/** A style sheet that does not come is no error to the page: only an exception says so. */
export async function loadStyleSheet(path: string): Promise<void> {
  const url = vendorUrl(hosts.aliyunAssets, path);
  if (Array.from(document.styleSheets).some(({ href }) => href === url)) return;
  for (let attempt = 1; ; attempt++) {
    if (await addStyleSheet(url)) return;
    if (attempt === ATTEMPTS) throw new Error('Network Error');
    await pause(3000);
  }
}

function addScript(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const script = document.createElement('script');
    script.async = true;
    const settle = (isLoaded: boolean): void => {
      script.remove();
      resolve(isLoaded);
    };
    script.onload = () => settle(true);
    script.onerror = () => settle(false);
    // Plain: refused under enforced Trusted Types, and blocked by a nonce-only policy.
    if (trapIsOn('aliyun-script-src')) script.src = url;
    else setTrustedSource(script, url);
    document.head.append(script);
  });
}

/** What a careful script would do. */
function setTrustedSource(script: HTMLScriptElement, url: string): void {
  script.nonce = Array.from(document.scripts).find(({ nonce }) => nonce)?.nonce ?? '';
  // A page takes one policy of a name.
  const policy = (page.__ALIYUN_SIMULATOR_POLICY ??= page.trustedTypes?.createPolicy('aliyun-simulator', {
    createScriptURL: (text) => text,
  }));
  script.src = policy?.createScriptURL(url) ?? url;
}

function addStyleSheet(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.onload = () => resolve(true);
    link.onerror = () => {
      link.remove();
      resolve(false);
    };
    link.href = url;
    document.head.append(link);
  });
}
