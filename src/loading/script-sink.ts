interface Policy {
  createScriptURL(url: string): string;
}

interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}

/**
 * Our own Trusted Types policy. It stays in this module, out of the page's reach, since it lets every URL through.
 * Where there is none, or the page allows it none, the plain URL goes to the page's `default` policy.
 */
let policy: Policy | undefined;
const plain: Policy = { createScriptURL: (url) => url };

/**
 * Makes a script tag: the only place that sets a script's `src`.
 *
 * @throws TypeError where Trusted Types refuse the URL
 */
export function createScriptTag(url: string, nonce: string | undefined): HTMLScriptElement {
  const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
  try {
    policy ||= trustedTypes && trustedTypes.createPolicy('captcha-failover', plain);
  } catch {
    policy = plain;
  }
  const tag = document.createElement('script');
  tag.src = (policy || plain).createScriptURL(url);
  const inherited = document.querySelector<HTMLScriptElement>('script[nonce]');
  tag.nonce = nonce || (inherited ? inherited.nonce : '');
  return tag;
}
